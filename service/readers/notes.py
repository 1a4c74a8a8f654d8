"""Reads notes (意见、记录) from the files in which units collect them.

Every note is verbatim, without its list number. What was not taken as a note is listed with its
place and the reason, so that nothing is lost in silence.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from service.errors import UnreadableFile
from service.notes import RawNote
from service.readers import preflight
from service.readers.limits import Limits
from service.readers.note_json import json_notes
from service.readers.note_lines import heading_of, line_notes
from service.readers.note_tables import table_columns, table_notes
from service.readers.note_taking import Found, Skip, Taken
from service.readers.piece import Piece, Refused
from service.readers.plain import extract as extract_lines
from service.readers.reading import Extractor, extracted
from service.readers.sandbox import Sandbox
from service.readers.talks import is_talk_lines, is_talk_table, talk_lines, talk_table
from service.value import Value

NOTE_SUFFIXES = (".jsonl", ".txt", ".md", ".xlsx", ".csv", ".docx", ".doc", ".wps")
LISTED = re.compile(r"\s*(?:[（(]?\d{1,3}[）).．、]|[①-⑳]|[-*•·●])")


class NotesFile(Value):
    """The notes of one file. ``skipped`` are the lines and rows that are no notes: where, why, and
    what they say."""

    file: str
    notes: tuple[RawNote, ...] = ()
    skipped: tuple[str, ...] = ()


def read_notes(path: Path, limits: Limits) -> NotesFile:
    """The notes of a file. Raises UnreadableFile, also when there is not one note in it."""
    try:
        with Sandbox(limits) as sandbox:
            found = list(_found(path, sandbox.extract, limits))
    except Refused as refused:
        raise UnreadableFile(path.name, refused.cause, refused.advice) from refused
    taken = [one for one in found if isinstance(one, Taken)]
    if not taken:
        raise UnreadableFile(path.name, "没有读到意见", "请把意见一行写一条，或放在“意见建议”列中")
    skipped = tuple(str(one) for one in found if isinstance(one, Skip))
    return NotesFile(file=path.name, notes=tuple(with_ids(taken)), skipped=skipped)


def with_ids(taken: Iterable[Taken]) -> Iterator[RawNote]:
    """Notes with their given ids, or N001 and so on in order. An id given twice gets a suffix,
    since sheets often number their rows from 1 each."""
    taken = list(taken)
    used = {one.id for one in taken}
    given: set[str] = set()
    for number, one in enumerate(taken, 1):
        name = one.id or _free(f"N{number:03d}", used)
        if name in given:
            name = _free(name, used | given)
        given.add(name)
        yield RawNote(id=name, text=one.text, source=one.source)


def _free(name: str, used: set[str]) -> str:
    candidate, count = name, 1
    while candidate in used:
        count += 1
        candidate = f"{name}-{count}"
    return candidate


def _found(path: Path, extractor: Extractor, limits: Limits) -> Iterator[Found]:
    data = preflight.load(path, NOTE_SUFFIXES, limits)
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        return json_notes(extract_lines(data).pieces)
    pieces = extracted(data, suffix, extractor, limits).pieces
    if suffix in (".txt", ".md"):
        return _lines(pieces)
    return _document(pieces)


class Stretch(NamedTuple):
    """Pieces in a row that belong together: one table, or paragraphs between tables."""

    table: str
    pieces: list[Piece]


def _stretches(pieces: Iterable[Piece]) -> list[Stretch]:
    stretches: list[Stretch] = []
    for piece in pieces:
        if not stretches or stretches[-1].table != piece.table:
            stretches.append(Stretch(piece.table, []))
        stretches[-1].pieces.append(piece)
    return stretches


def _lines(pieces: Iterable[Piece]) -> Iterator[Found]:
    lines = list(pieces)
    return talk_lines(lines) if is_talk_lines(lines) else line_notes(lines)


def _document(pieces: Iterable[Piece]) -> Iterator[Found]:
    """Tables by their columns, talks by their labels, paragraphs one note each.

    Where a table holds the notes, the paragraphs around it (title, 填表人) are notes only when
    they are numbered.
    """
    stretches = _stretches(pieces)
    tables = [stretch for stretch in stretches if stretch.table]
    usable = {id(one) for one in tables if is_talk_table(one.pieces) or table_columns(one.pieces)}
    if tables and len(tables) == len(stretches) and not usable:
        raise _no_column(tables)
    heading = ""
    for stretch in stretches:
        if not stretch.table:
            heading = next(filter(None, map(heading_of, reversed(stretch.pieces))), heading)
            yield from _around(stretch.pieces) if usable else _lines(stretch.pieces)
        elif is_talk_table(stretch.pieces):
            yield from talk_table(stretch.pieces)
        elif id(stretch) in usable:
            yield from _under(heading, table_notes(stretch.pieces))
        else:
            yield from (Skip(row.where, "表中没有意见列", row.text) for row in stretch.pieces)


def _under(heading: str, found: Iterable[Found]) -> Iterator[Found]:
    """What a table gave; notes that name no source have that of the heading above the table."""
    for one in found:
        yield one._replace(source=one.source or heading) if isinstance(one, Taken) else one


def _around(pieces: list[Piece]) -> Iterator[Found]:
    for found in line_notes(pieces):
        listed = isinstance(found, Skip) or LISTED.match(found.line)
        yield found if listed else Skip(found.where, "表格以外的文字", found.text)


def _no_column(tables: list[Stretch]) -> Refused:
    widest = [max(one.pieces[:10], key=lambda row: sum(map(bool, row.cells))) for one in tables]
    columns = [" ".join(cell.split())[:12] for row in widest for cell in row.cells if cell.strip()]
    return Refused(
        f"没有找到意见所在的列，现有的列是：{'、'.join(columns[:12])}",
        "请把意见所在列的列名改为“意见建议”再试",
    )
