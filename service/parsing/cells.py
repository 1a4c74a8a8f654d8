"""Cells: where the cells of a table row stand in the source, for Word rows and rows typed as text.

The spans of a row's cells hold every character of it that is not white space.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from service.blocks import Block

_TEXT_ROW = re.compile(r"\s*\|.*\|\s*|.*\t.*\t.*")
_PIPE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class CellSpan:
    """What is written in a cell from ``start`` to ``end``; ``first`` and ``last`` take in the
    strokes (|) beside it. An empty cell has an empty span."""

    start: int
    end: int
    first: int
    last: int


def cells_of_block(text: str, block: Block) -> tuple[CellSpan, ...]:
    """The cells of a row as a reader gives it; () where they do not make up the row's text."""
    spans, at = [], block.start
    for cell in block.cells:
        if not cell.strip():
            spans.append(CellSpan(at, at, at, at))
            continue
        start = text.find(cell, at, block.end)
        if start < 0 or text[at:start].strip():
            return ()
        at = start + len(cell)
        spans.append(CellSpan(start, at, start, at))
    return () if text[at : block.end].strip() else tuple(spans)


def cells_of_text(raw: str, offset: int) -> tuple[CellSpan, ...]:
    """The cells of a line written as | 甲 | 乙 | or with two tabs or more; else ()."""
    if not raw.strip(" \t\u3000|") or not _TEXT_ROW.fullmatch(raw):
        return ()
    pipes = [match.start() for match in _PIPE.finditer(raw)]
    if raw.lstrip().startswith("|") and len(pipes) > 1:
        return _between_pipes(raw, pipes, offset)
    parts = raw.split("\t")
    if sum(bool(part.strip()) for part in parts) < 2:
        return ()  # tabs that indent
    spans, at = [], 0
    for part in parts:
        spans.append(_span(raw, at, at + len(part), at, at + len(part), offset))
        at += len(part) + 1
    return tuple(spans)


def _between_pipes(raw: str, pipes: list[int], offset: int) -> tuple[CellSpan, ...]:
    """A stroke goes with the next cell that holds something, the last ones with the one before."""
    edges = [*pipes, len(raw)] if raw[pipes[-1] + 1 :].strip() else pipes
    inner = [(a + 1, b) for a, b in pairwise(edges)]
    filled = [n for n, (a, b) in enumerate(inner) if raw[a:b].strip()]
    if not filled:
        return ()
    spans, taken = [], 0
    for number, (start, end) in enumerate(inner):
        if number not in filled:
            spans.append(_span(raw, start, start, start, start, offset))
            continue
        last = len(raw) if number == filled[-1] else end
        spans.append(_span(raw, start, end, taken, last, offset))
        taken = end
    return tuple(spans)


def _span(raw: str, start: int, end: int, first: int, last: int, offset: int) -> CellSpan:
    if not raw[start:end].strip():
        return CellSpan(offset + start, offset + start, offset + start, offset + start)
    while raw[first].isspace():
        first += 1
    while raw[last - 1].isspace():
        last -= 1
    return CellSpan(offset + start, offset + end, offset + first, offset + last)
