"""The database as it stands: opened to be looked at, never upgraded, never made."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from service.settings import Settings
from service.store.database import Database
from service.store.upgrade import HEAD, version_of

_CONNECT_S = 5


@contextmanager
def standing_database(settings: Settings) -> Iterator[Database | None]:
    """The database, None where SQLite has not been made yet. Raises SQLAlchemy's errors."""
    url = make_url(settings.database())
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        if not path.is_file():
            yield None
            return
        engine = create_engine(f"sqlite:///file:{path.absolute().as_posix()}?mode=ro&uri=true")
    else:
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
        engine = create_engine(url, connect_args={"connect_timeout": _CONNECT_S})
    database = Database(engine)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def current_database(settings: Settings) -> Iterator[Database | None]:
    """The same, None also where its schema is not this version's: the check of the database says
    so."""
    with standing_database(settings) as database:
        if database is None:
            yield None
            return
        with database.engine.connect() as connection:
            version = version_of(connection)
        yield database if version == HEAD else None
