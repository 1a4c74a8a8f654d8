"""The page of one reviewed paper as tables of plain text, for the terminal."""

from collections.abc import Iterator, Sequence

from service.present.fitting import short
from service.present.review_names import Names
from service.present.review_parts import PARTS, about, lines_of, nothing_said, text_of
from service.present.review_table import TextTable, text_table
from service.present.safe import inert
from service.reviews import DigestPart, PaperReview, Review

_LINES = 6
"""Lines of a part that a screen shows; the Word file and the web page hold the others."""
_TEXT = 160
_SOURCES = 2


def heading_of(review: Review, paper: PaperReview) -> str:
    """What a reader must know before the page: whose paper it is, and what it was held against."""
    return inert(f"{Names(review).paper(paper.file)}：{about(paper)}")


def page_tables(review: Review, paper: PaperReview) -> list[TextTable]:
    """The seven parts of a paper's page in order, each line with where it stands; an empty part
    says why it is."""
    names = Names(review)
    return [
        text_table(heading, ("内容", "出处"), _rows(paper, part, nothing, names))
        for part, heading, nothing in PARTS
    ]


def _rows(
    paper: PaperReview, part: DigestPart, nothing: str, names: Names
) -> Iterator[Sequence[object]]:
    lines = lines_of(paper, part)
    for line in lines[:_LINES]:
        told = names.sources(line.sources, within=paper.file)
        yield short(text_of(line), _TEXT), "；".join(told[:_SOURCES])
    if not lines:
        yield nothing_said(paper, part, nothing), ""
    if len(lines) > _LINES:
        yield f"另有{len(lines) - _LINES}条", ""
