"""What a unit has used of the model: figures, for its people and those who look after it."""

from datetime import UTC, datetime

import pytest

from service.errors import Forbidden, NotFound
from service.scope import Scope
from service.store.database import Database
from service.store.jobs import JobRecords
from service.store.model_use import ModelUse
from service.store.tables import ModelCallRow
from tests.store.office_cases import Town


def asked(town: Town) -> None:
    """A request to the model that cost 30 tokens."""
    job = JobRecords(town.database).add(town.head(), town.water.id, "sort", {})
    row = ModelCallRow(
        job_id=job.id,
        unit_id=town.water.id,
        prompt="sort_notes@1",
        sent_at=datetime.now(UTC),
        heard_at=datetime.now(UTC),
        outcome="ok",
        prompt_tokens=20,
        completion_tokens=10,
    )
    with town.database.writing(town.head()) as session:
        session.add(row)


def test_an_administrator_reads_the_figures_and_still_none_of_the_work(database: Database) -> None:
    town = Town(database)
    asked(town)
    admin = Scope(person="admin", administers=frozenset({town.water.id}))
    for scope in (town.drafter(), admin):
        use = ModelUse(database).of_month(scope, town.water.id)
        assert (use.calls, use.prompt_tokens, use.completion_tokens) == (1, 20, 10)
    assert JobRecords(database).list(admin) == ()


def test_who_only_knows_of_a_unit_is_refused_and_who_does_not_finds_none(
    database: Database,
) -> None:
    town = Town(database)
    asked(town)
    program = Scope(
        person="admin", administers=frozenset({town.water.id}), permissions=frozenset({"read"})
    )
    for scope in (town.reviewer(), program):
        with pytest.raises(Forbidden):
            ModelUse(database).of_month(scope, town.water.id)
    with pytest.raises(NotFound):
        ModelUse(database).of_month(town.stranger(), town.water.id)
