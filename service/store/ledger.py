"""The ledger (整改台账) of an assignment: made from the draft, then kept up line by line."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import NotFound, StaleWrite
from service.ids import new_id
from service.office.assignments import LedgerEntry, LedgerLine, LedgerStatus
from service.office.ledger import MadeLine
from service.scope import Scope
from service.store.acting import assignment_row, kept_text, now, permit, required
from service.store.audit import AuditLog, Detail
from service.store.database import Database
from service.store.tables import AssignmentRow, LedgerEntryRow

_STATUSES: tuple[LedgerStatus, ...] = ("未启动", "进行中", "已完成", "长期坚持", "已销号")
_LONGEST = {"owner": 200, "department": 200, "deadline": 100}


class Ledger:
    """Makes, edits and lists the lines."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(
        self, scope: Scope, assignment: str, lines: Sequence[MadeLine]
    ) -> tuple[LedgerEntry, ...]:
        """Makes the lines anew from a draft (``service.office.ledger.ledger_lines``); gives all.

        A line that a person edited or added stays as it is, also when its problem is gone; the
        others follow the draft. A problem that a person added word for word is not told again.
        Raises NotFound, BadInput.
        """
        permit(scope, "write")
        for made in lines:
            _refuse_unfit(made.line)
        with self._database.writing(scope) as session:
            task = assignment_row(session, scope, assignment, change=True)
            before = {row.id: row for row in _rows(session, task)}
            own = {row.problem for row in before.values() if row.version > 1}
            for position, made in enumerate(lines):
                row = before.pop(_made_id(task, made), None)
                if row is None and made.line.problem in own:
                    continue
                if row is None:
                    session.add(_row(task, _made_id(task, made), made.line, position, version=1))
                elif row.version == 1:
                    _fill(row, made.line)
                    row.position = position
                else:
                    row.position = position
            for row in before.values():
                if row.version == 1:
                    session.delete(row)
            _audit(session, scope, task, "ledger.made", {"lines": len(lines)})
            return tuple(map(_entry, _rows(session, task)))

    def of(self, scope: Scope, assignment: str) -> tuple[LedgerEntry, ...]:
        """The lines in their order. Raises NotFound."""
        with self._database.reading(scope) as session:
            task = assignment_row(session, scope, assignment)
            return tuple(map(_entry, _rows(session, task)))

    def page(
        self,
        scope: Scope,
        *,
        unit: str | None = None,
        status: LedgerStatus | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> tuple[LedgerEntry, ...]:
        """Lines of every assignment that ``scope`` works on, by id, at most ``limit``; ``after``
        is the last id of the page before."""
        wanted = select(LedgerEntryRow).where(LedgerEntryRow.unit_id.in_(scope.writes))
        if unit is not None:
            wanted = wanted.where(LedgerEntryRow.unit_id == unit)
        if status is not None:
            wanted = wanted.where(LedgerEntryRow.status == status)
        if after is not None:
            wanted = wanted.where(LedgerEntryRow.id > after)
        wanted = wanted.order_by(LedgerEntryRow.id).limit(max(1, limit))
        with self._database.reading(scope) as session:
            return tuple(map(_entry, session.scalars(wanted)))

    def add(
        self, scope: Scope, assignment: str, line: LedgerLine, *, position: int | None = None
    ) -> LedgerEntry:
        """Adds a line of a person's own before the one at ``position`` (from 0), else at the end.
        Raises NotFound, BadInput."""
        permit(scope, "write")
        _refuse_unfit(line)
        with self._database.writing(scope) as session:
            task = assignment_row(session, scope, assignment, change=True)
            rows = _rows(session, task)
            place = len(rows) if position is None else min(position, len(rows))
            for number, other in enumerate(rows):
                other.position = number + (number >= place)
            # Version 2: as little to be overwritten by the draft as an edited line.
            row = _row(task, new_id(), line, place, version=2)
            session.add(row)
            _audit(session, scope, task, "ledger.line_added", {"line": row.id})
            return _entry(row)

    def edit(
        self, scope: Scope, assignment: str, entry: str, line: LedgerLine, *, version: int
    ) -> LedgerEntry:
        """Gives a line new words. Raises NotFound, BadInput, StaleWrite with both texts."""
        permit(scope, "write")
        _refuse_unfit(line)
        with self._database.writing(scope) as session:
            task = assignment_row(session, scope, assignment, change=True)
            row = _fresh(session, task, entry, version, _told(line))
            _fill(row, line)
            row.version += 1
            _audit(session, scope, task, "ledger.line_edited", {"line": row.id})
            return _entry(row)

    def remove(self, scope: Scope, assignment: str, entry: str, *, version: int) -> None:
        """Removes a line. Raises NotFound, StaleWrite."""
        permit(scope, "write")
        with self._database.writing(scope) as session:
            task = assignment_row(session, scope, assignment, change=True)
            session.delete(_fresh(session, task, entry, version, ""))
            _audit(session, scope, task, "ledger.line_removed", {"line": entry})


def _made_id(task: AssignmentRow, made: MadeLine) -> str:
    """The same for the same problem of the same assignment, however often the ledger is made."""
    return hashlib.sha256(f"{task.id}\n{made.problem}".encode()).hexdigest()[:24]


def _rows(session: Session, task: AssignmentRow) -> list[LedgerEntryRow]:
    wanted = (
        select(LedgerEntryRow)
        .where(LedgerEntryRow.assignment_id == task.id, LedgerEntryRow.unit_id == task.unit_id)
        .order_by(LedgerEntryRow.position, LedgerEntryRow.id)
    )
    return list(session.scalars(wanted))


def _row(
    task: AssignmentRow, ident: str, line: LedgerLine, position: int, *, version: int
) -> LedgerEntryRow:
    row = LedgerEntryRow(
        id=ident,
        unit_id=task.unit_id,
        assignment_id=task.id,
        position=position,
        version=version,
    )
    _fill(row, line)
    return row


def _fill(row: LedgerEntryRow, line: LedgerLine) -> None:
    row.problem, row.measure, row.evidence = line.problem, line.measure, line.evidence
    row.owner, row.department, row.deadline = line.owner, line.department, line.deadline
    row.status, row.updated_at = line.status, now()


def _fresh(
    session: Session, task: AssignmentRow, entry: str, version: int, yours: str
) -> LedgerEntryRow:
    row = next((row for row in _rows(session, task) if row.id == entry), None)
    if row is None:
        raise NotFound("台账里没有这一行")
    if row.version != version:
        message = "台账的这一行刚被别人改过，请看过再改"
        raise StaleWrite(message, current=_told(_entry(row)), version=row.version, yours=yours)
    return row


def _refuse_unfit(line: LedgerLine) -> None:
    required(line.problem, "台账的问题")
    for name, value in line.model_dump().items():
        kept_text(value, "台账的一栏", _LONGEST.get(name, 20_000))


def _told(line: LedgerLine) -> str:
    named = (
        ("问题", line.problem),
        ("措施", line.measure),
        ("责任人", line.owner),
        ("责任部门", line.department),
        ("完成时限", line.deadline),
        ("状态", line.status),
        ("佐证", line.evidence),
    )
    return "\n".join(f"{name}：{value}" for name, value in named if value)


def _audit(
    session: Session, scope: Scope, task: AssignmentRow, action: str, detail: Detail
) -> None:
    AuditLog.add(session, scope, action=action, target=task.id, unit=task.unit_id, detail=detail)


def _entry(row: LedgerEntryRow) -> LedgerEntry:
    return LedgerEntry(
        id=row.id,
        assignment=row.assignment_id,
        problem=row.problem,
        measure=row.measure,
        owner=row.owner,
        department=row.department,
        deadline=row.deadline,
        status=next(status for status in _STATUSES if status == row.status),
        evidence=row.evidence,
        version=row.version,
    )
