"""Units, people and their registry on both databases, as every test here needs them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.identity.passwords import Cost
from service.identity.registry import Registry
from service.store.database import Database, open_database
from service.store.tables import Base
from tests.identity.town import Town
from tests.postgres import PostgresServer

CHEAP = Cost(time=1, memory_kib=64, threads=1)
"""Argon2 as weak as it gets: these tests hash a hundred times."""


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema, to be copied: that is quicker than migrating."""
    path = tmp_path_factory.mktemp("migrated") / "duizhao.sqlite"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: PostgresServer) -> Iterator[Database]:
    """A PostgreSQL database with the schema; each test empties it first."""
    name = postgres_server.create_database()
    database = open_database(postgres_server.address(name, "psycopg"))
    yield database
    database.close()
    postgres_server.drop_database(name)


@pytest.fixture
def sqlite_file(tmp_path: Path, migrated_file: Path) -> Path:
    return Path(shutil.copy(migrated_file, tmp_path / "duizhao.sqlite"))


@pytest.fixture
def sqlite_database(sqlite_file: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{sqlite_file}")
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database with the schema, of either kind."""
    if request.param == "sqlite":
        empty: Database = request.getfixturevalue("sqlite_database")
        return empty
    used: Database = request.getfixturevalue("migrated_postgres")
    with used.engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
    return used


@pytest.fixture
def registry(database: Database) -> Registry:
    return Registry(database, cost=CHEAP)


@pytest.fixture
def town(registry: Registry) -> Town:
    return Town(registry)
