"""Papers sent up (报送稿): frozen copies that the reviewers above see, and nothing else."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import Conflict, Forbidden
from service.ids import new_id
from service.office.submissions import Submission, SubmissionState, SubmissionSummary
from service.paper import Paper
from service.scope import Scope
from service.store.acting import assignment_row, author, now, permit
from service.store.assignments import state_of
from service.store.audit import AuditLog
from service.store.database import Database
from service.store.desk_rows import draft_of, draft_row, kept_draft
from service.store.submission_rows import seen_by, submission_of, submission_row, summary_of
from service.store.tables import AssignmentRow, SubmissionRow


class Submissions:
    """Sends papers up, takes them back, and shows them to those who may see them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def submit(self, scope: Scope, assignment: str, *, draft_version: int) -> Submission:
        """Sends the draft up as it stands at ``draft_version``, which its head has seen. Once a
        version: the same again gives the same submission.

        Raises NotFound, Forbidden for who is not the unit's head, Conflict when the draft was
        changed in between or when this very text was returned.
        """
        permit(scope, "submit")
        with self._database.writing(scope) as session:
            task = assignment_row(session, scope, assignment, change=True)
            _refuse_other_than_head(scope, task.unit_id)
            before = _last(session, task)
            if before is not None and before.draft_version == draft_version:
                if before.state in ("submitted", "passed"):
                    return submission_of(before)
                if before.state == "returned":
                    raise Conflict("退回以后稿子没有改动，请按审核意见修改后再报送")
            _refuse_state(session, task)
            row = _frozen(session, scope, task, draft_version)
            task.state, task.version, task.updated_at = "submitted", task.version + 1, now()
            _audit(session, scope, row, "submission.submitted")
            return submission_of(row)

    def withdraw(self, scope: Scope, submission: str, *, version: int) -> Submission:
        """Takes a paper back that nobody has decided on. Raises NotFound, Forbidden, Conflict."""
        permit(scope, "submit")
        with self._database.writing(scope) as session:
            row = submission_row(session, scope, submission)
            _refuse_other_than_head(scope, row.unit_id)
            task = assignment_row(session, scope, row.assignment_id, change=True)
            row = submission_row(session, scope, submission, change=True)
            session.refresh(row)
            if row.state != "submitted" or row.version != version:
                raise Conflict("这份报送稿已经审核或撤回，不能再撤回")
            row.state, row.version = "withdrawn", row.version + 1
            task.state, task.version, task.updated_at = "open", task.version + 1, now()
            _audit(session, scope, row, "submission.withdrawn")
            return submission_of(row)

    def get(self, scope: Scope, submission: str) -> Submission:
        """One submission. Raises NotFound."""
        with self._database.reading(scope) as session:
            return submission_of(submission_row(session, scope, submission))

    def page(
        self,
        scope: Scope,
        *,
        unit: str | None = None,
        assignment: str | None = None,
        state: SubmissionState | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> tuple[SubmissionSummary, ...]:
        """The newest first, at most ``limit``; ``after`` is the last id of the page before."""
        wanted = select(SubmissionRow).where(seen_by(scope))
        given = (
            (SubmissionRow.unit_id, unit),
            (SubmissionRow.assignment_id, assignment),
            (SubmissionRow.state, state),
        )
        for column, value in given:
            if value is not None:
                wanted = wanted.where(column == value)
        if after is not None:
            wanted = wanted.where(SubmissionRow.id < after)
        wanted = wanted.order_by(SubmissionRow.id.desc()).limit(max(1, limit))
        with self._database.reading(scope) as session:
            return tuple(map(summary_of, session.scalars(wanted)))


def _last(session: Session, task: AssignmentRow) -> SubmissionRow | None:
    wanted = (
        select(SubmissionRow)
        .where(SubmissionRow.assignment_id == task.id, SubmissionRow.unit_id == task.unit_id)
        .order_by(SubmissionRow.id.desc())
        .limit(1)
    )
    return session.scalar(wanted)


def _refuse_other_than_head(scope: Scope, unit: str) -> None:
    if unit not in scope.heads:
        raise Forbidden("报送和撤回要由本单位负责人来做")


def _refuse_state(session: Session, task: AssignmentRow) -> None:
    state = state_of(session, task)
    if state == "submitted":
        raise Conflict("这个任务已经报送，正在审核；要改请先撤回")
    if state == "passed":
        raise Conflict("这个任务的报送稿已经通过，不必再报")


def _frozen(
    session: Session, scope: Scope, task: AssignmentRow, draft_version: int
) -> SubmissionRow:
    # Locked: whoever saves a word now comes before or after, never between text and version.
    draft = draft_row(session, scope, draft_of(session, scope, task.id).id, change=True)
    session.refresh(draft)
    if draft.version != draft_version:
        raise Conflict(f"稿子在您看过之后又有改动（现为第{draft.version}版），请看过再报送")
    kept = kept_draft(session, draft).draft
    row = SubmissionRow(
        id=new_id(),
        unit_id=task.unit_id,
        assignment_id=task.id,
        kind_id=task.kind_id,
        year=task.year,
        title=task.title,
        draft_version=draft_version,
        paper=_without_notes(kept.paper).to_json(),
        text=kept.text,
        sha256=hashlib.sha256(kept.text.encode()).hexdigest(),
        state="submitted",
        submitted_by=author(scope),
        submitted_at=now(),
        version=1,
    )
    session.add(row)
    return row


def _without_notes(paper: Paper) -> Paper:
    """The paper without the notes that its sentences cite and quote: those stay in the unit."""
    said = paper.model_dump()
    for chapter in said["chapters"]:
        for section in chapter["sections"]:
            for item in section["items"]:
                for sentence in item["sentences"]:
                    sentence.update(notes=(), quote="")
    return Paper.model_validate(said)


def _audit(session: Session, scope: Scope, row: SubmissionRow, action: str) -> None:
    AuditLog.add(
        session,
        scope,
        action=action,
        target=row.id,
        unit=row.unit_id,
        detail={"assignment": row.assignment_id, "draft_version": row.draft_version},
    )
