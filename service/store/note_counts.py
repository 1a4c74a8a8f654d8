"""How the notes of an assignment add up."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.office.assignments import KeptNote
from service.store.note_rows import kept_notes, note_rows
from service.store.tables import AssignmentRow, RawNoteRow


def counts_of(session: Session, assignment: AssignmentRow) -> dict[str, int]:
    """The counts that ``Notes.counts`` tells."""
    notes = kept_notes(note_rows(session, assignment).values())
    lines = set(
        session.scalars(
            select(RawNoteRow.raw_id).where(
                RawNoteRow.assignment_id == assignment.id,
                RawNoteRow.unit_id == assignment.unit_id,
            )
        )
    )
    sorted_ = {note.source_id for note in notes} & lines
    kept = {note.source_id for note in notes if not note.empty} & lines
    fates = Counter(_fate(note) for note in notes)
    groups = Counter(note.group for note in notes if note.group)
    return {
        "lines": len(lines),
        "lines_kept": len(kept),
        "lines_empty": len(sorted_ - kept),
        "lines_unsorted": len(lines - sorted_),
        "notes": len(notes),
        **{fate: fates[fate] for fate in ("draft", "set_aside", "clue", "beyond", "empty")},
        "groups": len(groups),
        "grouped": groups.total(),
    }


def _fate(note: KeptNote) -> str:
    if note.empty:
        return "empty"
    return "set_aside" if note.set_aside and note.route != "clue" else note.route


def drafted(note: KeptNote) -> bool:
    """Whether a draft may stand on the note."""
    return _fate(note) == "draft"
