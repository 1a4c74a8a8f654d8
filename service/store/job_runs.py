"""A job as its run sees it: every write is refused once another run, or nobody, owns the job.

A process that was stopped and wakes up late, or that lost its lease, finds the ``owner`` of the
job's row changed. Whatever it still wants to write (a stage, an answer, a draft) is undone.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.orm import Session

from service.errors import DatabaseBusy, NotFound, StorageFull
from service.office.jobs import FINAL, EventKind, Job
from service.scope import Scope
from service.store.database import Database
from service.store.jobs import end, job_of, locked, told
from service.store.tables import JobEventRow, JobRow, JobStageRow

_WAITING_TOLD = timedelta(seconds=15)
Stages = dict[str, Any]
"""What the finished stages gave, by name."""


class NoLongerOwner(Exception):
    """This run may not write for the job: it was cancelled, or another run has taken it over."""


class FencedDatabase(Database):
    """The same database for a run: each of its transactions first makes sure of the ownership, and
    holds the job's row until it ends, so that nobody takes the job over in between."""

    def __init__(self, database: Database, job: str, owner: str) -> None:
        super().__init__(database.engine)
        self._job = job
        self._owner = owner

    @contextmanager
    def writing(self, scope: Scope) -> Iterator[Session]:
        """As ``Database.writing``. Raises NoLongerOwner."""
        with self.owning(scope) as (session, _):
            yield session

    @contextmanager
    def owning(self, scope: Scope) -> Iterator[tuple[Session, JobRow]]:
        """As ``writing``, with the job's row, which is held. Raises NoLongerOwner."""
        with super().writing(scope) as session:
            yield session, _own(session, self._job, self._owner)


def claim(database: Database, scope: Scope, job: str, attempt: int, owner: str) -> Job | None:
    """Makes ``owner`` the one run that writes for the job; None when that attempt has ended or
    the job is gone."""
    with database.writing(scope) as session:
        try:
            row = locked(session, job)
        except NotFound:
            return None
        if row.state in FINAL or row.attempt != attempt:
            return None
        row.owner, row.state, row.cause = owner, "running", ""
        row.started_at = row.started_at or datetime.now(UTC)
        row.version += 1
        _tell_once(session, row, "started", {})
        return job_of(row)


class RunRecords:
    """What one run keeps of its job. Every method may raise NoLongerOwner."""

    def __init__(self, database: FencedDatabase, scope: Scope, job: str, owner: str) -> None:
        self._database = database
        self._scope = scope
        self._job = job
        self._owner = owner

    def check(self) -> Job:
        """The job as it stands, if this run still owns it."""
        with self._database.reading(self._scope) as session:
            row = session.get(JobRow, self._job)
            if row is None or row.owner != self._owner:
                raise NoLongerOwner
            return job_of(row)

    def tell(self, kind: EventKind, data: dict[str, Any]) -> None:
        """Tells an event, unless this attempt has told the very same before it was killed."""
        with self._writing() as (session, row):
            _tell_once(session, row, kind, data)

    def wait(self, cause: str, seconds: float) -> None:
        """Says that the job waits, why, and for how long until the next trial; told again every
        15 seconds at most, however often it is said."""
        with self._writing() as (session, row):
            if row.state == "waiting" and row.cause == cause and _just_told(session, row):
                return
            row.state, row.cause = "waiting", cause
            row.version += 1
            told(session, row, "waiting", {"cause": cause, "seconds": round(seconds)})

    def go_on(self) -> None:
        """Says that the waiting is over."""
        with self._writing() as (session, row):
            row.state, row.cause = "running", ""
            row.version += 1
            told(session, row, "resumed", {})

    def stages(self) -> Stages:
        """What finished stages gave."""
        wanted = select(JobStageRow).where(JobStageRow.job_id == self._job)
        with self._database.reading(self._scope) as session:
            return {row.stage: json.loads(row.output) for row in session.scalars(wanted)}

    def keep_stage(self, stage: str, output: Any) -> None:
        """Keeps what a stage gave: it is not done again."""
        with self._writing() as (session, row):
            session.add(
                JobStageRow(
                    job_id=row.id,
                    unit_id=row.unit_id,
                    stage=stage,
                    output=json.dumps(output, ensure_ascii=False),
                    at=datetime.now(UTC),
                )
            )

    def finish(self, result: dict[str, Any]) -> None:
        """Ends the job well."""
        with self._writing() as (session, row):
            row.result = json.dumps(result, ensure_ascii=False)
            end(session, row, "done", {}, cause="")

    def fail(self, cause: str) -> None:
        """Ends the attempt; ``cause`` says in Chinese why, and what to do."""
        with self._writing() as (session, row):
            end(session, row, "failed", {"cause": cause}, cause=cause)

    def cancel(self, cause: str) -> None:
        """Ends the job for good; ``cause`` says in Chinese why, and what to do."""
        with self._writing() as (session, row):
            end(session, row, "cancelled", {"cause": cause}, cause=cause)

    @contextmanager
    def _writing(self) -> Iterator[tuple[Session, JobRow]]:
        with self._database.owning(self._scope) as owned:
            yield owned


def out_of_reach(error: BaseException) -> bool:
    """Whether the database could not do its work for a reason that will pass: a connection that
    broke, a server that restarts, a disk that is full, a lock that was waited for too long."""
    if isinstance(error, DatabaseBusy | StorageFull):
        return True
    return isinstance(error, OperationalError | InterfaceError) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    )


def _just_told(session: Session, row: JobRow) -> bool:
    """Whether the newest event is young."""
    newest = select(JobEventRow.at).where(JobEventRow.job_id == row.id)
    at = session.scalar(newest.order_by(JobEventRow.number.desc()).limit(1))
    return at is not None and datetime.now(UTC) - at < _WAITING_TOLD


def _own(session: Session, job: str, owner: str) -> JobRow:
    try:
        row = locked(session, job)
    except NotFound:
        raise NoLongerOwner from None
    if row.owner != owner:
        raise NoLongerOwner
    return row


def _tell_once(session: Session, row: JobRow, kind: EventKind, data: dict[str, Any]) -> None:
    began = (
        select(JobEventRow.number)
        .where(JobEventRow.job_id == row.id, JobEventRow.kind == "queued")
        .order_by(JobEventRow.number.desc())
        .limit(1)
    )
    same = select(JobEventRow.number).where(
        JobEventRow.job_id == row.id,
        JobEventRow.number > (session.scalar(began) or 0),
        JobEventRow.kind == kind,
        JobEventRow.data == json.dumps(data, ensure_ascii=False, sort_keys=True),
    )
    if session.scalar(same.limit(1)) is None:
        told(session, row, kind, data)
