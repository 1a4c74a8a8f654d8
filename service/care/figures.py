"""What the database tells of jobs and of the model, counted over all units: no name comes out.

It counts below the guard, which would let it see one unit at a time only.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import event, func, select
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import InterfaceError, OperationalError

from service.store.database import Database
from service.store.tables import JobRow, ModelCallRow
from service.value import Value

WAITING = ("queued", "waiting")
RUNNING = "running"


class JobCount(Value):
    """Jobs of one task in one state."""

    task: str
    state: str
    count: int


class CallCount(Value):
    """Requests to the model with one outcome; "" where nobody knows what became of them."""

    outcome: str
    count: int
    prompt_tokens: int
    completion_tokens: int


class Figures(Value):
    """One look. ``oldest_waiting_s`` and ``longest_running_s`` are 0 where nothing waits or runs.
    ``calls`` count since the installation began, so they only grow."""

    jobs: tuple[JobCount, ...] = ()
    calls: tuple[CallCount, ...] = ()
    oldest_waiting_s: float = 0.0
    longest_running_s: float = 0.0


def figures(database: Database) -> Figures:
    """Counts now. Raises SQLAlchemy's errors when the database is out of reach."""
    jobs = select(JobRow.task, JobRow.state, func.count()).group_by(JobRow.task, JobRow.state)
    calls = select(
        func.coalesce(ModelCallRow.outcome, ""),
        func.count(),
        func.coalesce(func.sum(ModelCallRow.prompt_tokens), 0),
        func.coalesce(func.sum(ModelCallRow.completion_tokens), 0),
    ).group_by(ModelCallRow.outcome)
    waiting = select(func.min(JobRow.created_at)).where(JobRow.state.in_(WAITING))
    running = select(func.min(JobRow.started_at)).where(JobRow.state == RUNNING)
    with database.engine.connect() as connection:
        return Figures(
            jobs=tuple(
                JobCount(task=task, state=state, count=count)
                for task, state, count in connection.execute(jobs)
            ),
            calls=tuple(
                CallCount(
                    outcome=outcome, count=count, prompt_tokens=prompt, completion_tokens=completion
                )
                for outcome, count, prompt, completion in connection.execute(calls)
            ),
            oldest_waiting_s=_since(connection.scalar(waiting)),
            longest_running_s=_since(connection.scalar(running)),
        )


def tell_failures(database: Database, failed: Callable[[], None]) -> None:
    """Calls ``failed`` for each statement that the database itself did not carry out: it was gone,
    locked for too long, or full. A broken rule of the data is not its failure."""

    def look(context: ExceptionContext) -> None:
        if isinstance(context.sqlalchemy_exception, OperationalError | InterfaceError):
            failed()

    event.listen(database.engine, "handle_error", look)


def _since(moment: datetime | None) -> float:
    return 0.0 if moment is None else max(0.0, (datetime.now(UTC) - moment).total_seconds())
