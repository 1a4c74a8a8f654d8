"""API keys: shown once, for one person and one unit, ended at once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from service.errors import BadInput, Conflict, Forbidden, NotFound, Unauthenticated
from service.office.people import Person
from service.store.database import Database
from service.store.tables import ApiKeyRow
from tests.identity.town import Town, ids


@pytest.fixture
def wang(town: Town) -> Person:
    return town.person("wang", (town.water, "head"))


def test_a_key_is_shown_once_and_then_known_by_its_beginning(town: Town, wang: Person) -> None:
    keys, scope = town.registry.keys, town.scope(wang)
    made = keys.make(scope, town.water.id, "办公系统", permissions=["write", "read"])
    assert made.secret.startswith("dz_")
    assert len(made.secret) == 46
    (listed,) = keys.kept.of_person(scope, wang.id)
    assert listed == made.key
    assert listed.permissions == ("read", "write")
    assert made.secret.startswith(listed.prefix)
    assert len(listed.prefix) < 12
    assert made.secret not in listed.to_json()


def test_a_request_with_the_key_reaches_its_unit(town: Town, wang: Person) -> None:
    keys = town.registry.keys
    made = keys.make(town.scope(wang), town.water.id, "程序", permissions=["read"])
    scope = keys.scope_of(made.secret)
    assert scope.writes == ids(town.water)
    assert scope.person == wang.id
    assert not scope.may("write")


def test_a_key_that_is_not_one_reaches_nothing(town: Town, wang: Person) -> None:
    keys = town.registry.keys
    made = keys.make(town.scope(wang), town.water.id, "程序", permissions=["read"])
    for secret in ("", "dz_", made.secret[:-1], made.key.prefix, made.key.id, "\ud800"):
        with pytest.raises(Unauthenticated, match="密钥"):
            keys.scope_of(secret)


def test_a_revoked_key_ends_with_the_next_request(town: Town, wang: Person) -> None:
    keys, scope = town.registry.keys, town.scope(wang)
    made = keys.make(scope, town.water.id, "程序", permissions=["read"])
    assert keys.kept.revoke(scope, made.key.id).revoked_at is not None
    with pytest.raises(Unauthenticated):
        keys.scope_of(made.secret)
    with pytest.raises(Conflict, match="早已吊销"):
        keys.kept.revoke(scope, made.key.id)


def test_a_key_ends_when_its_time_is_up(town: Town, wang: Person, database: Database) -> None:
    keys, scope, soon = town.registry.keys, town.scope(wang), datetime.now(UTC) + timedelta(days=1)
    made = keys.make(scope, town.water.id, "程序", permissions=["read"], expires_at=soon)
    keys.scope_of(made.secret)
    with database.deciding(write=True) as session:
        session.execute(update(ApiKeyRow).values(expires_at=datetime.now(UTC)))
    with pytest.raises(Unauthenticated):
        keys.scope_of(made.secret)
    with pytest.raises(BadInput, match="将来"):
        keys.make(scope, town.water.id, "程序", permissions=["read"], expires_at=datetime.now(UTC))


def test_the_key_of_a_disabled_person_does_nothing(town: Town, wang: Person) -> None:
    keys = town.registry.keys
    made = keys.make(town.scope(wang), town.water.id, "程序", permissions=["read"])
    town.registry.people.disable(town.operator, wang.id, version=1)
    with pytest.raises(Unauthenticated):
        keys.scope_of(made.secret)


def test_nobody_makes_a_key_for_more_than_is_theirs(town: Town, wang: Person) -> None:
    keys, scope = town.registry.keys, town.scope(wang)
    with pytest.raises(NotFound):
        keys.make(scope, town.city.id, "程序", permissions=["read"])
    with pytest.raises(BadInput, match="可以做什么"):
        keys.make(scope, town.water.id, "程序", permissions=[])
    narrowed = scope.model_copy(update={"permissions": frozenset({"read"})})
    with pytest.raises(Forbidden, match="不能超过"):
        keys.make(narrowed, town.water.id, "程序", permissions=["read", "write"])
    boss = town.scope(town.person("boss", (None, "administrator")))
    with pytest.raises(Forbidden, match="为自己"):
        keys.make(boss, town.water.id, "程序", permissions=["read"], person=wang.id)


def test_a_key_makes_no_key_that_would_outlive_it(town: Town, wang: Person) -> None:
    keys = town.registry.keys
    made = keys.make(town.scope(wang), town.water.id, "程序", permissions=["read"])
    with pytest.raises(Forbidden, match="登录后"):
        keys.make(keys.scope_of(made.secret), town.water.id, "再来", permissions=["read"])


def test_keys_are_seen_and_ended_by_their_owner_and_the_units_administrators(
    town: Town, wang: Person
) -> None:
    kept, made = town.registry.keys.kept, None
    made = town.registry.keys.make(town.scope(wang), town.water.id, "程序", permissions=["read"])
    colleague = town.scope(town.person("colleague", (town.water, "head")))
    elsewhere = town.scope(town.person("elsewhere", (town.school, "administrator")))
    here = town.scope(town.person("here", (town.county, "administrator")))
    for scope in (colleague, elsewhere):
        assert kept.of_person(scope, wang.id) == ()
        with pytest.raises(NotFound):
            kept.revoke(scope, made.key.id)
    assert kept.of_person(here, wang.id) == (made.key,)
    kept.revoke(here, made.key.id)


def test_the_use_of_a_key_is_written_down_once_a_minute(
    town: Town, wang: Person, database: Database
) -> None:
    def used() -> datetime | None:
        with database.deciding() as session:
            return session.scalars(select(ApiKeyRow.used_at)).one()

    keys = town.registry.keys
    made = keys.make(town.scope(wang), town.water.id, "程序", permissions=["read"])
    assert used() is None
    keys.scope_of(made.secret)
    first = used()
    assert first is not None
    keys.scope_of(made.secret)
    assert used() == first
    with database.deciding(write=True) as session:
        session.execute(update(ApiKeyRow).values(used_at=first - timedelta(minutes=2)))
    keys.scope_of(made.secret)
    assert used() != first - timedelta(minutes=2)
