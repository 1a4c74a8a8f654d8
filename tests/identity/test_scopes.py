"""What a person reaches, and that a change takes effect with the next request."""

import pytest

from service.errors import Unauthenticated
from service.office.people import ApiKey
from service.scope import PERMISSIONS, Permission
from tests.identity.town import Town, held, ids


def key_of(town: Town, person: str, unit: str, *permissions: Permission) -> ApiKey:
    made = town.registry.keys.make(
        town.operator, unit, "程序", person=person, permissions=permissions or PERMISSIONS
    )
    return made.key


def test_a_drafter_writes_for_the_unit_and_knows_what_is_above(town: Town) -> None:
    scope = town.scope(town.person("d", (town.station, "drafter")))
    assert scope.writes == ids(town.station)
    assert scope.heads == scope.reviews == scope.administers == frozenset()
    assert scope.above == ids(town.water, town.county)
    assert not scope.house
    assert scope.name == "d同志"


def test_a_head_also_sends_up(town: Town) -> None:
    scope = town.scope(town.person("h", (town.water, "head"), (town.station, "drafter")))
    assert scope.writes == ids(town.water, town.station)
    assert scope.heads == ids(town.water)


def test_a_reviewer_sees_the_submissions_strictly_below_and_nothing_else(town: Town) -> None:
    scope = town.scope(town.person("r", (town.county, "reviewer")))
    assert scope.reviews == ids(town.water, town.school, town.station)
    assert scope.writes == scope.administers == scope.above == frozenset()


def test_an_administrator_looks_after_the_unit_and_below_and_sees_no_content(town: Town) -> None:
    scope = town.scope(town.person("a", (town.water, "administrator")))
    assert scope.administers == ids(town.water, town.station)
    assert scope.writes == scope.reviews == frozenset()
    assert not scope.house


def test_the_house_administrator_looks_after_everything_and_sees_no_content(town: Town) -> None:
    scope = town.scope(town.person("a", (None, "administrator")))
    assert scope.house
    everything = ids(town.county, town.water, town.school, town.station, town.city)
    assert scope.administers == everything
    assert scope.writes == scope.reviews == scope.heads == frozenset()


def test_a_person_without_roles_reaches_nothing(town: Town) -> None:
    scope = town.scope(town.person("n"))
    assert scope.known == frozenset()
    assert not scope.house


def test_a_moved_unit_changes_its_reviewers_at_once(town: Town) -> None:
    reviewer = town.person("r", (town.county, "reviewer"))
    drafter = town.person("d", (town.station, "drafter"))
    town.registry.units.move(town.operator, town.water.id, town.city.id, version=1)
    assert town.scope(reviewer).reviews == ids(town.school)
    assert town.scope(drafter).above == ids(town.water, town.city)


def test_a_changed_role_and_a_disabled_person_take_effect_at_once(town: Town) -> None:
    person = town.person("d", (town.station, "drafter"))
    people = town.registry.people
    people.change_roles(town.operator, person.id, held((town.school, "head")), version=1)
    assert town.scope(person).writes == ids(town.school)
    people.disable(town.operator, person.id, version=2)
    with pytest.raises(Unauthenticated, match="停用"):
        town.scope(person)
    people.enable(town.operator, person.id, version=3)
    assert town.scope(person).heads == ids(town.school)


def test_nobody_has_no_scope(town: Town) -> None:
    with pytest.raises(Unauthenticated):
        town.registry.scopes.scope_of("0" * 24)


def test_a_key_reaches_one_unit_with_its_permissions_and_never_the_house(town: Town) -> None:
    person = town.person(
        "p",
        (None, "administrator"),
        (town.water, "head"),
        (town.station, "drafter"),
        (town.county, "reviewer"),
    )
    key = key_of(town, person.id, town.water.id, "read", "submit")
    scope = town.registry.scopes.scope_of(person.id, key=key)
    assert scope.writes == scope.heads == scope.reviews == scope.administers == ids(town.water)
    assert scope.above == ids(town.county)
    assert not scope.house
    assert scope.permissions == {"read", "submit"}
    assert scope.may("read")
    assert not scope.may("administer")


def test_a_key_has_no_more_than_its_person_has_now(town: Town) -> None:
    person = town.person("p", (town.water, "head"))
    key = key_of(town, person.id, town.water.id)
    town.registry.people.change_roles(
        town.operator, person.id, held((town.school, "head")), version=1
    )
    assert town.registry.scopes.scope_of(person.id, key=key).known == frozenset()
    another = town.person("q", (town.water, "head"))
    with pytest.raises(Unauthenticated):
        town.registry.scopes.scope_of(another.id, key=key)


def test_on_this_machine_itself_everything_is_in_reach(town: Town) -> None:
    scope = town.registry.scopes.local("王")
    assert scope.house
    assert scope.writes == scope.administers == scope.reviews
    assert len(scope.writes) == 5
