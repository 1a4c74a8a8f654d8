"""Jobs as people and their owner see them: asked for, listed, told of, cancelled, resumed."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, get_args

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.errors import BadInput, Conflict, NotFound
from service.ids import new_id
from service.office.jobs import FINAL, EventKind, Job, JobEvent, JobState, Task
from service.scope import Permission, Scope
from service.store.acting import assignment_row, permit
from service.store.database import Database
from service.store.tables import JobEventRow, JobRow, UnitRow

UNFINISHED: tuple[JobState, ...] = tuple(s for s in get_args(JobState) if s not in FINAL)
_GONE = "没有这项任务"
# Two of these at once for one assignment would overwrite each other's work.
_ALONE: frozenset[Task] = frozenset({"sort", "draft"})
_NEEDS: dict[Task, Permission] = {
    "ingest": "write",
    "sort": "write",
    "draft": "draft",
    "redraft": "draft",
    "check": "read",
    "review": "read",
}


class JobRecords:
    """Reads and writes jobs and their events from outside a run (see ``RunRecords`` for inside)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        scope: Scope,
        unit: str,
        task: Task,
        request: dict[str, Any],
        *,
        assignment: str | None = None,
        key: str | None = None,
    ) -> Job:
        """A new queued job. The same ``key`` of the same unit and task again gives the same job.

        Raises NotFound for a unit or assignment out of reach, Forbidden, Conflict for a key that
        was used for another request and for a second unfinished job where only one makes sense.
        """
        name = new_id() if key is None else _id_of(unit, task, key)
        try:
            return self._add(scope, name, unit, task, request, assignment)
        except IntegrityError:
            # Two requests with one key at the same moment: the other one made the row.
            return self._known(self.get(scope, name), request, assignment)

    def _add(
        self,
        scope: Scope,
        name: str,
        unit: str,
        task: Task,
        request: dict[str, Any],
        assignment: str | None,
    ) -> Job:
        permit(scope, _NEEDS[task])
        with self._database.writing(scope) as session:
            if unit not in scope.writes or session.get(UnitRow, unit) is None:
                raise NotFound("没有这个单位")
            known = session.scalar(_of(name))
            if known is not None:
                return self._known(job_of(known), request, assignment)
            if assignment is not None:
                _lock_assignment(session, scope, assignment, task)
            row = JobRow(
                id=name,
                unit_id=unit,
                assignment_id=assignment,
                task=task,
                request=_text(request),
                state="queued",
                cause="",
                result="",
                attempt=1,
                person_id=scope.person,
                asked_by=scope.name,
                created_at=datetime.now(UTC),
            )
            session.add(row)
            session.flush()
            told(session, row, "queued", {})
            return job_of(row)

    @staticmethod
    def _known(job: Job, request: dict[str, Any], assignment: str | None) -> Job:
        if (_text(job.request), job.assignment) != (_text(request), assignment):
            raise Conflict("这个重复提交标识已经用于另一个请求，请换一个")
        return job

    def get(self, scope: Scope, job: str) -> Job:
        """One job. Raises NotFound."""
        with self._database.reading(scope) as session:
            row = session.scalar(_of(job))
            if row is None:
                raise NotFound(_GONE)
            return job_of(row)

    def list(
        self,
        scope: Scope,
        *,
        unit: str | None = None,
        assignment: str | None = None,
        states: Sequence[JobState] = (),
        before: str | None = None,
        limit: int = 50,
    ) -> tuple[Job, ...]:
        """The newest jobs within reach, newest first; ``before`` is the last id of the page
        above."""
        wanted = select(JobRow).order_by(JobRow.created_at.desc(), JobRow.id.desc()).limit(limit)
        with self._database.reading(scope) as session:
            if unit is not None:
                wanted = wanted.where(JobRow.unit_id == unit)
            if assignment is not None:
                wanted = wanted.where(JobRow.assignment_id == assignment)
            if states:
                wanted = wanted.where(JobRow.state.in_(states))
            if before is not None:
                wanted = _after_page(session, wanted, before)
            return tuple(job_of(row) for row in session.scalars(wanted))

    def unfinished(self) -> tuple[Job, ...]:
        """Every unit's jobs that have not ended, oldest first: for the engine, which has to see to
        it that each of them is run, and for nobody else."""
        with self._database.deciding() as session:
            every = frozenset(session.scalars(select(UnitRow.id)))
        wanted = select(JobRow).where(JobRow.state.in_(UNFINISHED)).order_by(JobRow.created_at)
        with self._database.reading(Scope(person="", writes=every)) as session:
            return tuple(job_of(row) for row in session.scalars(wanted))

    def waiting_of(self, scope: Scope, unit: str, tasks: Sequence[Task]) -> int:
        """How many of a unit's jobs of these tasks have not ended."""
        wanted = select(JobRow.id).where(
            JobRow.unit_id == unit, JobRow.task.in_(tasks), JobRow.state.in_(UNFINISHED)
        )
        with self._database.reading(scope) as session:
            return len(session.scalars(wanted).all())

    def events(self, scope: Scope, job: str, after: int = 0) -> tuple[JobEvent, ...]:
        """What a job told after its event number ``after``. Raises NotFound."""
        wanted = (
            select(JobEventRow)
            .where(JobEventRow.job_id == job, JobEventRow.number > after)
            .order_by(JobEventRow.number)
        )
        with self._database.reading(scope) as session:
            if session.scalar(_of(job)) is None:
                raise NotFound(_GONE)
            return tuple(_event(row) for row in session.scalars(wanted))

    def cancel(self, scope: Scope, job: str) -> Job:
        """Ends a job at once: its run loses the right to write. Raises NotFound, and Conflict when
        it has ended already."""
        with self._database.writing(scope) as session:
            row = _permitted(session, scope, job)
            if row.state in FINAL:
                raise Conflict("这项任务已经结束，不能再取消")
            end(session, row, "cancelled", {}, cause="")
            return job_of(row)

    def resume(self, scope: Scope, job: str, *, without_model: bool = False) -> Job:
        """Queues a failed job again, as its next attempt and on behalf of whoever resumes it; what
        it finished stays finished. Raises NotFound, and Conflict when it has not failed."""
        with self._database.writing(scope) as session:
            row = _permitted(session, scope, job)
            if row.state != "failed":
                raise Conflict("只有失败的任务可以接着做")
            if row.assignment_id is not None:
                _lock_assignment(session, scope, row.assignment_id, row.task)
            row.state, row.cause, row.owner = "queued", "", ""
            row.person_id, row.asked_by = scope.person, scope.name
            row.attempt += 1
            row.version += 1
            row.finished_at = None
            row.without_model = row.without_model or without_model
            told(session, row, "queued", {"attempt": row.attempt})
            return job_of(row)

    def drop_model(self, scope: Scope, job: str) -> Job:
        """Tells an unfinished job to do without the model from now on. Raises NotFound, and
        Conflict when it has ended."""
        with self._database.writing(scope) as session:
            row = _permitted(session, scope, job)
            if row.state in FINAL:
                raise Conflict("这项任务已经结束")
            row.without_model = True
            row.version += 1
            return job_of(row)

    def give_up(self, scope: Scope, job: str, attempt: int, cause: str) -> None:
        """Fails an attempt that no run will finish any more. Nothing happens when it has ended."""
        with self._database.writing(scope) as session:
            row = locked(session, job)
            if row.state not in FINAL and row.attempt == attempt:
                end(session, row, "failed", {"cause": cause}, cause=cause)


def locked(session: Session, job: str) -> JobRow:
    """The job's row, held until the transaction ends. Raises NotFound."""
    row = session.scalar(_of(job).with_for_update(key_share=True))
    if row is None:
        raise NotFound(_GONE)
    return row


def _permitted(session: Session, scope: Scope, job: str) -> JobRow:
    row = locked(session, job)
    permit(scope, _NEEDS[job_of(row).task])
    return row


def told(session: Session, row: JobRow, kind: EventKind, data: dict[str, Any]) -> None:
    """Adds an event to a job whose row is locked, which keeps the numbers without gaps."""
    last = session.scalar(
        select(JobEventRow.number)
        .where(JobEventRow.job_id == row.id)
        .order_by(JobEventRow.number.desc())
        .limit(1)
    )
    session.add(
        JobEventRow(
            job_id=row.id,
            unit_id=row.unit_id,
            number=(last or 0) + 1,
            kind=kind,
            data=_text(data),
            at=datetime.now(UTC),
        )
    )
    session.flush()


def end(
    session: Session, row: JobRow, state: JobState, data: dict[str, Any], *, cause: str
) -> None:
    """Puts a locked job into its final state and tells it, in one transaction."""
    row.state, row.cause, row.owner = state, cause, ""
    row.finished_at = datetime.now(UTC)
    row.version += 1
    # A final state is also the name of the event that tells it.
    kinds: dict[JobState, EventKind] = {
        "done": "done",
        "failed": "failed",
        "cancelled": "cancelled",
    }
    told(session, row, kinds[state], data)


def _lock_assignment(session: Session, scope: Scope, assignment: str, task: str) -> None:
    assignment_row(session, scope, assignment, change=True)
    if task not in _ALONE:
        return
    same = select(JobRow.id).where(
        JobRow.assignment_id == assignment, JobRow.task == task, JobRow.state.in_(UNFINISHED)
    )
    if session.scalar(same.limit(1)) is not None:
        doing = "起草" if task == "draft" else "整理意见"
        raise Conflict(f"这个编制任务正在{doing}，请等它做完，或先取消它")


def _after_page(session: Session, wanted: Select[JobRow], before: str) -> Select[JobRow]:
    last = session.scalar(_of(before))
    if last is None:
        raise BadInput("分页标识不对，请从第一页重新开始")
    older = JobRow.created_at < last.created_at
    same = (JobRow.created_at == last.created_at) & (JobRow.id < last.id)
    return wanted.where(older | same)


def _id_of(unit: str, task: Task, key: str) -> str:
    return hashlib.sha256(f"{unit}\n{task}\n{key}".encode()).hexdigest()[:24]


def _of(job: str) -> Select[JobRow]:
    return select(JobRow).where(JobRow.id == job)


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def job_of(row: JobRow) -> Job:
    """A job's row as its value."""
    return Job(
        id=row.id,
        unit=row.unit_id,
        assignment=row.assignment_id,
        task=row.task,
        request=json.loads(row.request),
        state=row.state,
        cause=row.cause,
        result=json.loads(row.result) if row.result else None,
        attempt=row.attempt,
        without_model=row.without_model,
        person=row.person_id,
        asked_by=row.asked_by,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        version=row.version,
    )


def _event(row: JobEventRow) -> JobEvent:
    return JobEvent(
        job=row.job_id, number=row.number, kind=row.kind, data=json.loads(row.data), at=row.at
    )
