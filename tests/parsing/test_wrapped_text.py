from pathlib import Path

import pytest

from service.evaluation.structure import found_items
from service.parsing import parse
from service.readers import read
from tests.parsing.parsing_cases import assert_nothing_lost_or_doubled, headlines, source

_LIBRARY = Path(__file__).parents[2] / "service" / "samples" / "papers"
_PAPERS = sorted(_LIBRARY.glob("*/*.txt"))
# Without an indent nothing tells where an unmarked paragraph begins.
_MARKED = [p for p in _PAPERS if p.stem not in ("2023-individual-2023", "2021-team-2021")]
_BEGINS_NO_LINE = "，。；：！？、”）"


def _wrapped(text: str, width: int, indent: str) -> str:
    """Every paragraph cut into lines of ``width`` full-width characters."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        rest = indent + paragraph.strip()
        while rest.strip():
            cut = _fitting(rest, width)
            lines.append(rest[:cut])
            rest = rest[cut:]
    return "\n".join(lines) + "\n"


def _fitting(text: str, width: int) -> int:
    used = cut = 0
    while cut < len(text) and used + (step := 1 if text[cut].isascii() else 2) <= 2 * width:
        used, cut = used + step, cut + 1
    while cut < len(text) and text[cut] in _BEGINS_NO_LINE:
        cut -= 1
    return cut


def _assert_same_items(path: Path, width: int, indent: str) -> None:
    text = read(path).text
    wrapped = _wrapped(text, width, indent)
    paper = parse(source(wrapped))
    assert found_items(paper) == found_items(parse(source(text)))
    assert_nothing_lost_or_doubled(paper, wrapped)


@pytest.mark.parametrize("width", [28, 34, 40])
@pytest.mark.parametrize("path", _PAPERS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_hard_wrapped_paper_has_the_same_items(path: Path, width: int) -> None:
    _assert_same_items(path, width, "　　")


@pytest.mark.parametrize("path", _MARKED, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_indents_are_not_needed_where_points_are_marked(path: Path) -> None:
    _assert_same_items(path, 32, "")


def test_short_paragraphs_are_not_taken_for_wrapped_lines() -> None:
    text = "一、存在的问题\n" + "".join(f"{n}.学习制度第{n}条没有落实到人\n" for n in range(1, 9))
    assert len(headlines(parse(source(text)), "problem")) == 8
