"""How far assignments are: figures for a whole list, in as many queries as for one."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import BadInput
from service.language.confidence import told_in_confidence
from service.office.progress import Progress
from service.scope import Scope
from service.store.database import Database
from service.store.tables import (
    AssignmentRow,
    CoverageAnswerRow,
    DraftRow,
    FlagRow,
    ItemRow,
    NoteRow,
    RawNoteRow,
)

MOST = 100
"""The most assignments that are told at once."""
_QUESTION = "【待补"


class ProgressBook:
    """Tells how far assignments are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, scope: Scope, assignments: Sequence[str]) -> tuple[Progress, ...]:
        """How far each of these is, in the order asked for; one out of reach is left out like one
        that does not exist. Raises BadInput for more than ``MOST``."""
        if len(assignments) > MOST:
            raise BadInput(f"一次最多看{MOST}个任务的进度")
        with self._database.reading(scope) as session:
            wanted = select(AssignmentRow.id).where(
                AssignmentRow.id.in_(assignments), AssignmentRow.unit_id.in_(scope.writes)
            )
            reached = frozenset(session.scalars(wanted))
            found = _Found.read(session, reached)
        return tuple(_told(one, found) for one in dict.fromkeys(assignments) if one in reached)


class _Sorted(NamedTuple):
    """What matters here of a sorted note, corrections by hand in it."""

    id: str
    line: str
    drafted: bool
    clue: bool
    answerable: bool


class _Found(NamedTuple):
    """What the tables hold of some assignments, by assignment."""

    lines: dict[str, set[str]]
    notes: dict[str, list[_Sorted]]
    answered: dict[str, set[str]]
    items: dict[str, list[dict[str, Any]]]
    levels: dict[str, Counter[str]]
    drafted: frozenset[str]

    @classmethod
    def read(cls, session: Session, assignments: frozenset[str]) -> "_Found":
        """One query a table."""
        wanted = select(DraftRow.id, DraftRow.assignment_id).where(
            DraftRow.assignment_id.in_(assignments)
        )
        drafts = dict(iter(session.execute(wanted)))
        return cls(
            lines=_lines(session, assignments),
            notes=_notes(session, assignments),
            answered=_answered(session, assignments),
            items=_items(session, drafts),
            levels=_levels(session, drafts),
            drafted=frozenset(drafts.values()),
        )


def _lines(session: Session, assignments: frozenset[str]) -> dict[str, set[str]]:
    wanted = select(RawNoteRow.assignment_id, RawNoteRow.raw_id).where(
        RawNoteRow.assignment_id.in_(assignments)
    )
    found = defaultdict[str, set[str]](set)
    for assignment, line in session.execute(wanted):
        found[assignment].add(line)
    return found


def _notes(session: Session, assignments: frozenset[str]) -> dict[str, list[_Sorted]]:
    wanted = select(NoteRow.assignment_id, NoteRow.body, NoteRow.by_hand).where(
        NoteRow.assignment_id.in_(assignments)
    )
    found = defaultdict[str, list[_Sorted]](list)
    for assignment, body, by_hand in session.execute(wanted):
        found[assignment].append(_sorted(json.loads(body) | by_hand))
    return found


def _sorted(note: dict[str, Any]) -> _Sorted:
    # Not read as a Note: a page of assignments has thousands, and four fields matter.
    clue, empty = note.get("route") == "clue", bool(note.get("empty"))
    drafted = note.get("route", "draft") == "draft" and not empty and not note.get("set_aside")
    return _Sorted(
        id=note["id"],
        line=note["source_id"],
        drafted=drafted,
        clue=clue and not empty,
        answerable=drafted and not told_in_confidence(note["text"]),
    )


def _answered(session: Session, assignments: frozenset[str]) -> dict[str, set[str]]:
    wanted = select(CoverageAnswerRow.assignment_id, CoverageAnswerRow.note_id).where(
        CoverageAnswerRow.assignment_id.in_(assignments)
    )
    found = defaultdict[str, set[str]](set)
    for assignment, note in session.execute(wanted):
        found[assignment].add(note)
    return found


def _items(session: Session, drafts: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    wanted = select(ItemRow.draft_id, ItemRow.body).where(ItemRow.draft_id.in_(drafts))
    found = defaultdict[str, list[dict[str, Any]]](list)
    for draft, body in session.execute(wanted):
        found[drafts[draft]].append(json.loads(body))
    return found


def _levels(session: Session, drafts: dict[str, str]) -> dict[str, Counter[str]]:
    wanted = select(FlagRow.draft_id, FlagRow.body).where(
        FlagRow.draft_id.in_(drafts), FlagRow.state == "open"
    )
    found = defaultdict[str, Counter[str]](Counter)
    for draft, body in session.execute(wanted):
        found[drafts[draft]][json.loads(body)["level"]] += 1
    return found


def _told(assignment: str, found: _Found) -> Progress:
    lines, notes = found.lines[assignment], found.notes[assignment]
    drafted = assignment in found.drafted
    items, levels = found.items[assignment], found.levels[assignment]
    settled = found.answered[assignment] | _cited(items)
    return Progress(
        assignment=assignment,
        lines=len(lines),
        unsorted=len(lines - {note.line for note in notes}),
        notes=len(notes),
        to_draft=sum(note.drafted for note in notes),
        clues=sum(note.clue for note in notes),
        drafted=drafted,
        questions=sum(said.count(_QUESTION) for item in items for said in _said(item)),
        errors=levels["error"],
        flags=levels.total(),
        unanswered=sum(n.answerable and n.id not in settled for n in notes) if drafted else 0,
    )


def _cited(items: Iterable[dict[str, Any]]) -> set[str]:
    """The notes that the paper's problems, causes and measures stand on."""
    return {
        note
        for item in items
        if item["role"] != "other"
        for sentence in item.get("sentences", ())
        for note in sentence.get("notes", ())
    }


def _said(item: dict[str, Any]) -> Iterator[str]:
    yield item.get("headline", "")
    yield item.get("text", "")
    yield from (sentence["text"] for sentence in item.get("sentences", ()))
