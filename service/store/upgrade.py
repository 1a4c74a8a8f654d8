"""Brings a database to this version's schema with Alembic, whatever version made it.

Alembic takes a moment to import, so a database that is up to date is only asked for its version.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from service.errors import BadSettings

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0002"
"""The newest migration; a test holds it to migrations/versions."""
_FIRST = "0001"
_FOLDER = Path(__file__).parent / "migrations"
# Any number, but the same in every process: whoever upgrades holds this advisory lock.
_LOCK = 0x6475697A


def version_of(connection: Connection) -> str:
    """The schema's version; "" for an empty database, the first for one older than versions."""
    names = inspect(connection).get_table_names()
    if "alembic_version" in names:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found or "")
    return _FIRST if "materials" in names else ""


def upgrade(engine: Engine) -> None:
    """Runs what migrations are missing, all in one transaction; a second process waits for it.

    Raises BadSettings for a schema that is newer than this version of the program.
    """
    with engine.connect() as connection:
        if version_of(connection) == HEAD:
            return
    immediate = {"begin_immediate": True} if engine.dialect.name == "sqlite" else {}
    with engine.connect().execution_options(**immediate) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    from alembic import command

    found = version_of(connection)
    if found == HEAD:
        return
    if found > HEAD:
        raise BadSettings(f"数据库是更新版本的程序建的（{found}），请升级程序后再用")
    config = _config(connection)
    if found == _FIRST and "alembic_version" not in inspect(connection).get_table_names():
        command.stamp(config, _FIRST)
    command.upgrade(config, "head")


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config
