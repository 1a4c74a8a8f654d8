"""The door to SQLAlchemy: the database address becomes an engine, tables are made when missing."""

from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from service.errors import BadSettings
from service.store.tables import Base


def open_database(address: str) -> Engine:
    """An engine with every table in place. Raises BadSettings when the address does not work."""
    try:
        url = make_url(address)
        if url.get_backend_name() == "sqlite" and url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url)
        if url.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _careful_sqlite)
        Base.metadata.create_all(engine)
    except (ArgumentError, SQLAlchemyError, OSError, ModuleNotFoundError) as error:
        raise BadSettings(f"数据库 {address} 打不开：{error}") from error
    return engine


def _careful_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Readers do not wait for a writer (WAL), and a second writer waits instead of failing."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()
