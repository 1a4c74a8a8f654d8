import datetime as dt
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import pytest

from service.present.drawings import only_drawn
from service.present.review_page import page_policy, review_html
from service.reviews import Chart, FailedFile, Review
from tests.present.reviews_made import (
    SPAN_LETTERS,
    UNITS,
    chart,
    evidence_of,
    review,
)

TODAY = dt.date(2026, 1, 15)
VOID = frozenset({"meta"})
LOADS = frozenset({"script", "link", "img", "iframe", "object", "embed", "base", "form", "image"})
HOSTILE = (
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "javascript:alert(1)",
    "</style><img src=x onerror=alert(1)>",
    "</details></main><iframe src=//example.org>",
    "{{ 7*7 }}{% raw %}",
    "<!-- -->]]><svg onload=alert(1)>",
)


class Seen(HTMLParser):
    """Every tag with its attributes, and the text, as a browser takes them apart."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data

    def attributes(self) -> Iterator[tuple[str, str]]:
        for _, attributes in self.tags:
            yield from attributes.items()


@pytest.fixture(name="page", scope="module")
def _page() -> Seen:
    return Seen(review_html(review(), today=TODAY))


def with_everywhere(text: str) -> Review:
    """The review with ``text`` behind every name, quote and line that comes from a file."""
    made = review()
    whole = made.to_json()
    names = (
        *UNITS,
        SPAN_LETTERS,
        "学习停在念文件",
        "扫描件",
        "有时存在重部署",
        "建立季度研讨点评制度",
    )
    escaped = Chart(name="x", title=text, svg="").to_json().partition('"title":"')[2]
    escaped = escaped.partition('","svg"')[0]
    for name in names:
        whole = whole.replace(name, name + escaped)
    return Review.model_validate_json(whole).model_copy(update={"charts": made.charts})


def test_the_page_is_whole_and_in_chinese(page: Seen) -> None:
    assert page.open == []
    assert page.tags[0] == ("html", {"lang": "zh-CN"})


def test_nothing_runs_and_nothing_is_loaded(page: Seen) -> None:
    assert not {tag for tag, _ in page.tags} & LOADS
    for name, value in page.attributes():
        assert not name.startswith("on")
        assert name not in ("src", "style", "srcset", "background")
        if name == "href":
            assert value.startswith("#")


def test_the_policy_allows_its_own_style_sheet_and_nothing_else(page: Seen) -> None:
    metas = [a for tag, a in page.tags if tag == "meta" and "http-equiv" in a]
    assert [meta["content"] for meta in metas] == [page_policy()]
    assert page_policy().startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in page_policy()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_and_quotes_are_only_text(text: str, page: Seen) -> None:
    seen = Seen(review_html(with_everywhere(text), today=TODAY))
    assert [tag for tag, _ in seen.tags] == [tag for tag, _ in page.tags]
    assert {name for name, _ in seen.attributes()} == {name for name, _ in page.attributes()}
    for name in (UNITS[0], UNITS[7], SPAN_LETTERS, "扫描件"):
        assert name + text in seen.text


def test_signs_nobody_sees_are_left_out() -> None:
    failed = (FailedFile(file="a\u202ecod.exe\x07", cause="坏了\u2028"),)
    text = Seen(review_html(Review(failed=failed), today=TODAY)).text
    assert "acod.exe：坏了" in text
    assert not re.search("[\x00-\x08\u202e\u2028]", text)


def test_headings_are_in_order_without_a_gap(page: Seen) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_link_leads_somewhere_and_no_name_is_used_twice(page: Seen) -> None:
    ids = [value for name, value in page.attributes() if name == "id"]
    assert len(ids) == len(set(ids))
    for name, value in page.attributes():
        if name == "href":
            assert value[1:] in ids
        if name == "aria-labelledby":
            assert value in ids


def test_every_sentence_behind_a_figure_stands_on_the_page(page: Seen) -> None:
    for source in evidence_of(review()):
        assert f"“{source.quote}”" in page.text
    for span in (s for pair in review().pairs for s in pair.spans):
        assert f"“{span.text}”" in page.text
        assert f"“{span.other}”" in page.text


def test_what_opens_stands_beside_its_details_so_that_it_prints(page: Seen) -> None:
    tags = [tag for tag, _ in page.tags]
    after = [page.tags[n + 2] for n, tag in enumerate(tags) if tag == "details"]
    assert len(after) > 50
    assert {attributes.get("class") for _, attributes in after} == {"opened"}


def test_charts_are_drawn_into_the_page(page: Seen) -> None:
    assert [tag for tag, _ in page.tags].count("svg") == 1
    assert chart().title in page.text


@pytest.mark.parametrize(
    "svg",
    [
        "<svg><script>alert(1)</script></svg>",
        '<svg onload="alert(1)"/>',
        '<svg><a href="javascript:alert(1)"><text>x</text></a></svg>',
        '<svg><rect fill="url(http://example.org/x)"/></svg>',
        '<svg><rect style="fill:red"/></svg>',
        "<svg><foreignObject><p>x</p></foreignObject></svg>",
        '<svg><image href="x.png"/></svg>',
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg><text>&a;</text></svg>',
        "<svg><text>",
        "",
    ],
)
def test_a_figure_that_does_more_than_draw_is_left_out(svg: str) -> None:
    assert only_drawn(svg) == ""
    made = Review(charts=(Chart(name="x", title="图样", svg=svg),))
    assert "图样" not in Seen(review_html(made, today=TODAY)).text


def test_a_figure_that_only_draws_stays_as_it_is() -> None:
    assert only_drawn(chart().svg) == chart().svg


def test_an_empty_review_is_a_page_too() -> None:
    seen = Seen(review_html(Review(), today=TODAY))
    assert seen.open == []
    assert "没有发现相同的段落。" in seen.text


def test_the_same_review_gives_the_same_page() -> None:
    assert review_html(review(), today=TODAY) == review_html(review(), today=TODAY)


def test_the_style_sheet_loads_nothing() -> None:
    text = files("service.present").joinpath("review.css").read_text("utf-8")
    assert "url(" not in text
    assert "@import" not in text
