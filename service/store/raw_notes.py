"""Notes as they were handed in: the rows, and which of them are new."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import Conflict
from service.ids import new_id
from service.office.assignments import KeptRawNote
from service.store.acting import LONGEST_ID, LONGEST_NAME, kept_text, required
from service.store.tables import AssignmentRow, RawNoteRow

_LONGEST_NOTE = 100_000
_SHOWN = 5


def raw_rows(session: Session, assignment: AssignmentRow) -> Sequence[RawNoteRow]:
    """The rows of an assignment in the order in which they were handed in."""
    wanted = (
        select(RawNoteRow)
        .where(RawNoteRow.assignment_id == assignment.id, RawNoteRow.unit_id == assignment.unit_id)
        .order_by(RawNoteRow.position, RawNoteRow.id)
    )
    return session.scalars(wanted).all()


def new_notes(notes: Iterable[KeptRawNote], known: Mapping[str, str]) -> list[KeptRawNote]:
    """Those that are not ``known`` (id to text) yet.

    Raises BadInput, and Conflict naming the ids that stand for other words already.
    """
    said, new, other = dict(known), list[KeptRawNote](), list[str]()
    for note in notes:
        ident = required(note.id, "意见编号", LONGEST_ID)
        if ident not in said:
            kept_text(note.text, f"意见 {ident} ", _LONGEST_NOTE)
            kept_text(note.source, f"意见 {ident} 的来源", LONGEST_NAME)
            said[ident] = note.text
            new.append(note.model_copy(update={"id": ident}))
        elif said[ident] != note.text:
            other.append(ident)
    if other:
        named = "、".join(dict.fromkeys(other[:_SHOWN])) + ("等" if len(other) > _SHOWN else "")
        raise Conflict(f"编号 {named} 已经是另一条意见，内容不同；请换一个编号再交")
    return new


def raw_row(assignment: AssignmentRow, note: KeptRawNote, position: int) -> RawNoteRow:
    """A note as a row of the assignment."""
    return RawNoteRow(
        id=new_id(),
        unit_id=assignment.unit_id,
        assignment_id=assignment.id,
        raw_id=note.id,
        position=position,
        text=note.text,
        source=note.source,
        original=note.original,
    )
