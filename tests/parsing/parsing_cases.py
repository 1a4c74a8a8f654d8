"""What the parsing tests share: text as a source, and the promise that no character is lost."""

from pathlib import Path

from service.blocks import SourceText
from service.paper import Paper

SAMPLES = Path(__file__).resolve().parents[2] / ".." / "shared" / "samples"
PAPERS = Path(__file__).parent / "papers"
LIBRARY = Path(__file__).parent / "library"


def source(text: str) -> SourceText:
    return SourceText(file="材料.txt", format="txt", text=text)


def assert_nothing_lost_or_doubled(paper: Paper, text: str) -> None:
    last = 0
    for start, end in paper.leaves():
        assert start >= last, f"leaves overlap or are out of order at {start}"
        assert not text[last:start].strip(), f"lost {text[last:start]!r}"
        last = end
    assert not text[last:].strip(), f"lost {text[last:]!r}"
    for item in paper.items():
        assert item.text == text[item.start : item.end]
        assert item.text.strip()


def headlines(paper: Paper, *roles: str) -> list[str]:
    return [item.headline for item in paper.items() if item.role in roles]
