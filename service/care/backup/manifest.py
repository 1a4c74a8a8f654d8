"""What a backup says of itself."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from pydantic import Field

from service.errors import BadInput
from service.value import Value

FORMAT = 1
NAME = "manifest.json"
FOLDERS = ("kinds", "rules")
"""Folders of the data directory that go along."""

Step = Callable[[int, int, str], None]
"""Told how many of how many are done, and the name of the last."""

_TABLE = re.compile(r"tables/([a-z_]+)\.jsonl")
_ORIGINAL = re.compile(r"originals/([0-9A-Za-z_-]{1,24})/([0-9a-f]{64})")


class BadBackup(BadInput):
    """A file that is no backup, or no longer what was written."""


class Member(Value):
    """One member of the tar file; ``size`` in bytes."""

    name: str
    size: int
    sha256: str


class Manifest(Value):
    """Everything that a restored copy is held against. ``tables`` counts rows; ``numbers`` are the
    highest numbers that counters of the database gave out; ``missing`` names originals that were
    gone or damaged already when the backup was made, as ``unit id/sha256``."""

    format: int = FORMAT
    program: str
    schema_version: str
    database: str
    made_at: datetime
    tables: dict[str, int]
    numbers: dict[str, int] = {}
    audit_head: str = ""
    missing: tuple[Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{1,24}/[0-9a-f]{64}$")], ...] = ()
    left_out: tuple[str, ...] = ()
    members: tuple[Member, ...]


def table_member(table: str) -> str:
    """The member that holds a table's rows."""
    return f"tables/{table}.jsonl"


def original_member(unit: str, digest: str) -> str:
    """The member that holds an original."""
    return f"originals/{unit}/{digest}"


def table_in(member: str) -> str:
    """The table whose rows a member holds; "" for another member."""
    found = _TABLE.fullmatch(member)
    return found[1] if found else ""


def original_in(member: str) -> tuple[str, str]:
    """Unit id and SHA-256 of the original that a member holds; two "" for another member."""
    found = _ORIGINAL.fullmatch(member)
    return (found[1], found[2]) if found else ("", "")


def file_in(member: str) -> str:
    """The path below the data directory of a member out of one of FOLDERS; "" for another."""
    parts = member.split("/")
    plain = all(part and not part.startswith(".") and "\\" not in part for part in parts)
    return member if plain and len(parts) > 1 and parts[0] in FOLDERS else ""
