"""Submissions in their table, and who may see which."""

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from service.errors import NotFound
from service.office.submissions import Submission, SubmissionState, SubmissionSummary
from service.paper import Paper
from service.scope import Scope
from service.store.tables import SubmissionRow

_STATES: tuple[SubmissionState, ...] = ("submitted", "returned", "passed", "withdrawn")


def seen_by(scope: Scope) -> ColumnElement[bool]:
    """The unit sees all it sent up; those above, what it has not taken back."""
    return or_(
        SubmissionRow.unit_id.in_(scope.writes),
        and_(SubmissionRow.unit_id.in_(scope.reviews), SubmissionRow.state != "withdrawn"),
    )


def submission_row(
    session: Session, scope: Scope, submission: str, *, change: bool = False
) -> SubmissionRow:
    """The submission, locked for a ``change``. Raises NotFound."""
    wanted = select(SubmissionRow).where(SubmissionRow.id == submission, seen_by(scope))
    row = session.scalar(wanted.with_for_update() if change else wanted)
    if row is None:
        raise NotFound("没有这份报送稿")
    return row


def summary_of(row: SubmissionRow) -> SubmissionSummary:
    """The submission without its paper."""
    return SubmissionSummary(
        id=row.id,
        unit=row.unit_id,
        assignment=row.assignment_id,
        kind=row.kind_id,
        year=row.year,
        title=row.title,
        draft_version=row.draft_version,
        sha256=row.sha256,
        state=next(state for state in _STATES if state == row.state),
        submitted_by=row.submitted_by,
        submitted_at=row.submitted_at,
        version=row.version,
    )


def submission_of(row: SubmissionRow) -> Submission:
    """The submission with its paper."""
    paper = Paper.model_validate_json(row.paper)
    return Submission(**summary_of(row).model_dump(), paper=paper, text=row.text)
