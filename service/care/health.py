"""Whether this process can do its work."""

import shutil
from typing import TYPE_CHECKING, Protocol

from sqlalchemy.exc import SQLAlchemyError

from service.care.places import existing
from service.errors import BadSettings
from service.office.jobs import Doing
from service.settings import Settings
from service.store.upgrade import HEAD, version_of
from service.value import Value

if TYPE_CHECKING:
    from service.llm.breaker import BreakerState
    from service.store.database import Database

LEAST_FREE = 100 << 20
"""Bytes below which nothing new should be handed to this machine."""


class Watched(Protocol):
    """What is looked at; bootstrap's ``House`` has it."""

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        ...

    @property
    def database(self) -> "Database":
        """The database. Raises BadSettings."""
        ...

    @property
    def breaker_state(self) -> "BreakerState":
        """How things stand with the model server."""
        ...


class Readiness(Value):
    """``ready``: requests can be done. ``model`` is told and decides nothing: none, there, gone.
    ``jobs`` may be done elsewhere: a process that only answers people is ready without. Everything
    else is ok, or says in one word what is wrong."""

    ready: bool
    database: str
    schema_version: str
    disk: str
    jobs: Doing
    model: str


def alive() -> bool:
    """True: the process answers. Nothing else is asked, so that a database that is away for a
    moment does not get every process killed."""
    return True


def ready(house: Watched, *, jobs: Doing = "ok") -> Readiness:
    """Looks at the database, its schema and the disk; ``jobs`` is the caller's word on whether its
    process does jobs."""
    database, schema = _database(house)
    disk = "ok" if _free(house.settings) >= LEAST_FREE else "full"
    return Readiness(
        ready=database == schema == disk == "ok" and jobs != "stopped",
        database=database,
        schema_version=schema,
        disk=disk,
        jobs=jobs,
        model=_model(house),
    )


def _database(house: Watched) -> tuple[str, str]:
    try:
        with house.database.engine.connect() as connection:
            version = version_of(connection)
    except (SQLAlchemyError, BadSettings, OSError):
        return "unreachable", "unknown"
    return "ok", "ok" if version == HEAD else "other"


def _free(settings: Settings) -> int:
    folders = (settings.data_dir, settings.originals())
    return min(shutil.disk_usage(existing(folder)).free for folder in folders)


def _model(house: Watched) -> str:
    if not house.settings.llm_base_url:
        return "none"
    return "there" if house.breaker_state.state == "closed" else "gone"
