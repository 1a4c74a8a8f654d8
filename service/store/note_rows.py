"""Sorted notes in their table: what sorting said, and over it what people set by hand."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.ids import new_id
from service.notes import Note
from service.office.assignments import KeptNote
from service.store.acting import now
from service.store.tables import AssignmentRow, NoteRow

NO_LONGER_THERE = "重新归类后原句不再单列，请核对后决定是否采用"
"""Why a note is kept out that sorting no longer gives, though a person corrected it."""

_SORTED = frozenset({"aspect", "theme", "group", "route", "empty"})


def note_rows(session: Session, assignment: AssignmentRow) -> dict[str, NoteRow]:
    """The rows of an assignment's notes by note id, in their order."""
    wanted = (
        select(NoteRow)
        .where(NoteRow.assignment_id == assignment.id, NoteRow.unit_id == assignment.unit_id)
        .order_by(NoteRow.position, NoteRow.id)
    )
    return {row.note_id: row for row in session.scalars(wanted)}


def kept_notes(rows: Iterable[NoteRow]) -> tuple[KeptNote, ...]:
    """The notes as they count: by hand before sorting, and nobody in a group alone."""
    notes = [_kept(row) for row in rows]
    members = Counter(note.group for note in notes if note.group)
    return tuple(
        note.model_copy(update={"group": None}) if members[note.group or ""] == 1 else note
        for note in notes
    )


def _kept(row: NoteRow) -> KeptNote:
    said = Note.model_validate_json(row.body).model_dump()
    by_hand = row.by_hand
    said.update({name: value for name, value in by_hand.items() if name in _SORTED})
    if said["empty"] or said["route"] == "clue" or not said["group"]:
        said["group"] = None
    return KeptNote.model_validate(
        {
            **said,
            "assignment": row.assignment_id,
            "by_hand": tuple(sorted(by_hand)),
            "set_aside": by_hand.get("set_aside", ""),
            "version": row.version,
        }
    )


def set_by_hand(row: NoteRow, fields: Mapping[str, Any]) -> None:
    """Keeps what a person set; a reason of "" takes the note back into the paper."""
    by_hand = {**row.by_hand, **fields}
    if not by_hand.get("set_aside", "-"):
        del by_hand["set_aside"]
    row.by_hand, row.version, row.updated_at = by_hand, row.version + 1, now()


def replace_notes(
    session: Session, assignment: AssignmentRow, notes: Sequence[Note]
) -> tuple[int, int]:
    """Puts newly sorted notes in the place of the old ones: how many carry what a person set, and
    how many were kept for that alone.

    A person's word belongs to what the note says: it goes along when the same words come back
    under another id, and it never lands on other words under the same id.
    """
    rows = list(note_rows(session, assignment).values())
    before = dict(zip(_keys([_said(row) for row in rows]), rows, strict=True))
    touched = [before.pop(key, None) for key in _keys(notes)]
    left = [row for row in before.values() if row.by_hand]
    for row in before.values():
        if not row.by_hand:
            session.delete(row)
    taken = {note.id for note in notes}
    _free_ids(session, taken, [row for row in (*touched, *left) if row is not None])
    for position, (note, found) in enumerate(zip(notes, touched, strict=True)):
        _place(session, assignment, found, note, position)
    for position, row in enumerate(left, len(notes)):
        _leave(row, position, taken)
    session.flush()
    return sum(bool(row and row.by_hand) for row in touched), len(left)


def _keys(notes: Iterable[Note]) -> Iterator[tuple[str, str, int]]:
    """What a note is known by: its line, its words, and the how manieth of the line says them."""
    seen = Counter[tuple[str, str]]()
    for note in notes:
        words = (note.source_id, note.text)
        seen[words] += 1
        yield (*words, seen[words])


def _said(row: NoteRow) -> Note:
    return Note.model_validate_json(row.body)


def _free_ids(session: Session, taken: set[str], rows: Iterable[NoteRow]) -> None:
    """Two notes may swap their ids, which no order of single updates does without a clash."""
    for row in rows:
        if row.note_id in taken:
            row.note_id = row.id
    session.flush()


def _place(
    session: Session, assignment: AssignmentRow, row: NoteRow | None, note: Note, position: int
) -> None:
    body = note.model_dump_json()
    if row is None:
        session.add(
            NoteRow(
                id=new_id(),
                unit_id=assignment.unit_id,
                assignment_id=assignment.id,
                note_id=note.id,
                position=position,
                body=body,
                by_hand={},
                updated_at=now(),
                version=1,
            )
        )
        return
    if row.by_hand.get("set_aside") == NO_LONGER_THERE:
        row.by_hand = {k: v for k, v in row.by_hand.items() if k != "set_aside"}
    if row.body != body:
        row.version, row.updated_at = row.version + 1, now()
    row.note_id, row.position, row.body = note.id, position, body


def _leave(row: NoteRow, position: int, taken: set[str]) -> None:
    """Keeps a corrected note that sorting gives no longer, out of the paper until a person looks.

    Its words may stand in other notes now: in the paper they would be told twice.
    """
    said = _said(row)
    ident = said.id if said.id not in taken else f"{said.id[:90]}~{row.id[-6:]}"
    taken.add(ident)
    by_hand = {"set_aside": NO_LONGER_THERE, **row.by_hand}
    if by_hand != row.by_hand:
        row.by_hand, row.version, row.updated_at = by_hand, row.version + 1, now()
    row.body = said.model_copy(update={"id": ident}).model_dump_json()
    row.note_id, row.position = ident, position
