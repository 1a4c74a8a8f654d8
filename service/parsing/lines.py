r"""Lines: the source cut at its line ends, Markdown marks set aside, every character accounted for.

Rules look at a line's clean text; leaves are cut by its source offsets. A mark that is set aside
(``**``, ``#``, the backslash of ``\*``) stays with the character it stands at, so whoever takes
all lines has taken every character that is not white space.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from service.blocks import Block, SourceText
from service.parsing.cells import CellSpan, cells_of_block, cells_of_text
from service.parsing.scraps import is_scrap, scrap_edges

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_LEAD = re.compile(r"\s*(?:(#{1,6})(?![#\s]*\w+\s*#)(?=[^#])\s*|[-*+>]\s+)")
_BOLD = re.compile(r"(?<![*\\])\*\*(?!\*)|(?<![_\\])__(?!_)")
_ESCAPE = re.compile(r"\\(?=[-\\`*_{}\[\]()#+.!|~>])")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_APART_STYLES = {"row", "textbox", "header", "note"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or a part of one. ``text`` is clean and has no white space at its ends.

    ``starts[i]``/``ends[i]`` are the source offsets of character ``i`` with the marks at it.
    ``level`` is a heading's depth by Word style or ``#``. ``bold`` is how many leading characters
    are bold. ``apart`` marks what belongs to no item: scraps, table rows, signatures. ``cells``
    are a table row's, each as its lines, an empty one without any.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    level: int | None = None
    bold: int = 0
    apart: bool = False
    cells: tuple[tuple["Line", ...], ...] = ()

    @property
    def start(self) -> int:
        """Where it begins in the source."""
        return self.starts[0]

    @property
    def end(self) -> int:
        """Where it ends in the source."""
        return self.ends[-1]

    def cut(self, start: int, end: int | None = None) -> "Line | None":
        """Characters ``start`` to ``end`` as a line of their own; None when nothing is there."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        if start >= end:
            return None
        return Line(
            self.text[start:end],
            self.starts[start:end],
            self.ends[start:end],
            self.level if start == 0 else None,
            max(0, min(self.bold, end) - start),
            self.apart,
        )

    def parts(self, cuts: list[int]) -> list["Line"]:
        """The line divided at ``cuts``, pieces of white space only left out."""
        edges = sorted({0, *cuts, len(self.text)})
        pieces = (self.cut(a, b) for a, b in pairwise(edges))
        return [piece for piece in pieces if piece]

    def set_apart(self) -> "Line":
        """The same line, belonging to no item."""
        return replace(self, level=None, apart=True)


def read_lines(source: SourceText) -> list[Line]:
    """The lines of a source that hold anything, in order; a table row is one line."""
    lines: list[Line] = []
    row_end = 0
    for match in _LINE.finditer(source.text):
        if match.start() < row_end:
            continue
        block = _block_at(source.blocks, match.start())
        spans = cells_of_block(source.text, block) if block and block.style == "row" else ()
        if block and spans:
            lines += _row(source.text, block.start, block.end, spans)
            row_end = block.end
        else:
            lines += _lines_of(match.group(), match.start(), block)
    return [*_without_table(lines[:1]), *lines[1:]]


def _without_table(first: list[Line]) -> list[Line]:
    """A sheet's first row of a single cell is the title, not a row."""
    filled = [cell for line in first for cell in line.cells if cell]
    return list(filled[0]) if len(filled) == 1 else first


def _lines_of(raw: str, offset: int, block: Block | None) -> Iterator[Line]:
    if spans := cells_of_text(raw, offset):
        yield from _row(raw, offset, offset + len(raw), spans, offset)
        return
    line = _clean(raw, offset, block.level if block else None)
    if line is None:
        return
    if (block and block.style in _APART_STYLES) or is_scrap(line.text):
        yield line.set_apart()
        return
    first, last = scrap_edges(line.text)
    for piece in line.parts([first, last]):
        yield piece.set_apart() if is_scrap(piece.text) else piece


def _row(
    text: str, start: int, end: int, spans: tuple[CellSpan, ...], origin: int = 0
) -> Iterator[Line]:
    """A table row between two source offsets; ``origin`` is the offset of ``text`` itself."""
    whole = _kept(text[start - origin : end - origin], start, {}, {}, None)
    if whole:
        cells = tuple(_cell(text, origin, span) for span in spans)
        yield replace(whole, apart=True, cells=cells)


def _cell(text: str, origin: int, span: CellSpan) -> tuple[Line, ...]:
    inner = _LINE.finditer(text, span.start - origin, span.end - origin)
    lines = [line for m in inner if (line := _clean(m.group(), m.start() + origin, None))]
    if lines:
        first, last = lines[0], lines[-1]
        lines[0] = replace(first, starts=(min(first.start, span.first), *first.starts[1:]))
        last = lines[-1]
        lines[-1] = replace(last, ends=(*last.ends[:-1], max(last.end, span.last)))
    return tuple(lines)


def _block_at(blocks: tuple[Block, ...], offset: int) -> Block | None:
    index = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    if index < 0 or blocks[index].end <= offset:
        return None
    return blocks[index]


def _clean(raw: str, offset: int, level: int | None) -> Line | None:
    if not raw.strip():
        return None
    lead = _LEAD.match(raw)
    if lead and lead.group(1):
        level = len(lead.group(1))
    opening, closing = _marks(raw, lead.end() if lead else 0)
    line = _kept(raw, offset, opening, closing, level)
    # A line of marks only (a rule, an empty bold) is kept as it stands.
    return line or _kept(raw, offset, {}, {}, None)


def _marks(raw: str, lead: int) -> tuple[dict[int, int], dict[int, int]]:
    """Marks to set aside, start to end: those that go with what follows, and with what precedes."""
    opening = {0: lead} if lead else {}
    opening |= {m.start(): m.end() for m in _ESCAPE.finditer(raw, lead)}
    opening |= {m.start(): m.end() for m in _INVISIBLE.finditer(raw, lead)}
    bolds = [(m.start(), m.end()) for m in _BOLD.finditer(raw, lead)]
    if len(bolds) % 2:  # unpaired: asterisks that stand for a masked name
        return opening, {}
    return opening | dict(bolds[0::2]), dict(bolds[1::2])


def _kept(
    raw: str, offset: int, opening: dict[int, int], closing: dict[int, int], level: int | None
) -> Line | None:
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    pending: int | None = None
    last = -1  # index of the last kept character that is not white space
    bold = bold_end = 0
    at = 0
    while at < len(raw):
        if at in opening:
            pending = at if pending is None else pending
            bold += not "".join(text).strip() and raw[at : opening[at]] in ("**", "__")
            at = opening[at]
        elif at in closing:
            if last >= 0 and pending is None:
                ends[last] = offset + closing[at]
            else:
                pending = at if pending is None else pending
            bold_end = bold_end or len(text)
            at = closing[at]
        else:
            text.append(raw[at])
            starts.append(offset + at)
            ends.append(offset + at + 1)
            if not raw[at].isspace():
                last = len(text) - 1
                starts[last] = offset + (at if pending is None else pending)
                pending = None
            at += 1
    if last < 0:
        return None
    if pending is not None:
        ends[last] = offset + len(raw.rstrip())
    whole = Line("".join(text), tuple(starts), tuple(ends), level, bold_end if bold else 0)
    return whole.cut(0)
