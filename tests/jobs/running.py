"""An engine at work in the test's own process, on a furnished world with a simulated model."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from service.bootstrap import House
from service.jobs import Engine, Jobs
from service.office.jobs import Job, JobState
from tests.jobs.invariants import Place
from tests.jobs.world import furnish, settings_at
from tests.simulated_llm import Simulated, serving
from tests.simulated_llm.behaviours import BEHAVIOURS
from tests.simulated_llm.server import Speed

PATIENCE_S = 60.0
AT_ONCE = Speed()


@dataclass(frozen=True)
class AtWork:
    """A house whose engine runs, the place it works for, and the model server."""

    house: House
    engine: Engine
    place: Place
    model: Simulated

    @property
    def jobs(self) -> Jobs:
        return self.engine.jobs

    def draft(self, key: str | None = None) -> Job:
        """Asks for the draft of the place's assignment."""
        place = self.place
        return self.jobs.submit(
            place.scope, place.unit.id, "draft", {}, assignment=place.assignment.id, key=key
        )

    def ended(self, job: Job) -> Job:
        """The job when its last event has come."""
        began = time.monotonic()
        for _ in self.jobs.stream(
            self.place.scope, job.id, ended=lambda: time.monotonic() - began > PATIENCE_S
        ):
            pass
        return self.jobs.get(self.place.scope, job.id)

    def reached(self, job: Job, state: JobState) -> Job:
        """The job once it is in that state."""
        wait_for(lambda: self.jobs.get(self.place.scope, job.id).state == state, state)
        return self.jobs.get(self.place.scope, job.id)

    def kinds_told(self, job: Job) -> list[str]:
        """The kinds of all events of a job, in order."""
        return [e.kind for e in self.jobs.events(self.place.scope, job.id)]


@contextmanager
def at_work(
    folder: Path,
    database: str = "",
    *,
    speed: Speed = AT_ONCE,
    with_model: bool = True,
    listen: bool = True,
    model_fault_from: int = 0,
    **settings: object,
) -> Iterator[AtWork]:
    """Runs an engine until the block ends. From its request number ``model_fault_from`` on the
    model server answers with errors."""

    def fault(number: int) -> str:
        return "500" if 0 < model_fault_from <= number else ""

    with serving(Simulated(BEHAVIOURS["honest"], speed=speed, fault_at=fault)) as model:
        chosen = {"model": model.base_url if with_model else "", **settings}
        with closing(House(settings_at(folder, database, **chosen))) as house:
            place = Place(*furnish(house))
            engine = Engine.start(house, listen=listen)
            try:
                yield AtWork(house, engine, place, model)
            finally:
                engine.stop(wait_s=0)


def wait_for(true: Callable[[], bool], what: str) -> None:
    """Waits until ``true``; fails when that takes longer than anything here may."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < PATIENCE_S, f"waited in vain for {what}"
        time.sleep(0.02)
