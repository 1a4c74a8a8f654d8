"""The door to DBOS: who does which job when, and that somebody does it after a crash.

DBOS knows of a job only its id, its unit and its attempt. What was asked, what is done and what
came of it stands in our own tables, so a lost or old system database loses nothing: the engine
queues again whatever has not ended (``Engine``).
"""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, Literal

from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions, Serializer, _serialization

from service.office.jobs import Job, Task

Queue = Literal["model", "work"]
Run = Callable[[str, str, int], None]
"""Does one attempt of a job: unit id, job id, attempt."""
Fate = Literal["missing", "under_way", "ended", "given_up"]
"""What DBOS knows of an attempt. ``given_up``: it was begun too often without coming to an end."""

QUEUES: dict[Queue, frozenset[Task]] = {
    "model": frozenset({"draft", "redraft", "sort"}),
    "work": frozenset({"ingest", "check", "review"}),
}
_NAME = "duizhao"
_WORKFLOW = "job"
# Pinned: by default a new build's name strands the work of the old one.
_VERSION = "1"
_MOST_BEGINNINGS = 100
WORKERS = frozenset(f"queue-worker-{queue}" for queue in QUEUES)
"""What DBOS calls its threads that take jobs from the queues; it begins them in a second or two,
and again when one has died."""
_BEGIN_S = 10.0
_UNDER_WAY = ("ENQUEUED", "PENDING", "DELAYED")
_GIVEN_UP = "MAX_RECOVERY_ATTEMPTS_EXCEEDED"


class Json(Serializer):
    """Plain JSON: DBOS's own default is pickle, with which whoever writes the database runs
    code."""

    def serialize(self, data: Any) -> str:
        """JSON; of an exception its type alone, for its words may quote somebody."""
        return json.dumps(data, default=lambda value: type(value).__name__)

    def deserialize(self, serialized_data: str) -> Any:
        """The value."""
        return json.loads(serialized_data)

    def name(self) -> str:
        """What rows say they were written with."""
        return "duizhao_json"


def queue_of(task: Task) -> Queue:
    """The queue a task waits in."""
    return next(queue for queue, tasks in QUEUES.items() if task in tasks)


def workflow_of(job: Job) -> str:
    """The DBOS id of a job's present attempt: the job's own for the first."""
    return job.id if job.attempt == 1 else f"{job.id}.{job.attempt}"


class Dispatcher:
    """Queues jobs from any process; does them in a process that has called ``listen``."""

    def __init__(self, address: str) -> None:
        """``address`` is the system database: SQLite or ``postgresql://``."""
        self._address = address
        self._listening = False
        self._since = 0.0
        self._client = DBOSClient(
            system_database_url=address,
            serializer=Json(),
            application_name=_NAME,
            lazy=True,
            retry_connection_errors=False,
        )

    def enqueue(self, job: Job, priority: int) -> None:
        """Queues the job's present attempt; the same one again changes nothing. Lower priorities
        go first, equal ones in order of arrival."""
        options: EnqueueOptions = {
            "workflow_name": _WORKFLOW,
            "queue_name": queue_of(job.task),
            "workflow_id": workflow_of(job),
            "app_version": _VERSION,
            "priority": max(1, priority),
        }
        self._client.enqueue(options, job.unit, job.id, job.attempt)

    def again(self, job: Job, priority: int) -> None:
        """Queues an attempt anew that DBOS takes for ended."""
        self._client.delete_workflow(workflow_of(job))
        self.enqueue(job, priority)

    def forget(self, job: Job) -> None:
        """Takes a cancelled job out of its queue."""
        self._client.cancel_workflow(workflow_of(job))

    def fates(self, jobs: Iterable[Job]) -> dict[str, Fate]:
        """What DBOS knows of each job's present attempt, by job id."""
        by_workflow = {workflow_of(job): job.id for job in jobs}
        found: dict[str, Fate] = dict.fromkeys(by_workflow.values(), "missing")
        if not by_workflow:
            return found
        listed = self._client.list_workflows(
            workflow_ids=list(by_workflow), load_input=False, load_output=False
        )
        for status in listed:
            found[by_workflow[status.workflow_id]] = _fate(status.status)
        return found

    def listen(self, executor: str, run: Run, *, slots: dict[Queue, int], poll_s: float) -> None:
        """Begins to do queued jobs with ``run`` in threads, at most ``slots`` of a queue at once.
        Takes up what this executor had begun before it ended."""
        config: DBOSConfig = {
            "name": _NAME,
            "system_database_url": self._address,
            "executor_id": executor,
            "application_version": _VERSION,
            "serializer": Json(),
            "enable_otlp": False,
            "log_level": "WARNING",
            "use_listen_notify": False,
        }
        _refuse_pickles()
        DBOS(config=config)
        _quiet()
        DBOS.workflow(name=_WORKFLOW, max_recovery_attempts=_MOST_BEGINNINGS)(_named(run))
        DBOS.launch()
        self._listening, self._since = True, time.monotonic()
        for queue, number in slots.items():
            DBOS.register_queue(
                queue,
                worker_concurrency=number,
                polling_interval_sec=poll_s,
                on_conflict="always_update",
            )

    @property
    def works(self) -> bool:
        """Whether jobs are being taken from every queue here."""
        alive = {thread.name for thread in threading.enumerate()}
        begun = time.monotonic() - self._since > _BEGIN_S
        return self._listening and (not begun or alive.issuperset(WORKERS))

    def others(self, executor: str) -> frozenset[str]:
        """The other executors that have jobs under way."""
        listed = self._client.list_workflows(status="PENDING", load_input=False, load_output=False)
        return frozenset(s.executor_id for s in listed if s.executor_id) - {executor}

    def take_over(self, executor: str) -> None:
        """Queues again what a dead executor had under way."""
        DBOS._recover_pending_workflows([executor])

    def stop(self, wait_s: float) -> None:
        """Takes no more jobs and waits so long for those under way. What is left then stays under
        way in the database, for this executor's next process or another one."""
        if self._listening:
            DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=round(wait_s))
            self._listening = False
        self._client.destroy()


def _named(run: Run) -> Run:
    # A function of its own: DBOS marks what it registers, which a bound method does not allow.
    def job(unit: str, name: str, attempt: int) -> None:
        run(unit, name, attempt)

    return job


def _fate(status: str) -> Fate:
    if status in _UNDER_WAY:
        return "under_way"
    return "given_up" if status == _GIVEN_UP else "ended"


def _refuse_pickles() -> None:
    """A row may say that it was written with DBOS's own pickle, whatever serializer we name: such
    a row is none of ours, and reading it would run whatever it holds."""

    def deserialize(*_: object) -> Any:
        raise ValueError("a pickled row is refused")

    setattr(_serialization.DefaultSerializer, "deserialize", deserialize)  # noqa: B010


def _quiet() -> None:
    """DBOS writes to standard error by itself; its warnings go where all of ours go."""
    logger = logging.getLogger("dbos")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
    logger.propagate = True
