"""The assignments (编制任务) of the units a person works for."""

from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, case, func, select
from sqlalchemy.orm import Session

from service.errors import BadInput, Conflict, NotFound, StaleWrite
from service.ids import new_id
from service.office.assignments import (
    BY_HAND,
    TRANSITIONS,
    Assignment,
    AssignmentChange,
    AssignmentState,
)
from service.scope import Scope
from service.store.acting import (
    LONGEST_ID,
    LONGEST_NAME,
    assignment_row,
    author,
    now,
    permit,
    required,
)
from service.store.audit import AuditLog
from service.store.database import Database
from service.store.tables import AssignmentRow, SubmissionRow

_STATES: dict[AssignmentState, str] = {
    "open": "编制中",
    "submitted": "已报送",
    "returned": "已退回",
    "passed": "已通过",
    "closed": "已办结",
}
_YEARS = range(1949, 2200)


class Assignments:
    """Creates, lists and changes assignments.

    Whether a paper that went up was returned or passed is read from its last submission: the
    reviewer who decides that reaches nothing of the unit's own.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self,
        scope: Scope,
        unit: str,
        *,
        kind: str,
        year: int,
        title: str,
        deadline: date | None = None,
    ) -> Assignment:
        """A new assignment of ``unit``. Raises NotFound for a unit out of reach, BadInput."""
        permit(scope, "write")
        if unit not in scope.writes:
            raise NotFound("没有这个单位")
        if year not in _YEARS:
            raise BadInput("年份应是四位数，如 2025")
        at = now()
        row = AssignmentRow(
            id=new_id(),
            unit_id=unit,
            kind_id=required(kind, "文种", LONGEST_ID),
            year=year,
            title=required(title, "任务名称", LONGEST_NAME),
            deadline=deadline.isoformat() if deadline else None,
            state="open",
            created_by=author(scope),
            created_at=at,
            updated_at=at,
            version=1,
        )
        with self._database.writing(scope) as session:
            session.add(row)
            AuditLog.add(session, scope, action="assignment.created", target=row.id, unit=unit)
            return _assignment(row, "open")

    def get(self, scope: Scope, assignment: str) -> Assignment:
        """One assignment. Raises NotFound."""
        with self._database.reading(scope) as session:
            row = assignment_row(session, scope, assignment)
            return _assignment(row, state_of(session, row))

    def page(
        self,
        scope: Scope,
        *,
        unit: str | None = None,
        state: AssignmentState | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> tuple[Assignment, ...]:
        """The newest first, at most ``limit``; ``after`` is the last id of the page before."""
        shown = _shown_state()
        wanted = (
            select(AssignmentRow, shown)
            .where(
                AssignmentRow.unit_id.in_(scope.writes if unit is None else scope.writes & {unit})
            )
            .order_by(AssignmentRow.id.desc())
            .limit(max(1, limit))
        )
        if after is not None:
            wanted = wanted.where(AssignmentRow.id < after)
        if state is not None:
            wanted = wanted.where(shown == state)
        with self._database.reading(scope) as session:
            return tuple(_assignment(row, found) for row, found in session.execute(wanted))

    def change(
        self, scope: Scope, assignment: str, change: AssignmentChange, *, version: int
    ) -> Assignment:
        """Gives it another title or deadline, closes it or opens it again.

        Raises NotFound, BadInput, StaleWrite, Conflict for a state that may not follow.
        """
        permit(scope, "write")
        with self._database.writing(scope) as session:
            row = _locked(session, scope, assignment)
            before = state_of(session, row)
            wanted = _changed(row, change)
            if row.version != version:
                message = "这个编制任务刚被别人改过，请看过再改"
                yours = _told(*wanted, change.state or before)
                current = _told(row.title, row.deadline, before)
                raise StaleWrite(message, current=current, version=row.version, yours=yours)
            after = _next_state(before, change.state)
            fields = _fields(row, wanted, before, after)
            if not fields:
                return _assignment(row, before)
            row.title, row.deadline = wanted
            row.state = after if after != before else row.state
            row.version, row.updated_at = row.version + 1, now()
            detail = {"fields": fields, "state": after, "version": row.version}
            AuditLog.add(
                session,
                scope,
                action="assignment.changed",
                target=row.id,
                unit=row.unit_id,
                detail=detail,
            )
            return _assignment(row, after)


def state_of(session: Session, row: AssignmentRow) -> AssignmentState:
    """The state as people see it: of a paper sent up, what became of it."""
    found = session.scalar(select(_shown_state()).where(AssignmentRow.id == row.id))
    return _state(found or row.state)


def _shown_state() -> ColumnElement[str]:
    return case(
        (AssignmentRow.state != "submitted", AssignmentRow.state),
        else_=func.coalesce(_last_verdict(), "submitted"),
    )


def _last_verdict() -> ScalarSelect[str]:
    return (
        select(SubmissionRow.state)
        .where(SubmissionRow.assignment_id == AssignmentRow.id)
        .order_by(SubmissionRow.id.desc())
        .limit(1)
        .correlate(AssignmentRow)
        .scalar_subquery()
    )


def _locked(session: Session, scope: Scope, assignment: str) -> AssignmentRow:
    row = session.scalar(
        select(AssignmentRow)
        .where(AssignmentRow.id == assignment, AssignmentRow.unit_id.in_(scope.writes))
        .with_for_update()
    )
    if row is None:
        raise NotFound("没有这个编制任务")
    return row


def _changed(row: AssignmentRow, change: AssignmentChange) -> tuple[str, str | None]:
    title = row.title
    if change.title is not None:
        title = required(change.title, "任务名称", LONGEST_NAME)
    if change.no_deadline:
        return title, None
    return title, change.deadline.isoformat() if change.deadline else row.deadline


def _next_state(before: AssignmentState, wanted: AssignmentState | None) -> AssignmentState:
    if wanted is None or wanted == before:
        return before
    if wanted not in BY_HAND or wanted not in TRANSITIONS[before] or before == "submitted":
        names = f"“{_STATES[before]}”", f"“{_STATES[wanted]}”"
        raise Conflict(f"任务现在是{names[0]}，不能直接改为{names[1]}")
    return wanted


def _fields(
    row: AssignmentRow,
    wanted: tuple[str, str | None],
    before: AssignmentState,
    after: AssignmentState,
) -> tuple[str, ...]:
    title, deadline = wanted
    changes = (
        ("title", title != row.title),
        ("deadline", deadline != row.deadline),
        ("state", after != before),
    )
    return tuple(name for name, changed in changes if changed)


def _told(title: str, deadline: str | None, state: AssignmentState) -> str:
    return f"名称：{title}\n时限：{deadline or '（无）'}\n状态：{_STATES[state]}"


def _state(word: str) -> AssignmentState:
    return next(state for state in TRANSITIONS if state == word)


def _assignment(row: AssignmentRow, state: str) -> Assignment:
    return Assignment(
        id=row.id,
        unit=row.unit_id,
        kind=row.kind_id,
        year=row.year,
        title=row.title,
        deadline=date.fromisoformat(row.deadline) if row.deadline else None,
        state=_state(state),
        created_by=row.created_by,
        created_at=row.created_at,
        updated_at=row.updated_at,
        version=row.version,
    )
