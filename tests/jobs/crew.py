"""Several worker processes on one PostgreSQL, to be killed, stopped and woken one by one."""

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from service.bootstrap import House
from service.jobs import Engine
from service.office.jobs import Job
from service.store.tables import JobRow
from tests.jobs.invariants import Place
from tests.jobs.kills import Zygote
from tests.jobs.running import AtWork, wait_for
from tests.jobs.world import furnish, settings_at
from tests.simulated_llm import Simulated, serving
from tests.simulated_llm.behaviours import BEHAVIOURS
from tests.simulated_llm.server import Speed


@dataclass(frozen=True)
class Crew:
    """The workers by name, and the process that hands in jobs and does none (``here``)."""

    folder: Path
    here: AtWork

    def owner(self, job: Job) -> str:
        """The name of the worker whose run owns the job, "" for none."""
        with self.here.house.database.reading(self.here.place.scope) as session:
            owner = session.scalar(select(JobRow.owner).where(JobRow.id == job.id))
        return (owner or "").partition(":")[0]

    def owned(self, job: Job, by: Sequence[str]) -> str:
        """Waits until one of these workers owns the job, and tells which."""
        wait_for(lambda: self.owner(job) in by, f"one of {by}")
        return self.owner(job)

    def send(self, worker: str, number: signal.Signals) -> None:
        """Sends a signal to a worker."""
        os.kill(int((self.folder / f"{worker}.pid").read_text()), number)


@contextmanager
def crew(folder: Path, database: str, zygotes: Sequence[Zygote], speed: Speed) -> Iterator[Crew]:
    """One worker a zygote, named w1, w2 …, all at work until the block ends."""
    names = [f"w{number}" for number in range(1, len(zygotes) + 1)]
    with (
        serving(Simulated(BEHAVIOURS["honest"], speed=speed)) as model,
        closing(House(settings_at(folder, database, model.base_url))) as house,
    ):
        place = Place(*furnish(house))
        spec = {"folder": str(folder), "database": database, "model": model.base_url}
        threads = [
            threading.Thread(
                target=zygote.run, args=({**spec, "stay": True, "name": name, "timeout_s": 120},)
            )
            for name, zygote in zip(names, zygotes, strict=True)
        ]
        for thread in threads:
            thread.start()
        wait_for(lambda: all((folder / f"{name}.pid").exists() for name in names), "workers")
        engine = Engine.start(house, listen=False)
        try:
            yield Crew(folder, AtWork(house, engine, place, model))
        finally:
            engine.stop(wait_s=0)
            for name in names:
                (folder / f"{name}.leave").touch()
            for thread in threads:
                thread.join()
