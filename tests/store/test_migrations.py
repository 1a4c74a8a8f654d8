"""Upgrading: from nothing and from every released schema, killed at every statement, twice at once.

The schema of release 0.1.0 stands here as that release made it, word for word, and not as today's
migrations would.
"""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event, inspect, select, text

from service.errors import BadSettings
from service.scope import of_unit
from service.store import upgrade as upgrading
from service.store.database import Database, open_database
from service.store.dismissals import Dismissals
from service.store.materials import Materials
from service.store.tables import Base, UnitRow
from tests.postgres import PostgresServer

RELEASED = {
    "sqlite": """
CREATE TABLE materials (
	owner VARCHAR(200) NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	use VARCHAR(16) NOT NULL,
	file VARCHAR(500) NOT NULL,
	kind VARCHAR(100),
	year INTEGER,
	origin VARCHAR(200) NOT NULL,
	text TEXT NOT NULL,
	paper TEXT NOT NULL,
	indexed BOOLEAN NOT NULL,
	added_at DATETIME DEFAULT (CURRENT_TIMESTAMP) NOT NULL,
	PRIMARY KEY (owner, sha256)
);
CREATE INDEX materials_by_use ON materials (owner, use, year);
CREATE TABLE dismissals (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	unit VARCHAR(200) NOT NULL,
	rule VARCHAR(100) NOT NULL,
	fingerprint VARCHAR(64) NOT NULL,
	reason TEXT NOT NULL,
	who VARCHAR(200) NOT NULL,
	dismissed_at DATETIME NOT NULL,
	text TEXT NOT NULL
);
CREATE INDEX dismissals_by_flag ON dismissals (unit, rule, fingerprint);
""",
    "postgresql": """
CREATE TABLE materials (
	owner VARCHAR(200) NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	use VARCHAR(16) NOT NULL,
	file VARCHAR(500) NOT NULL,
	kind VARCHAR(100),
	year INTEGER,
	origin VARCHAR(200) NOT NULL,
	text TEXT NOT NULL,
	paper TEXT NOT NULL,
	indexed BOOLEAN NOT NULL,
	added_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
	PRIMARY KEY (owner, sha256)
);
CREATE INDEX materials_by_use ON materials (owner, use, year);
CREATE TABLE dismissals (
	number SERIAL NOT NULL,
	unit VARCHAR(200) NOT NULL,
	rule VARCHAR(100) NOT NULL,
	fingerprint VARCHAR(64) NOT NULL,
	reason TEXT NOT NULL,
	who VARCHAR(200) NOT NULL,
	dismissed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (number)
);
CREATE INDEX dismissals_by_flag ON dismissals (unit, rule, fingerprint);
""",
}
UNITS = ("市审计局机关党委", "某大学理学院党委", "O'Brien 单位；--")
PAPER = (
    '{"file": "旧材料.docx", "kind": "", "title": "旧材料", "unit": "", "year": 2024,'
    ' "chapters": []}'
)

Place = Callable[[], str]
"""Gives the address of another empty database."""


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    made: list[str] = []
    if request.param == "sqlite":

        def beside() -> str:
            made.append(f"{len(made)}.sqlite")
            return f"sqlite:///{tmp_path / made[-1]}"

        yield beside
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")

    def served() -> str:
        made.append(server.create_database())
        return server.address(made[-1], "psycopg")

    yield served
    for name in made:
        server.drop_database(name)


def plain_engine(address: str) -> Engine:
    return create_engine(address)


def release_0_1_0(address: str) -> None:
    """The database of release 0.1.0 with the materials and dismissals of several units."""
    engine = plain_engine(address)
    with engine.begin() as connection:
        for statement in RELEASED[engine.dialect.name].split(";\n"):
            if statement.strip():
                connection.execute(text(statement))
        for number, unit in enumerate(UNITS[:2]):
            for copy in range(2):
                connection.execute(
                    text(
                        "INSERT INTO materials (owner, sha256, use, file, kind, year, origin,"
                        " text, paper, indexed) VALUES (:owner, :sha, 'own-past', '旧材料.docx',"
                        " NULL, 2024, '', '正文', :paper, :yes)"
                    ),
                    {"owner": unit, "sha": f"{copy}" * 64, "paper": PAPER, "yes": number == 0},
                )
        for unit in UNITS[1:]:
            for rule in ("generic.wording", "left.scrape"):
                connection.execute(
                    text(
                        "INSERT INTO dismissals (unit, rule, fingerprint, reason, who,"
                        " dismissed_at, text) VALUES (:unit, :rule, 'f', '理由', '张三',"
                        " '2026-01-02 03:04:05', '句子')"
                    ),
                    {"unit": unit, "rule": rule},
                )
        connection.execute(text("DELETE FROM dismissals WHERE number = 4"))
    engine.dispose()


def contents(address: str) -> dict[str, Any]:
    """Every table and index with every row, ids of units told by the units' names."""
    engine = plain_engine(address)
    with engine.connect() as connection:
        look = inspect(connection)
        found: dict[str, Any] = {}
        names: dict[str, str] = {}
        if look.has_table("units"):
            rows = connection.execute(text("SELECT id, name FROM units"))
            names = {row.id: row.name for row in rows}
        for table in sorted(look.get_table_names()):
            rows = connection.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608 - our tables
            columns = list(rows.keys())
            known = [
                tuple(
                    names.get(str(value), value)
                    for name, value in zip(columns, row, strict=True)
                    if (table, name) not in {("units", "created_at"), ("materials", "added_at")}
                )
                for row in rows
            ]
            indexes = sorted(str(index["name"]) for index in look.get_indexes(table))
            found[table] = (columns, indexes, sorted(known, key=repr))
    engine.dispose()
    return found


def upgraded(address: str) -> dict[str, Any]:
    open_database(address).close()
    return contents(address)


def test_an_empty_database_gets_every_table(place: Place) -> None:
    found = upgraded(place())
    assert set(found) == {*Base.metadata.tables, "alembic_version"}


def test_the_materials_and_dismissals_of_0_1_0_belong_to_units_of_their_own(place: Place) -> None:
    address = place()
    release_0_1_0(address)
    database = open_database(address)
    with database.deciding() as session:
        units = {unit.name: unit.id for unit in session.scalars(select(UnitRow))}
    assert set(units) == set(UNITS)
    found = contents(address)
    columns, _, materials = found["materials"]
    owners = [row[columns.index("unit_id")] for row in materials]
    assert sorted(owners) == sorted([*UNITS[:2]] * 2)
    columns, _, dismissals = found["dismissals"]
    numbers = {row[columns.index("number")]: row[columns.index("unit_id")] for row in dismissals}
    assert numbers == {1: UNITS[1], 2: UNITS[1], 3: UNITS[2]}
    database.close()


def test_what_0_1_0_kept_is_read_by_the_repositories_of_today(place: Place) -> None:
    address = place()
    release_0_1_0(address)
    database = open_database(address)
    with database.deciding() as session:
        units = {unit.name: unit.id for unit in session.scalars(select(UnitRow))}
    first, last = units[UNITS[0]], units[UNITS[2]]
    materials = Materials(database).of(of_unit(first, "p"), first)
    assert [material.file for material in materials] == ["旧材料.docx"] * 2
    (dismissed,) = Dismissals(database).of(of_unit(last, "p"), last)
    assert (dismissed.number, dismissed.who) == (3, "张三")
    database.close()


def test_a_number_of_0_1_0_is_not_given_out_again(place: Place) -> None:
    address = place()
    release_0_1_0(address)
    database = open_database(address)
    with database.engine.begin() as connection:
        unit = connection.execute(text("SELECT id FROM units")).scalars().first()
        connection.execute(
            text(
                "INSERT INTO dismissals (unit_id, rule, fingerprint, reason, who, dismissed_at,"
                " text) VALUES (:unit, 'r', 'f', '', '', '2026-01-02 03:04:05', '')"
            ),
            {"unit": unit},
        )
        newest = connection.execute(text("SELECT max(number) FROM dismissals")).scalar()
    assert newest == 5
    database.close()


def test_upgrading_twice_changes_nothing(place: Place) -> None:
    address = place()
    release_0_1_0(address)
    assert upgraded(address) == upgraded(address)


def test_tables_and_migrations_agree(place: Place) -> None:
    database = open_database(place())
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "render_as_batch": True}
        )
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def test_the_newest_migration_is_the_one_the_program_asks_for() -> None:
    folder = Path(upgrading.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_heads() == [upgrading.HEAD]


def test_a_newer_schema_is_refused_and_left_alone(place: Place) -> None:
    address = place()
    open_database(address).close()
    engine = plain_engine(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    before = contents(address)
    told = subprocess.run(
        [sys.executable, "-m", "service.cli", "backup", "unwritten"],
        env=os.environ | {"DUIZHAO_DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 2
    assert "9999），请升级程序后再用" in told.stderr
    assert contents(address) == before


def killed_at(address: str, statement: int) -> bool:
    """Upgrades in a child that kills itself before its n-th statement; whether it came so far."""
    child = os.fork()
    if child == 0:
        seen = 0

        def count(*_: object) -> None:
            nonlocal seen
            seen += 1
            if seen == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", count)
        event.listen(Engine, "commit", count)
        try:
            open_database(address)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_an_upgrade_killed_at_any_statement_leaves_0_1_0_whole_and_ends_like_a_clean_one(
    place: Place,
) -> None:
    clean = place()
    release_0_1_0(clean)
    address = place()
    release_0_1_0(address)
    before = contents(address)
    statement = 1
    engine = plain_engine(address)
    while killed_at(address, statement):
        # To look at everything takes longer than the upgrade.
        with engine.connect() as connection:
            assert set(inspect(connection).get_table_names()) == set(before)
        if statement % 20 == 1:
            assert contents(address) == before
        statement += 1
    assert statement > len(Base.metadata.tables), "it was never killed"
    engine.dispose()
    assert contents(address) == upgraded(clean)


def test_processes_that_upgrade_at_once_do_it_once(place: Place) -> None:
    clean, address = place(), place()
    for one in (clean, address):
        release_0_1_0(one)
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                open_database(address)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    assert contents(address) == upgraded(clean)


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "d.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(BadSettings, match="打不开") as told:
        open_database(f"sqlite:///{tmp_path / 'd.sqlite'}")
    assert "\n" not in str(told.value)


def test_another_programs_database_is_not_taken_for_0_1_0(tmp_path: Path) -> None:
    path = tmp_path / "d.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE materials (id INTEGER PRIMARY KEY)")
    connection.close()
    with pytest.raises(BadSettings):
        open_database(f"sqlite:///{path}")
    assert list(contents(f"sqlite:///{path}")) == ["materials"]


def test_the_database_is_opened_with_what_keeps_acknowledged_writes(tmp_path: Path) -> None:
    database: Database = open_database(f"sqlite:///{tmp_path / 'd.sqlite'}")
    with database.engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    database.close()
