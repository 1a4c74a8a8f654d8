"""The door to SQLAlchemy: an address becomes a database whose every session has a scope."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from service.errors import BadSettings, DatabaseBusy, StorageFull
from service.scope import Scope
from service.store.guard import NOTHING, GuardedSession, Reach, reach_of
from service.store.upgrade import upgrade

_IMMEDIATE = "begin_immediate"
_FULL = ("disk is full", "no space left")


class Database:
    """Sessions on one database. Values come out of a session, rows never do."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file that one machine uses."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self, scope: Scope) -> Iterator[Session]:
        """A session to read what ``scope`` reaches; nothing is written."""
        with self._session(reach_of(scope), write=False) as session:
            yield session

    @contextmanager
    def writing(self, scope: Scope) -> Iterator[Session]:
        """One transaction within ``scope``: committed at the end, or not at all."""
        with self._session(reach_of(scope), write=True) as session:
            yield session

    @contextmanager
    def deciding(self, *, write: bool = False) -> Iterator[Session]:
        """A session for what decides scopes: units, people, keys. It reaches no unit's content."""
        with self._session(NOTHING, write=write) as session:
            yield session

    @contextmanager
    def _session(self, reach: Reach, *, write: bool) -> Iterator[Session]:
        options = {_IMMEDIATE: True} if write and self.is_sqlite else {}
        with (
            _told(),
            self.engine.connect().execution_options(**options) as connection,
            GuardedSession(connection, reach) as session,
        ):
            yield session
            if write:
                session.commit()

    def close(self) -> None:
        """Lets go of every connection."""
        self.engine.dispose()


def open_database(address: str) -> Database:
    """The database at ``address``, brought to this version's schema.

    Raises BadSettings when the address does not work or holds a newer schema.
    """
    shown = address
    try:
        url = make_url(address)
        shown = url.render_as_string(hide_password=True)
        database = Database(_engine(url))
        _upgrade(database)
    except (ArgumentError, SQLAlchemyError, OSError, ModuleNotFoundError) as error:
        raise BadSettings(f"数据库 {shown} 打不开：{_first_line(error)}") from error
    return database


def _upgrade(database: Database) -> None:
    try:
        upgrade(database.engine)
    except BaseException:
        database.close()
        raise


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        if url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        engine = create_engine(url)
        event.listen(engine, "connect", _careful_sqlite)
        event.listen(engine, "begin", _begin)
        return engine
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    # pre_ping: a connection that the server closed (a restart) is replaced, not handed out.
    return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20)


def _careful_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Readers do not wait for a writer (WAL), and a second writer waits instead of failing."""
    # The driver's own BEGIN comes too late to keep two writers apart: _begin says it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    # First of all: the next line waits by it, too.
    cursor.execute("PRAGMA busy_timeout=15000")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: one that reads first and writes later can be refused."""
    immediate = connection.get_execution_options().get(_IMMEDIATE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def _told() -> Iterator[None]:
    """What the database says of a full disk and of a lock that others hold, as our errors."""
    try:
        yield
    except OperationalError as error:
        said = str(error.orig).lower()
        if any(sign in said for sign in _FULL):
            raise StorageFull("磁盘已满，没有保存。请清理磁盘后再试，已有内容不受影响") from error
        if "database is locked" in said:
            raise DatabaseBusy("数据库正忙，这一次没有办成，也没有改动；请稍后再试") from error
        raise


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:300]
