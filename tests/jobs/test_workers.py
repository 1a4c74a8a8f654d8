"""Several workers on PostgreSQL: one is killed, one sleeps too long, the server restarts."""

import signal
import time
from pathlib import Path

import pytest

from service.errors import Conflict
from service.jobs import Engine
from service.jobs.lease import Lease
from service.store.desk import Desk
from service.store.jobs import JobRecords
from tests.jobs.crew import crew
from tests.jobs.invariants import Expected, Place, check_all, word_text
from tests.jobs.kills import SLOTS, Zygote
from tests.jobs.rows import stages_of
from tests.jobs.running import AtWork, at_work, wait_for
from tests.jobs.world import assign
from tests.postgres import PostgresServer
from tests.simulated_llm.server import Speed

pytestmark = pytest.mark.xdist_group("jobs-workers")
SLOW = Speed(first_token_s=0.6)
CALLS = 4


def test_the_work_of_a_killed_worker_is_taken_over(
    tmp_path: Path, postgres_address: str, three: list[Zygote]
) -> None:
    with crew(tmp_path, postgres_address, three, SLOW) as workers:
        here = workers.here
        places = [here.place] + [
            Place(here.place.scope, here.place.unit, assign(here.house, here.place.scope, unit))
            for unit in [here.place.unit] * 2
        ]
        drafts = [AtWork(here.house, here.engine, place, here.model) for place in places]
        jobs = [draft.draft() for draft in drafts]
        names = ("w1", "w2", "w3")
        victim = workers.owned(jobs[0], names)
        wait_for(lambda: here.model.ledger.arrivals > 0, "a call")
        workers.send(victim, signal.SIGKILL)
        killed = time.monotonic()
        workers.owned(jobs[0], [name for name in names if name != victim])
        print(f"taken over after {time.monotonic() - killed:.1f} s")  # noqa: T201 - a figure
        ended = [draft.ended(job) for draft, job in zip(drafts, jobs, strict=True)]
        assert [job.state for job in ended] == ["done"] * 3
        texts = [word_text(here.house, place) for place in places]
        assert len(set(texts)) == 1
        calls = 3 * CALLS
        assert calls <= here.model.ledger.arrivals <= calls + 3 * SLOTS
        for place, job in zip(places, jobs, strict=True):
            stages = stages_of(here.house.database, place.scope, job.id)
            assert set(stages.values()) == {1}
            kinds = [e.kind for e in here.jobs.events(place.scope, job.id)]
            assert kinds.count("done") == 1


def test_a_worker_that_slept_through_its_lease_commits_nothing_twice(
    tmp_path: Path, postgres_address: str, three: list[Zygote]
) -> None:
    with crew(tmp_path, postgres_address, three[:2], SLOW) as workers:
        here = workers.here
        job = here.draft()
        sleeper = workers.owned(job, ("w1", "w2"))
        other = {"w1": "w2", "w2": "w1"}[sleeper]
        wait_for(lambda: here.model.ledger.arrivals > 0, "a call")
        workers.send(sleeper, signal.SIGSTOP)
        stopped = time.monotonic()
        workers.owned(job, [other])
        print(f"taken over after {time.monotonic() - stopped:.1f} s")  # noqa: T201 - a figure
        assert here.ended(job).state == "done"
        told = here.jobs.events(here.place.scope, job.id)
        kept = Desk(here.house.database).draft(here.place.scope, here.place.assignment.id)
        expected = Expected(word_text(here.house, here.place), CALLS)
        # Only the one that slept is left: that it does a new job shows that it is quite awake.
        workers.send(other, signal.SIGKILL)
        workers.send(sleeper, signal.SIGCONT)
        place = Place(
            here.place.scope,
            here.place.unit,
            assign(here.house, here.place.scope, here.place.unit),
        )
        again = AtWork(here.house, here.engine, place, here.model)
        paid = here.model.ledger.arrivals
        assert again.ended(again.draft()).state == "done"
        assert here.jobs.events(here.place.scope, job.id) == told
        desk = Desk(here.house.database)
        assert desk.draft(here.place.scope, here.place.assignment.id) == kept
        assert paid <= CALLS + SLOTS
        assert here.model.ledger.arrivals <= 2 * CALLS + 2 * SLOTS
        assert word_text(here.house, here.place) == expected.text


def test_a_job_outlives_a_restart_of_the_database(
    tmp_path: Path, own_postgres_server: PostgresServer
) -> None:
    server = own_postgres_server
    address = server.address(server.create_database(), "psycopg")
    with at_work(tmp_path, address, speed=SLOW) as here:
        job = here.draft()
        wait_for(lambda: here.model.ledger.arrivals > 0, "a call")
        server.restart("immediate")
        wait_for(lambda: _is_done(here, job.id), "the job's end")
        expected = Expected(word_text(here.house, here.place), CALLS)
        check_all(here.house, here.place, job.id, here.model.ledger, expected, in_flight=3 * SLOTS)


def _is_done(here: AtWork, job: str) -> bool:
    return JobRecords(here.house.database).get(here.place.scope, job).state == "done"


def test_two_workers_cannot_have_one_name(tmp_path: Path, postgres_address: str) -> None:
    with at_work(tmp_path, postgres_address, with_model=False, worker_name="only") as here:
        with pytest.raises(Conflict, match="已在运行"):
            Engine.start(here.house, listen=True, name="only")
        assert here.ended(here.draft()).state == "done"


def test_workers_without_a_name_are_numbered(postgres_address: str) -> None:
    def lease() -> Lease:
        plain = postgres_address.replace("+psycopg", "")
        return Lease(plain, others=lambda _: (), take_over=print)

    first, second, third = lease(), lease(), lease()
    assert first.begin("host", exactly=False) == "host-1"
    assert second.begin("host", exactly=False) == "host-2"
    first.stop()
    assert third.begin("host", exactly=False) == "host-1"
    second.stop()
    third.stop()
