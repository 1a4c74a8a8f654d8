"""How many people a unit has and what it used, for who looks after it."""

import pytest

from service.errors import Forbidden, NotFound
from service.scope import Scope
from service.store.api_keys import ApiKeys
from service.store.database import Database
from service.store.unit_figures import UnitFigures
from tests.store.office.test_figures_of_model_use import asked
from tests.store.office_cases import Town


def test_tokens_are_summed_for_the_units_that_one_looks_after(database: Database) -> None:
    town = Town(database)
    asked(town)
    asked(town)
    admin = Scope(person="admin", administers=frozenset({town.water.id}))
    (figure,) = UnitFigures(database).all(admin)
    assert (figure.unit, figure.people, figure.tokens) == (town.water.id, 0, 60)


def test_who_looks_after_nothing_is_told_nothing(database: Database) -> None:
    town = Town(database)
    for scope in (town.head(), town.drafter()):
        with pytest.raises(Forbidden):
            UnitFigures(database).all(scope)
        with pytest.raises(Forbidden):
            ApiKeys(database).all(scope)


def test_keys_of_a_unit_that_one_does_not_look_after_are_no_keys(database: Database) -> None:
    town = Town(database)
    elsewhere = Scope(person="admin", administers=frozenset({"0" * 24}))
    assert ApiKeys(database).all(elsewhere) == ()
    with pytest.raises(NotFound):
        ApiKeys(database).all(elsewhere, unit=town.water.id)
