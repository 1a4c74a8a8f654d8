"""A job is done for the person who asked for it, and only as long as they may have it done."""

from collections.abc import Callable
from pathlib import Path

import pytest

from service.errors import NotFound
from service.jobs import Engine
from service.jobs.standing import NO_LONGER
from service.office.people import Membership, Person
from service.scope import Scope
from service.store.desk import Desk
from tests.jobs.invariants import Place
from tests.jobs.rows import calls_of
from tests.jobs.running import AtWork, at_work, wait_for
from tests.simulated_llm.server import Speed

SLOW = Speed(first_token_s=0.4)
CALLS = 4


def person(here: AtWork, login: str) -> Person:
    """A drafter of the place's unit."""
    office = here.house.office
    role = Membership(unit=here.place.unit.id, role="drafter")
    return office.people.create(_operator(here), login, "张三", memberships=[role])


def on_behalf(here: AtWork, who: Person) -> AtWork:
    """The same work, asked for by that person."""
    place = here.place
    scope = here.house.office.scopes.scope_of(who.id)
    return AtWork(here.house, here.engine, Place(scope, place.unit, place.assignment), here.model)


def _operator(here: AtWork) -> Scope:
    return here.house.office.scopes.local("操作员")


def disabled(here: AtWork, who: Person) -> None:
    here.house.office.people.disable(_operator(here), who.id, version=who.version)


def without_role(here: AtWork, who: Person) -> None:
    elsewhere = here.house.office.units.ensure("别的单位")
    role = Membership(unit=elsewhere.id, role="drafter")
    here.house.office.people.change_roles(_operator(here), who.id, [role], version=who.version)


@pytest.mark.parametrize("gone", [disabled, without_role])
def test_a_job_of_somebody_who_left_ends_before_it_asks_or_keeps_anything_more(
    tmp_path: Path, gone: Callable[[AtWork, Person], None]
) -> None:
    with at_work(tmp_path, speed=SLOW, llm_slots=1) as here:
        who = person(here, "zhangsan")
        job = on_behalf(here, who).draft()
        wait_for(lambda: here.model.ledger.arrivals > 0, "a call")
        gone(here, who)
        ended = here.ended(job)
        assert (ended.state, ended.cause) == ("cancelled", NO_LONGER)
        (told,) = [e for e in here.jobs.events(here.place.scope, job.id) if e.kind == "cancelled"]
        assert told.data == {"cause": NO_LONGER}
        assert here.model.ledger.arrivals < CALLS
        rows = calls_of(here.house.database, here.place.scope, job.id)
        assert all(row.outcome is not None for row in rows)
        with pytest.raises(NotFound):
            Desk(here.house.database).draft(here.place.scope, here.place.assignment.id)
        assert here.ended(here.draft()).state == "done"


def test_a_job_that_only_waited_in_the_queue_ends_without_a_beginning(tmp_path: Path) -> None:
    with at_work(tmp_path, listen=False) as here:
        who = person(here, "zhangsan")
        job = on_behalf(here, who).draft()
        disabled(here, who)
        engine = Engine.start(here.house, listen=True)
        try:
            ended = here.ended(job)
            assert (ended.state, ended.cause) == ("cancelled", NO_LONGER)
            assert "stage" not in here.kinds_told(job)
        finally:
            engine.stop(wait_s=0)


def test_whoever_resumes_a_job_answers_for_it_from_then_on(tmp_path: Path) -> None:
    with at_work(tmp_path, with_model=False) as here:
        left, stays = person(here, "zhangsan"), person(here, "lisi")
        scope = on_behalf(here, left).place.scope
        job = here.jobs.submit(scope, here.place.unit.id, "check", {"originals": []})
        assert here.ended(job).state == "failed"
        disabled(here, left)
        mine = on_behalf(here, stays)
        resumed = here.jobs.resume(mine.place.scope, job.id)
        assert resumed.person == stays.id
        assert here.ended(job).state == "failed"
