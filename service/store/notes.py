"""The notes of an assignment: as handed in, as sorted, and as people corrected them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import BadInput, Conflict, NotFound, StaleWrite
from service.ids import new_id
from service.notes import Note, SortReport
from service.office.assignments import Correction, HandedIn, KeptNote, KeptRawNote
from service.scope import Scope
from service.store.acting import LONGEST_ID, LONGEST_NAME, assignment_row, kept_text, permit
from service.store.acting import required as required_text
from service.store.audit import AuditLog
from service.store.database import Database
from service.store.note_rows import kept_notes, note_rows, replace_notes, set_by_hand
from service.store.tables import AssignmentRow, NoteRow, RawNoteRow

_LONGEST_NOTE = 100_000
_SHOWN = 5
_BY_HAND = "h-"
"""How groups made by hand begin: sorting again numbers its own groups anew."""


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
            known = {r.raw_id: r.text for r in _raw_rows(session, row)}
            new = _new(notes, known)
            first = len(known)
            session.add_all(_raw_row(row, note, first + n) for n, note in enumerate(new))
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
                for r in _raw_rows(session, row)
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
            counts = _counts(session, row) | {"by_hand": by_hand, "left_over": left_over}
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
        return tuple(note for note in self.of(scope, assignment) if _drafted(note))

    def clues(self, scope: Scope, assignment: str) -> tuple[KeptNote, ...]:
        """The clues (举报性质), word for word as they were handed in. Raises NotFound."""
        return tuple(note for note in self.of(scope, assignment) if note.route == "clue")

    def counts(self, scope: Scope, assignment: str) -> dict[str, int]:
        """How the notes add up: ``lines`` = ``lines_kept`` + ``lines_empty`` + ``lines_unsorted``;
        ``notes`` = ``draft`` + ``set_aside`` + ``clue`` + ``beyond`` + ``empty``; ``groups`` hold
        ``grouped`` notes. Raises NotFound."""
        with self._database.reading(scope) as session:
            return _counts(session, assignment_row(session, scope, assignment))

    def correct(
        self, scope: Scope, assignment: str, note: str, correction: Correction, *, version: int
    ) -> KeptNote:
        """Sets fields of a note by hand, to hold through any number of sortings.

        Naming another note's group joins it by hand. Raises NotFound, StaleWrite, BadInput for a
        group that no note is in, Conflict for setting aside a clue.
        """
        permit(scope, "write")
        fields = _fields(correction)
        with self._database.writing(scope) as session:
            row = assignment_row(session, scope, assignment, change=True)
            rows = note_rows(session, row)
            found = _fresh(rows, note, version, _told_fields(fields))
            _refuse_clue(kept_notes([found])[0], fields)
            wanted = fields.pop("group", None)
            set_by_hand(found, fields)
            if wanted == "":
                found.by_hand = {**found.by_hand, "group": ""}
            elif isinstance(wanted, str):
                _join(rows, found, wanted)
            _audit_note(session, scope, row, found, correction)
            return _one(rows, note)

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
            named = [_fresh(rows, note, version) for note, version in versions.items()]
            members = _with_groups(rows, {r.note_id for r in named})
            group = _pin(rows, members)
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
                set_by_hand(_fresh(rows, note, version), {"group": ""})
            _audit(session, scope, row, "notes.split", {"notes": len(versions)})
            return tuple(n for n in kept_notes(rows.values()) if n.id in versions)


def _raw_rows(session: Session, assignment: AssignmentRow) -> Sequence[RawNoteRow]:
    wanted = (
        select(RawNoteRow)
        .where(RawNoteRow.assignment_id == assignment.id, RawNoteRow.unit_id == assignment.unit_id)
        .order_by(RawNoteRow.position, RawNoteRow.id)
    )
    return session.scalars(wanted).all()


def _new(notes: Iterable[KeptRawNote], known: Mapping[str, str]) -> list[KeptRawNote]:
    said, new, other = dict(known), list[KeptRawNote](), list[str]()
    for note in notes:
        ident = required_text(note.id, "意见编号", LONGEST_ID)
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


def _raw_row(assignment: AssignmentRow, note: KeptRawNote, position: int) -> RawNoteRow:
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


def _refuse_repeated(notes: Sequence[Note]) -> None:
    repeated = [ident for ident, count in Counter(n.id for n in notes).items() if count > 1]
    if repeated:
        raise BadInput(f"归类结果里编号 {'、'.join(repeated[:_SHOWN])} 出现了不止一次")
    for note in notes:
        required_text(note.id, "意见编号", LONGEST_ID)


def _counts(session: Session, assignment: AssignmentRow) -> dict[str, int]:
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


def _drafted(note: KeptNote) -> bool:
    return _fate(note) == "draft"


def _fields(correction: Correction) -> dict[str, str | bool]:
    fields: dict[str, str | bool] = correction.model_dump(exclude_none=True)
    if not fields:
        raise BadInput("没有说明要改这条意见的什么")
    for name, value in fields.items():
        if isinstance(value, str):
            fields[name] = kept_text(value, "所填内容").strip()
    return fields


def _told_fields(fields: Mapping[str, str | bool]) -> str:
    names = {
        "aspect": "对照方面",
        "theme": "主题",
        "group": "归并",
        "route": "去向",
        "empty": "无内容",
        "set_aside": "不采用的理由",
    }
    words = {True: "是", False: "否"}
    shown = {n: words[v] if isinstance(v, bool) else v for n, v in fields.items()}
    return "\n".join(f"{names[name]}：{value or '（无）'}" for name, value in shown.items())


def _row(rows: Mapping[str, NoteRow], note: str) -> NoteRow:
    if note not in rows:
        raise NotFound("没有这条意见")
    return rows[note]


def _fresh(rows: Mapping[str, NoteRow], note: str, version: int, yours: str = "") -> NoteRow:
    row = _row(rows, note)
    if row.version != version:
        now = _one(rows, note)
        fields: dict[str, str | bool] = {
            "aspect": now.aspect or "",
            "theme": now.theme,
            "group": now.group or "",
            "route": now.route,
            "empty": now.empty,
            "set_aside": now.set_aside,
        }
        message = "这条意见刚被别人改过，请看过再改"
        raise StaleWrite(message, current=_told_fields(fields), version=row.version, yours=yours)
    return row


def _one(rows: Mapping[str, NoteRow], note: str) -> KeptNote:
    return next(kept for kept in kept_notes(rows.values()) if kept.id == note)


def _refuse_clue(note: KeptNote, fields: Mapping[str, str | bool]) -> None:
    if fields.get("set_aside") and fields.get("route", note.route) == "clue":
        raise Conflict("问题线索不写入材料，也不能搁置：请原样移交纪检")


def _with_groups(rows: Mapping[str, NoteRow], named: set[str]) -> list[KeptNote]:
    notes = kept_notes(rows.values())
    groups = {note.group for note in notes if note.id in named and note.group}
    return [note for note in notes if note.id in named or note.group in groups]


def _join(rows: Mapping[str, NoteRow], row: NoteRow, group: str) -> None:
    members = [note for note in kept_notes(rows.values()) if note.group == group]
    if not members:
        raise BadInput("没有这个归并组，请从现有的组里选，或把两条意见合并")
    joined = {note.id: note for note in (*members, _one(rows, row.note_id))}
    _pin(rows, list(joined.values()))


def _pin(rows: Mapping[str, NoteRow], members: Sequence[KeptNote]) -> str:
    """Makes one group by hand of the members."""
    if len(members) < 2:
        raise BadInput("合并至少要两条意见")
    if any(note.empty or note.route == "clue" for note in members):
        raise BadInput("问题线索和没有内容的意见不能并入一组")
    groups = (note.group or "" for note in members)
    group = next((g for g in groups if g.startswith(_BY_HAND)), _BY_HAND + new_id())
    for note in members:
        if note.group != group:
            set_by_hand(rows[note.id], {"group": group})
    return group


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
