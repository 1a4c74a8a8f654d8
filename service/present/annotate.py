"""An existing .docx back with comments: its text, formatting and every other part as they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docx import Document

from service.blocks import SourceText
from service.flags import Flag
from service.present.comments import add_comment, comment_text
from service.present.runs import paragraphs, text_of
from service.present.xml import Element

_NEAR = 400
"""How far ahead a paragraph's text is looked for in the extracted text before looking anywhere."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a paragraph stands in the extracted text: its character ``offset`` is at ``start``."""

    paragraph: Element
    start: int
    end: int
    offset: int


def annotate(source: Path, text: SourceText, flags: Sequence[Flag], target: Path) -> list[Flag]:
    """Writes ``source`` with a comment for every flag to ``target``.

    ``text`` is what the reader extracted from ``source``: flags point into it. Returns the flags
    that found no paragraph (in a header, say).
    """
    document = Document(str(source))
    anchors = anchors_of(document.element.body, text.text)
    lost = []
    for flag in sorted(flags, key=lambda f: (f.start, f.id)):
        place = _place(anchors, flag)
        if place is None or not add_comment(document, *place, comment_text(flag)):
            lost.append(flag)
    document.save(str(target))
    return lost


def anchors_of(body: Element, text: str) -> list[Anchor]:
    """Every paragraph with text, placed in the extracted text.

    The reader gives paragraphs in the same order, but renders automatic numbers in front of them
    and joins cells with marks, so each is looked for from where the last one ended.
    """
    found, cursor = [], 0
    for paragraph in paragraphs(body):
        raw = text_of(paragraph)
        wanted = raw.strip()
        if not wanted:
            continue
        start = text.find(wanted, cursor, cursor + len(wanted) + _NEAR)
        if start < 0:
            start = text.find(wanted, cursor)
        if start < 0:
            continue
        cursor = start + len(wanted)
        found.append(Anchor(paragraph, start, cursor, raw.index(wanted[0])))
    return found


def _place(anchors: list[Anchor], flag: Flag) -> tuple[Element, int, int] | None:
    inside = [a for a in anchors if a.start <= flag.start < max(a.end, a.start + 1)]
    before = [a for a in anchors if a.start <= flag.start]
    if not anchors:
        return None
    anchor = inside[0] if inside else (before[-1] if before else anchors[0])
    start = flag.start - anchor.start
    end = min(flag.end, anchor.end) - anchor.start
    if not inside or end <= start:
        start, end = 0, anchor.end - anchor.start
    return anchor.paragraph, anchor.offset + start, anchor.offset + end
