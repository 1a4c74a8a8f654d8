"""What a check of the installation finds, and what it may look at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from service.settings import Settings
from service.value import Value

if TYPE_CHECKING:
    from vectorstore.search import Search

Level = Literal["ok", "warning", "problem"]


class Finding(Value):
    """One thing found. ``mend`` says what to do, "" where nothing is to be done."""

    level: Level
    found: str
    mend: str = ""


class Result(Value):
    """A finding and the check it came from; ``name`` is stable, ``title`` is for people."""

    name: str
    title: str
    level: Level
    found: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The installation. ``environment`` holds the process's variables, ``env_file`` the file of
    settings beside it; ``search`` opens the library, only where the schema is this version's."""

    settings: Settings
    environment: Mapping[str, str]
    env_file: Path
    search: "Callable[[], Search]"


class Check(Protocol):
    """A module of ``service.care.checks``."""

    NAME: str
    TITLE: str
    SECONDS: float

    def look(self, around: Surroundings) -> Iterator[Finding]:
        """What it finds. Whatever it raises becomes a finding of its own."""
        ...


def ok(found: str) -> Finding:
    """All is well."""
    return Finding(level="ok", found=found)


def warning(found: str, mend: str) -> Finding:
    """It works, but not as well as it could, or not for long."""
    return Finding(level="warning", found=found, mend=mend)


def problem(found: str, mend: str) -> Finding:
    """Something does not work."""
    return Finding(level="problem", found=found, mend=mend)
