"""No password, token or key stands anywhere in the database, nor in the audit."""

from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import select, text

from service.errors import Unauthenticated
from service.identity.registry import Registry
from service.store.database import Database
from service.store.tables import Base
from tests.identity.conftest import CHEAP
from tests.identity.town import ADDRESS, Town

CANARIES = ("the first canary sings", "the second canary sings", "the third canary sings")


def live_with_secrets(town: Town) -> list[str]:
    """Everything that meets a secret, done once; every secret that came up."""
    registry, (first, second, third) = town.registry, CANARIES
    wang = town.person("wang", (town.water, "head"), (None, "administrator"), password=first)
    one, two = town.sign_in("wang", first), town.sign_in("wang", first)
    scope = town.scope(wang)
    made = registry.keys.make(scope, town.water.id, "程序", permissions=["read", "write"])
    registry.keys.scope_of(made.secret)
    for login, wrong in (("wang", third), (third, first)):
        with suppress(Unauthenticated):
            town.sign_in(login, wrong)
    registry.door.change_password(scope, first, second, address=ADDRESS, token=one.token)
    registry.door.set_password(town.operator, wang.id, third, version=2)
    registry.keys.kept.revoke(scope, made.key.id)
    secrets = [*CANARIES, one.token, one.csrf, two.token, two.csrf, made.secret]
    return [*secrets, made.secret.removeprefix("dz_")]


def test_nothing_of_a_secret_is_in_any_table(town: Town, database: Database) -> None:
    secrets = live_with_secrets(town)
    dumped = []
    with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            dumped += [str(tuple(row)) for row in connection.execute(select(table))]
    everything = "\n".join(dumped)
    assert "wang同志" in everything
    assert [secret for secret in secrets if secret in everything] == []


def test_nothing_of_a_secret_is_in_the_file_or_its_log(
    sqlite_database: Database, sqlite_file: Path
) -> None:
    secrets = live_with_secrets(Town(Registry(sqlite_database, cost=CHEAP)))
    files = [path for path in sqlite_file.parent.iterdir() if path.name.startswith("duizhao")]
    assert len(files) >= 2
    kept = b"".join(path.read_bytes() for path in files)
    assert "wang同志".encode() in kept
    assert [secret for secret in secrets if secret.encode() in kept] == []


def test_what_is_told_of_a_person_holds_no_hash(town: Town, database: Database) -> None:
    live_with_secrets(town)
    with database.engine.connect() as connection:
        hashed = connection.execute(text("SELECT password_hash FROM persons")).scalar_one()
    person = town.registry.people.with_login(town.operator, "wang")
    assert hashed.startswith("$argon2id$")
    told = person.to_json() + "".join(
        entry.to_json() for entry in town.registry.audit.entries(town.operator)
    )
    assert hashed not in told
    assert "argon2" not in told


def test_an_error_does_not_repeat_what_was_typed(town: Town) -> None:
    town.person("wang", (town.water, "head"), password=CANARIES[0])
    for login, typed in (("wang", CANARIES[1]), (CANARIES[2], CANARIES[1])):
        with pytest.raises(Unauthenticated) as refused:
            town.sign_in(login, typed)
        assert not any(canary in repr(refused.value) for canary in CANARIES)
