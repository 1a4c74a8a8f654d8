"""What people say becomes of notes that a paper does not answer."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import BadInput, NotFound, StaleWrite
from service.notes import CoverageStatus
from service.office.assignments import CoverageAnswer
from service.scope import Scope
from service.store.acting import assignment_row, author, now, permit, required
from service.store.audit import AuditLog
from service.store.database import Database
from service.store.tables import AssignmentRow, CoverageAnswerRow, NoteRow

_LONGEST_REASON = 2_000


class CoverageAnswers:
    """Keeps one answer a note: set aside, and why."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, scope: Scope, assignment: str) -> tuple[CoverageAnswer, ...]:
        """The answers given, by note. Raises NotFound."""
        with self._database.reading(scope) as session:
            row = assignment_row(session, scope, assignment)
            return tuple(map(_answer, _rows(session, row)))

    def answer(
        self,
        scope: Scope,
        assignment: str,
        note: str,
        *,
        reason: str,
        version: int,
        status: CoverageStatus = "set_aside",
    ) -> CoverageAnswer:
        """Says why a note is set aside; ``version`` is 0 for a note without an answer.

        Raises NotFound, StaleWrite, BadInput without a reason or for another status: whether a
        note is reflected is read from the paper.
        """
        permit(scope, "write")
        said = required(reason, "不采用的理由", _LONGEST_REASON)
        if status != "set_aside":
            raise BadInput("是否已经回应由文中的引用决定；人工只能标为“不采用”并写明理由")
        with self._database.writing(scope) as session:
            task = assignment_row(session, scope, assignment, change=True)
            _refuse_unknown(session, task, note)
            row = _fresh(session, task, note, version, said)
            if row is None:
                row = CoverageAnswerRow(
                    unit_id=task.unit_id, assignment_id=task.id, note_id=note, version=0
                )
                session.add(row)
            row.status, row.reason, row.who = status, said, author(scope)
            row.answered_at, row.version = now(), row.version + 1
            _audit(session, scope, task, "coverage.answered")
            return _answer(row)

    def take_back(self, scope: Scope, assignment: str, note: str, *, version: int) -> None:
        """Removes an answer. Raises NotFound, StaleWrite."""
        permit(scope, "write")
        with self._database.writing(scope) as session:
            task = assignment_row(session, scope, assignment, change=True)
            row = _fresh(session, task, note, version, "")
            if row is None:
                raise NotFound("这条意见没有人工答复")
            session.delete(row)
            _audit(session, scope, task, "coverage.taken_back")


def _rows(session: Session, task: AssignmentRow) -> list[CoverageAnswerRow]:
    wanted = (
        select(CoverageAnswerRow)
        .where(
            CoverageAnswerRow.assignment_id == task.id, CoverageAnswerRow.unit_id == task.unit_id
        )
        .order_by(CoverageAnswerRow.note_id)
    )
    return list(session.scalars(wanted))


def _refuse_unknown(session: Session, task: AssignmentRow, note: str) -> None:
    wanted = select(NoteRow.id).where(
        NoteRow.assignment_id == task.id, NoteRow.note_id == note, NoteRow.unit_id == task.unit_id
    )
    if session.scalar(wanted) is None:
        raise NotFound("没有这条意见")


def _fresh(
    session: Session, task: AssignmentRow, note: str, version: int, yours: str
) -> CoverageAnswerRow | None:
    row = next((r for r in _rows(session, task) if r.note_id == note), None)
    stands = row.version if row else 0
    if stands != version:
        raise StaleWrite(
            "这条意见的答复刚被别人改过，请看过再改",
            current=row.reason if row else "",
            version=stands,
            yours=yours,
        )
    return row


def _audit(session: Session, scope: Scope, task: AssignmentRow, action: str) -> None:
    AuditLog.add(session, scope, action=action, target=task.id, unit=task.unit_id)


def _answer(row: CoverageAnswerRow) -> CoverageAnswer:
    return CoverageAnswer(
        note=row.note_id,
        status="set_aside",
        reason=row.reason,
        who=row.who,
        answered_at=row.answered_at,
        version=row.version,
    )
