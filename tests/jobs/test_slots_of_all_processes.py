"""The limit on requests to the model holds over all processes on one PostgreSQL."""

import asyncio
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from service.jobs.shared_slots import SharedSlots
from service.llm.slots import SlotsState
from service.office.units import Unit
from service.scope import Scope
from tests.jobs.crew import Crew, crew
from tests.jobs.invariants import Place
from tests.jobs.kills import SLOTS, Zygote
from tests.jobs.running import PATIENCE_S, AtWork, wait_for
from tests.jobs.world import assign
from tests.postgres import PostgresServer
from tests.simulated_llm.server import Speed

pytestmark = pytest.mark.xdist_group("jobs-workers")
SERVER = "http://model/v1"
HOLDER = """
import asyncio, sys
from service.jobs.shared_slots import SharedSlots

async def hold(slots):
    async with slots.taken("u"):
        print("held", flush=True)
        await asyncio.sleep(60)

async def main():
    slots = SharedSlots(sys.argv[1], 2, sys.argv[2])
    await asyncio.gather(hold(slots), hold(slots))

asyncio.run(main())
"""


class Asks:
    """Asks that hold a slot until they are told to end, each in a thread with a loop of its own."""

    def __init__(self, slots: SharedSlots) -> None:
        self._slots = slots
        self._leave = threading.Event()
        self._threads: list[threading.Thread] = []
        self.let_in: list[str] = []

    def begin(self, *units: str) -> None:
        for unit in units:
            thread = threading.Thread(target=self._run, args=(unit,), daemon=True)
            thread.start()
            self._threads.append(thread)

    def leave(self) -> None:
        self._leave.set()

    def end(self) -> None:
        self.leave()
        for thread in self._threads:
            thread.join(timeout=PATIENCE_S)
            assert not thread.is_alive()

    def _run(self, unit: str) -> None:
        asyncio.run(self._one(unit))

    async def _one(self, unit: str) -> None:
        async with self._slots.taken(unit):
            self.let_in.append(unit)
            while not self._leave.is_set():
                await asyncio.sleep(0.01)


@contextmanager
def process(address: str, limit: int) -> Iterator[tuple[SharedSlots, Asks]]:
    """What the database takes for a process: sessions of its own."""
    with closing(SharedSlots(address, limit, SERVER)) as slots:
        asks = Asks(slots)
        try:
            yield slots, asks
        finally:
            asks.end()


def held(slots: SharedSlots, number: int) -> None:
    wait_for(lambda: slots.state().held == number, f"{number} held")


def test_what_one_process_holds_the_others_have_to_wait_for(postgres_address: str) -> None:
    with process(postgres_address, 2) as (one, first), process(postgres_address, 2) as (two, rest):
        first.begin("a", "b")
        held(one, 2)
        rest.begin("c", "d")
        wait_for(lambda: two.state().waiting == 2, "waiting")
        assert two.state() == SlotsState(limit=2, held=0, waiting=2)
        first.end()
        held(two, 2)


def test_another_model_server_has_slots_of_its_own(postgres_address: str) -> None:
    with (
        process(postgres_address, 1) as (one, first),
        closing(SharedSlots(postgres_address, 1, "http://other/v1")) as two,
    ):
        first.begin("a")
        held(one, 1)
        other = Asks(two)
        other.begin("a")
        held(two, 1)
        other.end()


def test_a_process_that_asks_much_holds_another_back_by_a_turn_and_not_more(
    postgres_address: str,
) -> None:
    order: list[str] = []

    async def work(slots: SharedSlots, name: str, many: int) -> None:
        async def one() -> None:
            async with slots.taken(name):
                order.append(name)
                await asyncio.sleep(0.01)

        await asyncio.gather(*(one() for _ in range(many)))

    with ExitStack() as stack:
        flood, single = (
            stack.enter_context(closing(SharedSlots(postgres_address, 1, SERVER))) for _ in range(2)
        )
        # Its sessions are made: what is asked here is how turns go, not how long connecting takes.
        asyncio.run(work(single, "first", 1))
        thread = threading.Thread(target=lambda: asyncio.run(work(flood, "many", 60)))
        thread.start()
        wait_for(lambda: "many" in order, "the flood")
        before = len(order)
        asyncio.run(work(single, "one", 1))
        behind = order.index("one") - before
        thread.join(timeout=PATIENCE_S)
    assert len(order) == 62
    # One under way, one that stood in line before; more only if this thread was slow to begin.
    assert behind < 20


def test_a_killed_process_gives_its_slots_back(postgres_address: str) -> None:
    command = [sys.executable, "-c", HOLDER, postgres_address, SERVER]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder,
        process(postgres_address, 2) as (mine, asks),
    ):
        assert holder.stdout is not None
        assert [holder.stdout.readline() for _ in range(2)] == ["held\n"] * 2
        asks.begin("a", "b", "c")
        wait_for(lambda: mine.state().waiting == 3, "waiting")
        assert mine.state().held == 0
        os.kill(holder.pid, signal.SIGKILL)
        held(mine, 2)
        assert mine.state().waiting == 1


def test_without_the_database_each_process_keeps_to_the_limit_by_itself(
    own_postgres_server: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    server = own_postgres_server
    address = server.address(server.create_database())
    with process(address, 2) as (one, first), process(address, 2) as (two, second):
        first.begin("a")
        held(one, 1)
        with caplog.at_level(logging.WARNING, "service.jobs.shared_slots"):
            server.stop("immediate")
            first.begin("b", "c")
            second.begin("d", "e", "f")
            held(one, 2)
            held(two, 2)
            wait_for(lambda: one.state().waiting == two.state().waiting == 1, "one more each")
            assert "out of reach" in caplog.text
            server.start()
            wait_for(lambda: caplog.text.count("is back") == 2, "the database")
        wait_for(lambda: _locks(address) == (2, 2), "two slots held, two more stood in line for")
        # The four that are under way take up what there is: nobody else is let in.
        with process(address, 2) as (three, third):
            third.begin("g", "h", "i")
            wait_for(lambda: three.state().waiting == 3, "waiting")
            first.leave()
            second.leave()
            held(three, 2)
            assert three.state().waiting == 1


def _locks(address: str) -> tuple[int, int]:
    """How many slots are held, and how many stand in the turnstile or before it."""
    wanted = "SELECT count(*) FILTER (WHERE objid > 0), count(*) FILTER (WHERE objid = 0)"
    with psycopg.connect(address) as connection:
        found = connection.execute(f"{wanted} FROM pg_locks WHERE objsubid = 2").fetchone()
    assert found is not None
    return int(found[0]), int(found[1])


def _drafts(workers: Crew, units: list[Unit], scope: Scope) -> list[AtWork]:
    here = workers.here
    return [
        AtWork(
            here.house, here.engine, Place(scope, unit, assign(here.house, scope, unit)), here.model
        )
        for unit in units
    ]


def test_three_workers_together_make_no_more_requests_than_there_are_slots(
    tmp_path: Path, postgres_address: str, three: list[Zygote]
) -> None:
    with crew(tmp_path, postgres_address, three, Speed(first_token_s=0.2)) as workers:
        place = workers.here.place
        drafts = _drafts(workers, [place.unit] * 6, place.scope)
        jobs = [draft.draft() for draft in drafts]
        ended = [draft.ended(job) for draft, job in zip(drafts, jobs, strict=True)]
        assert [job.state for job in ended] == ["done"] * 6
        assert workers.here.model.ledger.most_at_once == SLOTS


def test_a_killed_worker_holds_up_no_other(
    tmp_path: Path, postgres_address: str, three: list[Zygote]
) -> None:
    with crew(tmp_path, postgres_address, three[:2], Speed(first_token_s=0.4)) as workers:
        here = workers.here
        drafts = _drafts(workers, [here.place.unit] * 3, here.place.scope)
        jobs = [draft.draft() for draft in drafts]
        victim = workers.owned(jobs[0], ("w1", "w2"))
        wait_for(lambda: here.model.ledger.running == SLOTS, "all slots taken")
        workers.send(victim, signal.SIGKILL)
        ended = [draft.ended(job) for draft, job in zip(drafts, jobs, strict=True)]
        assert [job.state for job in ended] == ["done"] * 3
        # The model server may notice the dead one's requests a moment later than the database.
        assert here.model.ledger.most_at_once <= 2 * SLOTS
