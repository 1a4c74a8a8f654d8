"""The engine: runs jobs in this process, and sees to it that all of them are run."""

import logging
import socket
import threading
from collections.abc import Callable

from service.compute import Compute
from service.jobs.desk import Jobs
from service.jobs.dispatch import Dispatcher, Fate
from service.jobs.house import Household
from service.jobs.lease import Lease
from service.jobs.running import Runner
from service.jobs.sessions import BEAT_S, libpq
from service.office.jobs import FINAL, Doing, Job
from service.scope import of_unit
from service.store.jobs import JobRecords

STOP_S = 8.0
"""How long jobs under way may go on when the process is asked to end."""
_ALONE = "local"
_BEGUN_TOO_OFTEN = (
    "这项任务多次使程序意外中断，已停下来。请把任务编号交给维护人员，查明原因后再点“接着做”"
)
_log = logging.getLogger(__name__)


class Engine:
    """Begun by ``start``, ended by ``stop``. ``jobs`` is what the rest of the product uses."""

    def __init__(self, house: Household, elsewhere: Callable[[], Doing]) -> None:
        self._house = house
        self._elsewhere = elsewhere
        self._records = JobRecords(house.database)
        self._dispatcher = Dispatcher(_system_database(house))
        self._stopping = threading.Event()
        self._compute: Compute | None = None
        self._lease: Lease | None = None
        self._watching: threading.Thread | None = None
        self._waited_for = Compute()
        self.jobs = Jobs(
            house.database, self._dispatcher, compute=self._waited_for, doing=self._doing
        )
        self.name = ""

    @classmethod
    def start(
        cls,
        house: Household,
        *,
        listen: bool,
        name: str = "",
        elsewhere: Callable[[], Doing] = lambda: "elsewhere",
    ) -> "Engine":
        """With ``listen`` this process does jobs; without, it only hands them in and tells of
        them. ``name`` is the worker's, given once among all workers; empty: by host and number.
        Without, ``elsewhere`` tells how it stands with those who do jobs.

        Raises Conflict when another worker has that name. On SQLite the caller holds the data
        directory (``service.store.one_process``).
        """
        engine = cls(house, elsewhere)
        if listen:
            try:
                engine._listen(name)
            except BaseException:
                engine.stop(wait_s=0)
                raise
        return engine

    def stop(self, wait_s: float = STOP_S) -> None:
        """Takes no more jobs, gives those under way so many seconds, and leaves the rest where
        they are: this or another process goes on with them."""
        leaving = threading.Timer(wait_s, self._stopping.set)
        leaving.daemon = True
        leaving.start()
        if wait_s <= 0:
            self._stopping.set()
        # One look more than the time: runs that were told to leave need a moment to do so.
        self._dispatcher.stop(wait_s + 2 if self.name and wait_s > 0 else 0)
        leaving.cancel()
        self._stopping.set()
        if self._lease is not None:
            self._lease.stop()
        if self._watching is not None:
            self._watching.join(timeout=10)
        if self._compute is not None:
            self._compute.close()
        self._waited_for.close()

    def _doing(self) -> Doing:
        if not self.name:
            return self._elsewhere()
        watched = self._watching is not None and self._watching.is_alive()
        return "ok" if watched and self._dispatcher.works else "stopped"

    def look(self) -> None:
        """Queues again each unfinished job that DBOS does not know or takes for ended: after a
        crash between two databases, or a backup that was restored without its queue."""
        unfinished = self._records.unfinished()
        fates = self._dispatcher.fates(unfinished)
        waiting: dict[str, int] = {}
        for job in unfinished:
            waiting[job.unit] = waiting.get(job.unit, 0) + 1
            if fates[job.id] != "under_way":
                self._see_to(job, fates[job.id], waiting[job.unit])

    def _see_to(self, job: Job, fate: Fate, priority: int) -> None:
        scope = of_unit(job.unit, "")
        if fate == "given_up":
            self._records.give_up(scope, job.id, job.attempt, _BEGUN_TOO_OFTEN)
            return
        now = self._records.get(scope, job.id)
        # It may have ended since the list was read; DBOS hears of an end after our tables do.
        if now.state in FINAL or now.attempt != job.attempt:
            return
        # Nor may another worker have seen to it meanwhile.
        if self._dispatcher.fates([now])[job.id] != fate:
            return
        _log.warning("queueing job %s again", job.id)
        if fate == "missing":
            self._dispatcher.enqueue(now, priority)
        else:
            self._dispatcher.again(now, priority)

    def _listen(self, name: str) -> None:
        settings = self._house.settings
        if self._house.database.is_sqlite:
            self.name = _ALONE
        else:
            self._lease = Lease(
                settings.database(),
                others=self._dispatcher.others,
                take_over=self._dispatcher.take_over,
            )
            named = name or settings.worker_name
            self.name = self._lease.begin(named or socket.gethostname(), exactly=bool(named))
        self._compute = Compute(settings.compute_processes)
        runner = Runner(self._house, self.name, self._compute, self._stopping)
        self._dispatcher.listen(
            self.name,
            runner.run,
            slots={"model": max(1, settings.llm_slots), "work": max(1, settings.work_slots)},
            poll_s=settings.job_poll_s,
        )
        if self._lease is not None:
            self._lease.watch()
        self._watching = threading.Thread(target=self._look_on, name="jobs", daemon=True)
        self._watching.start()

    def _look_on(self) -> None:
        while True:
            try:
                self.look()
            except Exception as error:  # noqa: BLE001 - whatever it was: look again in a moment
                _log.warning("looking after jobs: %s, trying again", type(error).__name__)
            if self._stopping.wait(BEAT_S):
                return


def _system_database(house: Household) -> str:
    """DBOS's own tables: the schema ``dbos`` of our database, or a file beside it."""
    settings = house.settings
    if house.database.is_sqlite:
        return f"sqlite:///{settings.data_dir / 'jobs.sqlite'}"
    return libpq(settings.database())
