"""Jobs as the rest of the product asks for them: any process may, also one that does none."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from service.compute import Compute
from service.jobs.dispatch import QUEUES, Dispatcher, queue_of
from service.office.jobs import FINAL, Doing, Job, JobEvent, JobState, Task, TokenUse
from service.scope import Scope
from service.store.database import Database
from service.store.jobs import JobRecords
from service.store.model_use import ModelUse

Result = TypeVar("Result")
KEEP_ALIVE_S = 15.0
_LOOK_S = 0.3
_log = logging.getLogger(__name__)


class Jobs:
    """Submits jobs, tells of them, cancels and resumes them."""

    def __init__(
        self,
        database: Database,
        dispatcher: Dispatcher,
        *,
        compute: Compute | None = None,
        doing: Callable[[], Doing] = lambda: "elsewhere",
    ) -> None:
        """``compute`` is for work that somebody waits for; ``doing`` tells whether this process
        does jobs."""
        self._compute = compute or Compute()
        self._doing = doing
        self._records = JobRecords(database)
        self._use = ModelUse(database)
        self._dispatcher = dispatcher

    def submit(
        self,
        scope: Scope,
        unit: str,
        task: Task,
        request: dict[str, Any],
        *,
        assignment: str | None = None,
        key: str | None = None,
    ) -> Job:
        """A job of a unit, queued. Submitted twice with one ``key`` it is one job.

        Raises NotFound for a unit or assignment out of reach, Conflict for a key that was used
        for another request, or while the same work is under way for the assignment.
        """
        job = self._records.add(scope, unit, task, request, assignment=assignment, key=key)
        self._queue(scope, job)
        return job

    def get(self, scope: Scope, job: str) -> Job:
        """One job. Raises NotFound."""
        return self._records.get(scope, job)

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
        """Jobs within reach, newest first; ``before`` is the last id of the page above."""
        return self._records.list(
            scope, unit=unit, assignment=assignment, states=states, before=before, limit=limit
        )

    def events(self, scope: Scope, job: str, after: int = 0) -> tuple[JobEvent, ...]:
        """What a job told after its event number ``after``. Raises NotFound."""
        return self._records.events(scope, job, after)

    def stream(
        self,
        scope: Scope,
        job: str,
        after: int = 0,
        *,
        ended: Callable[[], bool] = lambda: False,
    ) -> Iterator[JobEvent | None]:
        """The events after number ``after`` as they come, until the job has ended; None about
        every 15 seconds, to keep a connection alive. ``ended`` says that nobody listens any more.

        Any process can give it: it reads the table. Blocks, so it is for a thread. Raises NotFound.
        """
        quiet_since = time.monotonic()
        while not ended():
            # Before the events: what is told between the two reads is read in the next round.
            over = self.get(scope, job).state in FINAL
            for event in self.events(scope, job, after):
                after, quiet_since = event.number, time.monotonic()
                yield event
            if over:
                return
            if time.monotonic() - quiet_since >= KEEP_ALIVE_S:
                quiet_since = time.monotonic()
                yield None
            time.sleep(_LOOK_S)

    def cancel(self, scope: Scope, job: str) -> Job:
        """Ends a job at once; nothing of it is kept from then on. Raises NotFound, Conflict."""
        cancelled = self._records.cancel(scope, job)
        self._attempt(lambda: self._dispatcher.forget(cancelled))
        return cancelled

    def resume(self, scope: Scope, job: str) -> Job:
        """Begins a failed job again after its last finished stage. Raises NotFound, Conflict."""
        resumed = self._records.resume(scope, job)
        self._queue(scope, resumed)
        return resumed

    def go_on_without_model(self, scope: Scope, job: str) -> Job:
        """Has a job that waits for the model, or failed for want of it, do the rest without.

        Raises NotFound, Conflict.
        """
        if self._records.get(scope, job).state != "failed":
            return self._records.drop_model(scope, job)
        resumed = self._records.resume(scope, job, without_model=True)
        self._queue(scope, resumed)
        return resumed

    def use_of(self, scope: Scope, job: str) -> TokenUse:
        """What a job asked of the model. Raises NotFound."""
        self._records.get(scope, job)
        return self._use.of_job(scope, job)

    def use_of_month(self, scope: Scope, unit: str) -> TokenUse:
        """What a unit asked of the model in this calendar month (UTC)."""
        return self._use.of_month(scope, unit)

    def in_child(self, function: Callable[..., Result], *values: object) -> Result:
        """As ``Compute.in_child``, in a child that no job keeps busy: for what somebody waits for
        and what would hold up everybody else of this process."""
        return self._compute.in_child(function, *values)

    @property
    def doing(self) -> Doing:
        """Whether this process does jobs."""
        return self._doing()

    def _queue(self, scope: Scope, job: Job) -> None:
        # Fair between units: a unit's k-th unfinished job waits with everybody's k-th.
        k = self._records.waiting_of(scope, job.unit, tuple(QUEUES[queue_of(job.task)]))
        self._attempt(lambda: self._dispatcher.enqueue(job, k))

    @staticmethod
    def _attempt(work: Callable[[], None]) -> None:
        """The job's row is the truth and stands: what DBOS did not hear, the engine tells it."""
        try:
            work()
        except Exception as error:  # noqa: BLE001 - whatever is wrong there, the engine tries again
            _log.warning("queue: %s, the engine will see to it", type(error).__name__)
