"""A review's figures as drawings that a page with a strict policy shows and that print well."""

import re

from lxml import etree

from service.present.charts import MOST, charts_of
from service.reviews import (
    AspectCell,
    AspectRow,
    Chart,
    CommonProblem,
    OwnedProblem,
    PaperReview,
    Review,
)

LONG = "安岭市公安局交通警察支队第二高速公路大队机关党总支部委员会"


def paper(
    unit: str, concrete: int, problems: int, *, file: str = "", year: int = 2025
) -> PaperReview:
    owned = tuple(
        OwnedProblem(item=f"P{n}", headline="下乡少", start=n, end=n + 1, concrete=n < concrete)
        for n in range(problems)
    )
    return PaperReview(
        file=file or f"{unit}.docx", unit=unit, kind="team-2025", year=year, problems=owned
    )


def review(*papers: PaperReview) -> Review:
    cells = tuple(
        AspectCell(
            file=p.file,
            unit=p.unit,
            problems=len(p.problems),
            concrete=sum(o.concrete for o in p.problems),
        )
        for p in papers
    )
    aspect = "带头敬畏人民、敬畏组织、敬畏法纪"
    row = AspectRow(kind="team-2025", aspect=aspect, short="敬畏之心", cells=cells, skirted=True)
    common = CommonProblem(theme="学习", name="学用脱节", units=("甲", "乙"), examples=())
    return Review(papers=papers, aspects=(row,), common=(common,))


def named(found: Review) -> dict[str, Chart]:
    return {chart.name: chart for chart in charts_of(found)}


def elements(chart: Chart) -> list[etree._Element]:
    """Every element of a drawing, itself first."""
    return list(etree.fromstring(chart.svg).iter("{*}*"))


def tag(element: etree._Element) -> str:
    return etree.QName(element).localname


def written(chart: Chart) -> list[str]:
    """Every line of text in a drawing, as one sees it."""
    lines = [e for e in elements(chart) if tag(e) == "text"]
    return [(line[0].tail if len(line) else line.text) or "" for line in lines]


TWO = review(paper("青岚县水利局党组", 1, 4), paper("白鹭县档案局党组", 3, 3))


def test_a_review_of_several_papers_has_bars_and_a_map() -> None:
    assert list(named(TWO)) == ["concreteness", "problems", "common", "aspects-team-2025"]


def test_one_paper_alone_has_nothing_to_draw() -> None:
    assert charts_of(review(paper("青岚县水利局党组", 1, 4))) == ()


def test_nothing_in_a_drawing_breaks_a_strict_policy() -> None:
    for chart in charts_of(TWO):
        assert {tag(e) for e in elements(chart)} <= {"svg", "title", "desc", "rect", "text"}
        kept = {str(name) for e in elements(chart) for name in e.attrib}
        assert not {name for name in kept if name.startswith("on") or name in ("style", "href")}
        assert "url(" not in chart.svg


def test_every_figure_stands_beside_its_bar() -> None:
    assert "25%（1/4）" in written(named(TWO)["concreteness"])
    assert "3个" in written(named(TWO)["problems"])
    assert "2个单位" in written(named(TWO)["common"])


def test_the_least_concrete_paper_comes_first() -> None:
    lines = written(named(TWO)["concreteness"])
    assert lines.index("青岚县水利局党组") < lines.index("白鹭县档案局党组")


def test_a_cell_holds_its_number_and_a_skirted_aspect_its_mark() -> None:
    lines = written(named(TWO)["aspects-team-2025"])
    assert {"1／4", "3／3", "▲敬畏之心"} <= set(lines)


def test_shades_are_greys() -> None:
    for chart in charts_of(TWO):
        colours = re.findall(r'(?:fill|stroke)="#(\w{6})"', chart.svg)
        assert colours
        assert all(c[:2] == c[2:4] == c[4:] for c in colours)


def test_a_name_that_fits_stays_whole_and_a_long_one_keeps_both_ends() -> None:
    chart = named(review(paper("青岚县水利局党组", 1, 4), paper(LONG, 3, 3)))["problems"]
    lines = written(chart)
    assert "青岚县水利局党组" in lines
    short = next(line for line in lines if "…" in line)
    head, _, tail = short.partition("…")
    assert LONG.startswith(head)
    assert LONG.endswith(tail)
    assert f"<title>{LONG}</title>" in chart.svg


def test_a_unit_with_several_years_is_told_apart_by_the_year() -> None:
    both = review(
        paper("青岚县水利局党组", 1, 4, file="甲.docx", year=2024),
        paper("青岚县水利局党组", 2, 4, file="乙.docx", year=2025),
    )
    assert {"青岚县水利局党组2024年", "青岚县水利局党组2025年"} <= set(
        written(named(both)["problems"])
    )


def test_many_units_are_drawn_up_to_a_limit_and_the_title_says_so() -> None:
    many = named(review(*(paper(f"第{n}街道党工委", n % 3, 3) for n in range(MOST + 7))))
    for name in ("problems", "aspects-team-2025"):
        assert f"共{MOST + 7}" in many[name].title
        assert sum("街道党工委" in line for line in written(many[name])) == MOST


def test_a_reader_who_cannot_see_is_told_the_title_and_the_figures() -> None:
    for chart in charts_of(TWO):
        whole, *parts = elements(chart)
        ids = str(whole.get("aria-labelledby")).split()
        assert whole.get("role") == "img"
        assert set(ids) <= {part.get("id") for part in parts}
    assert "青岚县水利局党组25%" in named(TWO)["concreteness"].svg


def test_a_name_with_marks_of_xml_and_controls_stays_text() -> None:
    odd = review(paper('<script>"&\x07局', 1, 2), paper("白鹭县档案局党组", 3, 3))
    for chart in charts_of(odd):
        assert "script" not in {tag(e) for e in elements(chart)}
    assert any("<script>" in line for line in written(named(odd)["problems"]))


def test_the_same_review_is_drawn_the_same() -> None:
    assert charts_of(TWO) == charts_of(TWO.model_copy())
