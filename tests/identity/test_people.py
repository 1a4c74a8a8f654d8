"""People and their roles."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from service.errors import BadInput, Conflict, Forbidden, NotFound, StaleWrite
from service.office.people import Person
from service.scope import Scope
from tests.identity.town import RIGHT, Town, held


def test_a_person_is_made_with_roles_and_found_by_login(town: Town) -> None:
    made = town.person("Ｗang.Li", (town.water, "drafter"), (town.water, "head"))
    assert made.login == "wang.li"
    assert not made.has_password
    assert set(made.memberships) == set(held((town.water, "drafter"), (town.water, "head")))
    assert town.registry.people.with_login(town.operator, " WANG.LI ") == made
    assert town.registry.people.get(town.operator, made.id) == made


def test_a_login_is_given_once_however_it_is_written(town: Town) -> None:
    town.person("wang", (town.water, "drafter"))
    with pytest.raises(Conflict, match="已有人使用"):
        town.person("WANG", (town.school, "drafter"))


def test_an_unfit_login_is_refused(town: Town) -> None:
    for login in ("", " ", "a b", "a\nb", "x" * 101, "<b>", "零\x00"):
        with pytest.raises(BadInput, match="登录名"):
            town.person(login)


def test_a_unit_administrator_sees_the_people_of_the_units_and_their_roles_there(
    town: Town,
) -> None:
    people = town.registry.people
    admin = town.person("admin", (town.water, "administrator"))
    both = town.person("both", (town.station, "drafter"), (town.school, "head"))
    town.person("stranger", (town.school, "drafter"))
    scope = town.scope(admin)
    seen = people.all(scope)
    assert [person.login for person in seen] == ["admin", "both"]
    assert list(seen[1].memberships) == held((town.station, "drafter"))
    assert people.all(scope, unit=town.station.id) == (seen[1],)
    with pytest.raises(NotFound):
        people.all(scope, unit=town.school.id)
    with pytest.raises(NotFound):
        people.with_login(scope, "stranger")
    with pytest.raises(NotFound):
        people.with_login(scope, "nobody")
    assert people.get(scope, both.id).memberships == seen[1].memberships


def test_people_come_in_pages(town: Town) -> None:
    for number in range(5):
        town.person(f"p{number}")
    people, logins, after = town.registry.people, [], ""
    while page := people.all(town.operator, after=after, limit=2):
        logins += [person.login for person in page]
        after = logins[-1]
    assert logins == [f"p{number}" for number in range(5)]


def test_who_administers_nothing_sees_nobody_but_themselves(town: Town) -> None:
    drafter = town.person("drafter", (town.water, "drafter"))
    other = town.person("other", (town.water, "drafter"))
    scope = town.scope(drafter)
    with pytest.raises(Forbidden):
        town.registry.people.all(scope)
    with pytest.raises(NotFound):
        town.registry.people.get(scope, other.id)
    assert town.registry.people.get(scope, drafter.id) == drafter
    with pytest.raises(Forbidden):
        town.registry.people.change_roles(
            scope, drafter.id, held((town.water, "administrator")), version=1
        )


def test_roles_change_within_reach_and_stay_elsewhere(town: Town) -> None:
    people = town.registry.people
    scope = town.scope(town.person("admin", (town.water, "administrator")))
    both = town.person("both", (town.station, "drafter"), (town.school, "head"))
    changed = people.change_roles(scope, both.id, held((town.water, "reviewer")), version=1)
    assert list(changed.memberships) == held((town.water, "reviewer"))
    whole = people.get(town.operator, both.id)
    assert set(whole.memberships) == set(held((town.water, "reviewer"), (town.school, "head")))
    for grab in (held((None, "administrator")), held((town.school, "drafter"))):
        with pytest.raises(Forbidden):
            people.change_roles(scope, both.id, grab, version=2)
        with pytest.raises(Forbidden):
            people.create(scope, "new", "新人", memberships=grab)
    with pytest.raises(BadInput, match="哪个单位"):
        people.create(scope, "new", "新人")
    with pytest.raises(BadInput, match="写明单位"):
        people.change_roles(town.operator, both.id, held((None, "drafter")), version=2)


def test_an_account_that_counts_elsewhere_is_not_taken_over(town: Town) -> None:
    """Who administers one unit could else set the password of the house's administrator."""
    people, door = town.registry.people, town.registry.door
    scope = town.scope(town.person("admin", (town.water, "administrator")))
    boss = town.person("boss", (None, "administrator"), (town.water, "drafter"))
    town.person("second", (None, "administrator"))
    for act in (
        lambda: door.set_password(scope, boss.id, RIGHT, version=1),
        lambda: people.disable(scope, boss.id, version=1),
        lambda: people.enable(scope, boss.id, version=1),
        lambda: people.rename(scope, boss.id, "别名", version=1),
    ):
        with pytest.raises(Forbidden, match="上级管理员"):
            act()


def test_the_last_administrator_of_the_house_remains(town: Town) -> None:
    people = town.registry.people
    only = town.person("only", (None, "administrator"), (town.water, "drafter"))
    with pytest.raises(Conflict, match="最后一位"):
        people.disable(town.operator, only.id, version=1)
    with pytest.raises(Conflict, match="最后一位"):
        people.change_roles(town.operator, only.id, held((town.water, "head")), version=1)
    second = town.person("second", (None, "administrator"))
    people.disable(town.operator, second.id, version=1)
    with pytest.raises(Conflict, match="最后一位"):
        people.disable(town.operator, only.id, version=1)
    people.enable(town.operator, second.id, version=2)
    people.change_roles(town.operator, only.id, held((town.water, "head")), version=1)


def test_two_administrators_who_remove_each_other_do_not_both_succeed(town: Town) -> None:
    people = town.registry.people
    pair = [town.person(login, (None, "administrator")) for login in ("first", "second")]
    scopes = [town.scope(person) for person in pair]

    def disable(scope: Scope, other: Person) -> bool:
        try:
            people.disable(scope, other.id, version=1)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(disable, scopes, reversed(pair)))
    assert sum(done) == 1


def test_two_administrators_editing_one_person_lose_nothing(town: Town) -> None:
    people = town.registry.people
    person = town.person("wang", (town.water, "drafter"))

    def rename(number: int) -> tuple[str, StaleWrite | None]:
        try:
            return people.rename(town.operator, person.id, f"名{number}", version=1).name, None
        except StaleWrite as stale:
            return f"名{number}", stale

    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(rename, range(6)))
    (kept,) = (name for name, stale in done if stale is None)
    assert people.get(town.operator, person.id).name == kept
    for name, stale in done:
        if stale is not None:
            assert (stale.current, stale.version, stale.yours) == (kept, 2, name)


def test_a_stale_change_of_roles_is_refused_with_both(town: Town) -> None:
    people = town.registry.people
    person = town.person("wang", (town.water, "drafter"))
    people.change_roles(town.operator, person.id, held((town.water, "head")), version=1)
    with pytest.raises(StaleWrite) as refused:
        people.change_roles(town.operator, person.id, [], version=1)
    assert refused.value.current == f"head@{town.water.id}"
    with pytest.raises(StaleWrite):
        people.disable(town.operator, person.id, version=1)
    with pytest.raises(StaleWrite):
        town.registry.door.set_password(town.operator, person.id, RIGHT, version=1)


def test_a_role_in_a_unit_that_is_not_there_is_refused(town: Town) -> None:
    ghost = town.water.model_copy(update={"id": "0" * 24})
    with pytest.raises(NotFound):
        town.person("wang", (ghost, "drafter"))
    assert town.registry.people.all(town.operator) == ()


def test_a_person_unknown_or_out_of_reach_is_told_alike(town: Town) -> None:
    admin = town.person("admin", (town.water, "administrator"))
    stranger = town.person("stranger", (town.city, "drafter"))
    messages = set()
    for person in (stranger.id, "0" * 24):
        with pytest.raises(NotFound) as refused:
            town.registry.people.get(town.scope(admin), person)
        messages.add(str(refused.value))
    assert len(messages) == 1
    assert town.registry.people.get(Scope(person=stranger.id), stranger.id) == stranger
