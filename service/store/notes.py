"""The notes of an assignment: as handed in, as sorted, and as people corrected them."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from service.errors import BadInput
from service.notes import Note, SortReport
from service.office.assignments import Correction, HandedIn, KeptNote, KeptRawNote
from service.scope import Scope
from service.store.acting import LONGEST_ID, assignment_row, permit, required
from service.store.audit import AuditLog
from service.store.database import Database
from service.store.note_changes import (
    fields_of,
    fresh_row,
    join_group,
    kept_note,
    pin_group,
    refuse_clue,
    told_fields,
    with_groups,
)
from service.store.note_counts import counts_of, drafted
from service.store.note_rows import kept_notes, note_rows, replace_notes, set_by_hand
from service.store.raw_notes import new_notes, raw_row, raw_rows
from service.store.tables import AssignmentRow, NoteRow

_SHOWN = 5


class Notes:
    """Hands in, sorts, corrects and reads the notes of one assignment at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put_raw(self, scope: Scope, assignment: str, notes: Sequence[KeptRawNote]) -> HandedIn:
        """Hands notes in, all or none. A note that is there already, word for word, stays.

        Raises NotFound, BadInput, and Conflict naming the ids that stand for other words already.
        """
        permit(scope, "write")
        with self._database.writing(scope) as session:
            row = assignment_row(session, scope, assignment, change=True)
            known = {r.raw_id: r.text for r in raw_rows(session, row)}
            new = new_notes(notes, known)
            first = len(known)
            session.add_all(raw_row(row, note, first + n) for n, note in enumerate(new))
            told = HandedIn(added=len(new), unchanged=len(notes) - len(new))
            detail = {"added": told.added, "unchanged": told.unchanged}
            _audit(session, scope, row, "notes.handed_in", detail)
            return told

    def raw(self, scope: Scope, assignment: str) -> tuple[KeptRawNote, ...]:
        """The notes as handed in, in that order. Raises NotFound."""
        with self._database.reading(scope) as session:
            row = assignment_row(session, scope, assignment)
            return tuple(
                KeptRawNote(id=r.raw_id, text=r.text, source=r.source, original=r.original)
                for r in raw_rows(session, row)
            )

    def keep_sorted(self, scope: Scope, assignment: str, report: SortReport) -> dict[str, int]:
        """Puts a sorting in the place of the one before; the counts are those of ``counts`` and
        ``by_hand`` and ``left_over`` of the notes.

        What a person set stays set (``by_hand``). A note that a person corrected and that the new
        sorting does not give is kept out of the paper with a reason until a person decides
        (``left_over``). The same report again changes nothing. Raises NotFound, BadInput.
        """
        permit(scope, "write")
        _refuse_repeated(report.notes)
        with self._database.writing(scope) as session:
            row = assignment_row(session, scope, assignment, change=True)
            by_hand, left_over = replace_notes(session, row, report.notes)
            counts = counts_of(session, row) | {"by_hand": by_hand, "left_over": left_over}
            _audit(session, scope, row, "notes.sorted", counts)
            return counts

    def of(self, scope: Scope, assignment: str) -> tuple[KeptNote, ...]:
        """Every sorted note, corrections by hand in it. Raises NotFound."""
        with self._database.reading(scope) as session:
            row = assignment_row(session, scope, assignment)
            return kept_notes(note_rows(session, row).values())

    def to_draft(self, scope: Scope, assignment: str) -> tuple[KeptNote, ...]:
        """The notes that a draft may stand on: no clue, nothing beyond the unit, nothing empty,
        nothing set aside. Raises NotFound."""
        return tuple(note for note in self.of(scope, assignment) if drafted(note))

    def clues(self, scope: Scope, assignment: str) -> tuple[KeptNote, ...]:
        """The clues (举报性质), word for word as they were handed in. Raises NotFound."""
        return tuple(note for note in self.of(scope, assignment) if note.route == "clue")

    def counts(self, scope: Scope, assignment: str) -> dict[str, int]:
        """How the notes add up: ``lines`` = ``lines_kept`` + ``lines_empty`` + ``lines_unsorted``;
        ``notes`` = ``draft`` + ``set_aside`` + ``clue`` + ``beyond`` + ``empty``; ``groups`` hold
        ``grouped`` notes. Raises NotFound."""
        with self._database.reading(scope) as session:
            return counts_of(session, assignment_row(session, scope, assignment))

    def correct(
        self, scope: Scope, assignment: str, note: str, correction: Correction, *, version: int
    ) -> KeptNote:
        """Sets fields of a note by hand, to hold through any number of sortings.

        Naming another note's group joins it by hand. Raises NotFound, StaleWrite, BadInput for a
        group that no note is in, Conflict for setting aside a clue.
        """
        permit(scope, "write")
        fields = fields_of(correction)
        with self._database.writing(scope) as session:
            row = assignment_row(session, scope, assignment, change=True)
            rows = note_rows(session, row)
            found = fresh_row(rows, note, version, told_fields(fields))
            refuse_clue(kept_notes([found])[0], fields)
            wanted = fields.pop("group", None)
            set_by_hand(found, fields)
            if wanted == "":
                found.by_hand = {**found.by_hand, "group": ""}
            elif isinstance(wanted, str):
                join_group(rows, found, wanted)
            _audit_note(session, scope, row, found, correction)
            return kept_note(rows, note)

    def merge(
        self, scope: Scope, assignment: str, versions: Mapping[str, int]
    ) -> tuple[KeptNote, ...]:
        """Joins the notes named by their versions, with all that share a group with one of them,
        to one group by hand; gives its members.

        Raises NotFound, StaleWrite, BadInput for fewer than two, or for a clue or an empty note.
        """
        permit(scope, "write")
        with self._database.writing(scope) as session:
            row = assignment_row(session, scope, assignment, change=True)
            rows = note_rows(session, row)
            named = [fresh_row(rows, note, version) for note, version in versions.items()]
            members = with_groups(rows, {r.note_id for r in named})
            group = pin_group(rows, members)
            _audit(session, scope, row, "notes.merged", {"notes": len(members)})
            return tuple(n for n in kept_notes(rows.values()) if n.group == group)

    def split(
        self, scope: Scope, assignment: str, versions: Mapping[str, int]
    ) -> tuple[KeptNote, ...]:
        """Takes the notes named by their versions out of their groups; gives them, each alone.

        Raises NotFound, StaleWrite.
        """
        permit(scope, "write")
        with self._database.writing(scope) as session:
            row = assignment_row(session, scope, assignment, change=True)
            rows = note_rows(session, row)
            for note, version in versions.items():
                set_by_hand(fresh_row(rows, note, version), {"group": ""})
            _audit(session, scope, row, "notes.split", {"notes": len(versions)})
            return tuple(n for n in kept_notes(rows.values()) if n.id in versions)


def _refuse_repeated(notes: Sequence[Note]) -> None:
    repeated = [ident for ident, count in Counter(n.id for n in notes).items() if count > 1]
    if repeated:
        raise BadInput(f"归类结果里编号 {'、'.join(repeated[:_SHOWN])} 出现了不止一次")
    for note in notes:
        required(note.id, "意见编号", LONGEST_ID)


def _audit(
    session: Session, scope: Scope, row: AssignmentRow, action: str, detail: Mapping[str, int]
) -> None:
    AuditLog.add(session, scope, action=action, target=row.id, unit=row.unit_id, detail=detail)


def _audit_note(
    session: Session, scope: Scope, row: AssignmentRow, note: NoteRow, correction: Correction
) -> None:
    names = tuple(correction.model_dump(exclude_none=True))
    action = "note.corrected"
    if correction.set_aside is not None:
        action = "note.set_aside" if correction.set_aside.strip() else "note.taken_back"
    AuditLog.add(
        session,
        scope,
        action=action,
        target=row.id,
        unit=row.unit_id,
        detail={"note": note.id, "fields": names, "version": note.version},
    )
