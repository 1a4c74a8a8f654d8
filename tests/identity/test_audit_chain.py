"""The audit: every act is in it, and nothing in it can be changed unseen."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from service.errors import Forbidden
from service.identity.registry import Registry
from service.office.audit import AuditEntry
from service.scope import Scope
from service.store.audit import FIRST, AuditLog
from service.store.database import Database
from tests.identity.conftest import CHEAP
from tests.identity.town import ADDRESS, RIGHT, Town, held

COLUMNS = {
    "number": 99,
    "at": "2020-01-01 00:00:00.000000+00:00",
    "person_id": "0" * 24,
    "person": "别人",
    "unit_id": None,
    "action": "unit.other",
    "target": "别的",
    "detail": '{"a": 1}',
    "previous": "f" * 64,
    "digest": "e" * 64,
}


@pytest.fixture
def chain(town: Town) -> list[AuditEntry]:
    """Seven entries: five units, a change, a person."""
    town.registry.units.rename(town.operator, town.water.id, "青岚县水务局", version=1)
    town.person("wang", (town.water, "drafter"))
    entries = town.registry.audit.entries(town.operator)
    assert len(entries) == 7
    return list(reversed(entries))


def change(database: Database, statement: str, **values: object) -> None:
    """What somebody does who has the database and no other way in."""
    engine: Engine = database.engine
    with engine.begin() as connection:
        connection.execute(text(statement), values)


@pytest.fixture
def kept(database: Database, chain: list[AuditEntry]) -> Callable[[], None]:
    """Puts the log back as it was."""
    assert chain
    with database.engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(text("SELECT * FROM audit")).mappings()]
    names = ", ".join(f":{name}" for name in COLUMNS)
    insert = f"INSERT INTO audit ({', '.join(COLUMNS)}) VALUES ({names})"  # noqa: S608 - our names

    def put_back() -> None:
        with database.engine.begin() as connection:
            connection.execute(text("DELETE FROM audit"))
            connection.execute(text(insert), rows)

    return put_back


def test_every_act_is_chained_to_the_one_before(town: Town, chain: list[AuditEntry]) -> None:
    previous = FIRST
    for number, entry in enumerate(chain, start=1):
        assert (entry.number, entry.previous) == (number, previous)
        previous = entry.digest
    check = town.registry.audit.verify()
    assert (check.entries, check.broken_at, check.head) == (7, None, chain[-1].digest)
    assert town.registry.audit.head() == check.head
    for entry in chain:
        assert town.registry.audit.verify(entry.digest).broken_at is None


def test_an_empty_log_is_whole(registry: Registry) -> None:
    check = registry.audit.verify()
    assert (check.entries, check.broken_at, check.head) == (0, None, "")
    assert registry.audit.head() == ""


def test_every_single_edit_is_found(
    town: Town, database: Database, chain: list[AuditEntry], kept: Callable[[], None]
) -> None:
    edits = 0
    for entry in chain:
        for column, value in COLUMNS.items():
            if column == "unit_id" and entry.unit is None:
                continue
            statement = f"UPDATE audit SET {column} = :v WHERE number = :n"  # noqa: S608
            change(database, statement, v=value, n=entry.number)
            check = town.registry.audit.verify()
            assert check.broken_at is not None, (entry.number, column)
            assert check.broken_at <= entry.number + 1
            assert check.cause
            kept()
            edits += 1
    assert edits >= 60
    assert town.registry.audit.verify().broken_at is None


def test_a_blank_more_in_a_detail_is_found(
    town: Town, database: Database, chain: list[AuditEntry]
) -> None:
    number = chain[2].number
    statement = "UPDATE audit SET detail = detail || ' ' WHERE number = :n"
    change(database, statement, n=number)
    assert town.registry.audit.verify().broken_at == number


def test_every_single_deletion_is_found(
    town: Town, database: Database, chain: list[AuditEntry], kept: Callable[[], None]
) -> None:
    head = chain[-1].digest
    for entry in chain:
        change(database, "DELETE FROM audit WHERE number = :n", n=entry.number)
        if entry is not chain[-1]:
            assert town.registry.audit.verify().broken_at == entry.number
        assert town.registry.audit.verify(head).broken_at == entry.number
        kept()


def test_closing_the_gap_after_a_deletion_is_found(
    town: Town, database: Database, chain: list[AuditEntry], kept: Callable[[], None]
) -> None:
    for entry in chain[:-1]:
        change(database, "DELETE FROM audit WHERE number = :n", n=entry.number)
        for later in chain[entry.number :]:
            move = "UPDATE audit SET number = number - 1 WHERE number = :n"
            change(database, move, n=later.number)
        assert town.registry.audit.verify().broken_at == entry.number
        kept()


def test_every_exchange_of_two_entries_is_found(
    town: Town, database: Database, chain: list[AuditEntry], kept: Callable[[], None]
) -> None:
    for first in chain:
        for second in chain[first.number :]:
            for old, new in ((first, 0), (second, first.number), (None, second.number)):
                number = 0 if old is None else old.number
                statement = "UPDATE audit SET number = :new WHERE number = :old"
                change(database, statement, new=new, old=number)
            assert town.registry.audit.verify().broken_at is not None
            kept()


def test_every_insertion_is_found(
    town: Town, database: Database, chain: list[AuditEntry], kept: Callable[[], None]
) -> None:
    """A copy of an entry slipped in anywhere, the later ones moved up; or before the first."""
    copy = (
        "INSERT INTO audit SELECT :new, at, person_id, person, unit_id, action, target, detail,"
        " previous, digest FROM audit WHERE number = :old"
    )
    for place in range(1, len(chain) + 2):
        for later in reversed(chain[place - 1 :]):
            move = "UPDATE audit SET number = number + 1 WHERE number = :n"
            change(database, move, n=later.number)
        change(database, copy, new=place, old=1 if place > 1 else 2)
        assert town.registry.audit.verify().broken_at is not None, place
        kept()
    for number in (0, -1):
        change(database, copy, new=number, old=1)
        assert town.registry.audit.verify().broken_at == 1
        kept()


def test_a_cut_off_end_shows_against_a_head_written_down(
    town: Town, database: Database, chain: list[AuditEntry]
) -> None:
    audit, head = town.registry.audit, chain[-1].digest
    for entry in reversed(chain):
        change(database, "DELETE FROM audit WHERE number = :n", n=entry.number)
        assert audit.verify().broken_at is None
        check = audit.verify(head)
        assert check.broken_at == entry.number
        assert "截去" in check.cause


def test_a_log_written_anew_shows_against_a_head_written_down(
    town: Town, database: Database, chain: list[AuditEntry]
) -> None:
    head = chain[-1].digest
    change(database, "DELETE FROM audit")
    for number in range(8):
        town.registry.units.rename(town.operator, town.school.id, f"局{number}", version=number + 1)
    assert town.registry.audit.verify().broken_at is None
    assert town.registry.audit.verify(head).broken_at is not None


@pytest.mark.parametrize("value", ["garbage", 7, b"\xff"])
def test_a_field_that_cannot_be_read_is_found_and_breaks_nothing_else(
    sqlite_database: Database, sqlite_file: Path, value: object
) -> None:
    town = Town(Registry(sqlite_database, cost=CHEAP))
    with closing(sqlite3.connect(sqlite_file)) as connection, connection:
        connection.execute("UPDATE audit SET at = ? WHERE number = 3", (value,))
    check = town.registry.audit.verify()
    assert (check.entries, check.broken_at) == (2, 3)


def test_a_long_log_is_read_in_pages(sqlite_database: Database) -> None:
    registry = Registry(sqlite_database, cost=CHEAP)
    with sqlite_database.deciding(write=True) as session:
        for number in range(603):
            AuditLog.add(session, Scope(person="p"), action="test.act", target=str(number))
    assert registry.audit.verify().entries == 603
    change(sqlite_database, "UPDATE audit SET target = 'x' WHERE number = 599")
    assert registry.audit.verify().broken_at == 599


def test_writers_at_the_same_moment_never_break_the_chain(town: Town, database: Database) -> None:
    def act(number: int) -> None:
        scope = Scope(person=f"p{number}", name="某人")
        for turn in range(10):
            with database.writing(scope) as session:
                AuditLog.add(session, scope, action="test.act", target=str(turn))

    before = town.registry.audit.verify().entries
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(act, range(6)))
    check = town.registry.audit.verify()
    assert (check.entries, check.broken_at) == (before + 60, None)


def test_an_act_that_fails_after_its_entry_leaves_none(town: Town, database: Database) -> None:
    def fail_at_last() -> None:
        with database.deciding(write=True) as session:
            AuditLog.add(session, town.operator, action="test.act", target="x")
            raise RuntimeError

    before = town.registry.audit.verify()
    with pytest.raises(RuntimeError):
        fail_at_last()
    assert town.registry.audit.verify() == before


@pytest.mark.parametrize(
    "detail",
    [
        {"note": "群众反映窗口排队时间长"},
        {"text": "two words"},
        {"field name": 1},
        {"fields": ["name", "有人说"]},
        {"long": "x" * 101},
    ],
)
def test_a_text_of_anybodys_is_refused_in_a_detail(
    sqlite_database: Database, detail: dict[str, str]
) -> None:
    with sqlite_database.deciding(write=True) as session, pytest.raises(ValueError, match="detail"):
        AuditLog.add(session, Scope(person="p"), action="test.act", target="x", detail=detail)


def test_administrators_see_the_entries_of_their_units_and_the_house_all(town: Town) -> None:
    audit = town.registry.audit
    water = town.scope(town.person("water", (town.water, "administrator")))
    drafter = town.scope(town.person("d", (town.station, "drafter")))
    boss = town.scope(town.person("boss", (None, "administrator")))
    assert {entry.unit for entry in audit.entries(water)} == {town.water.id, town.station.id}
    assert audit.entries(water, unit=town.school.id) == ()
    assert len(audit.entries(boss)) == audit.verify().entries == 8
    with pytest.raises(Forbidden):
        audit.entries(drafter)
    assert [entry.action for entry in audit.entries(boss, action="person.create")] == [
        "person.create"
    ] * 3
    assert audit.entries(boss, person="local\x00") == ()


def test_entries_come_in_pages_the_newest_first(town: Town) -> None:
    def pages() -> Iterator[tuple[AuditEntry, ...]]:
        before = None
        while page := town.registry.audit.entries(town.operator, before=before, limit=2):
            yield page
            before = page[-1].number

    assert [entry.number for page in pages() for entry in page] == [5, 4, 3, 2, 1]


def test_every_act_on_units_people_and_keys_is_in_the_log(town: Town) -> None:
    registry, operator = town.registry, town.operator
    units, people, door, keys = registry.units, registry.people, registry.door, registry.keys
    units.rename(operator, town.water.id, "水务局", version=1)
    units.move(operator, town.station.id, town.school.id, version=1)
    units.set_budget(operator, town.water.id, 5, version=2)
    wang = town.person("wang", (town.water, "head"), password=RIGHT)
    people.rename(operator, wang.id, "王", version=1)
    people.change_roles(operator, wang.id, held((town.school, "head")), version=2)
    people.disable(operator, wang.id, version=3)
    people.enable(operator, wang.id, version=4)
    door.set_password(operator, wang.id, RIGHT, version=5)
    scope = town.scope(wang)
    token = town.sign_in("wang").token
    door.change_password(scope, RIGHT, "三只白鹭停在水闸上不飞", address=ADDRESS, token=token)
    door.sign_out(token)
    door.sign_out_everywhere(scope)
    key = keys.make(scope, town.school.id, "程序", permissions=["read"]).key
    keys.kept.revoke(scope, key.id)
    told = [(entry.action, entry.target) for entry in reversed(registry.audit.entries(operator))][
        5:
    ]
    assert told == [
        ("unit.change", town.water.id),
        ("unit.change", town.station.id),
        ("unit.change", town.water.id),
        ("person.create", wang.id),
        ("person.rename", wang.id),
        ("person.roles", wang.id),
        ("person.roles", wang.id),
        ("person.disable", wang.id),
        ("person.enable", wang.id),
        ("person.password", wang.id),
        ("sign_in.begin", wang.id),
        ("person.own_password", wang.id),
        ("sign_in.end", wang.id),
        ("sign_in.end_all", wang.id),
        ("key.add", key.id),
        ("key.revoke", key.id),
    ]
    assert json.dumps([entry.detail for entry in registry.audit.entries(operator)])
    assert registry.audit.verify().broken_at is None
