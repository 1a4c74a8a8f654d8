"""Reads files into text with places: one module per format, all of them listed here.

Files are checked before they are unpacked (preflight) and parsed in a child process (sandbox).
Every failure is one UnreadableFile with the cause and the way out.

The functions import what they need when called: the child imports this package too, and without
pydantic it starts in a fifth of the time.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from service.readers import delimited, legacy, pdf, plain, word, workbook
from service.readers.limits import LIMITS, Limits
from service.readers.piece import Reader

if TYPE_CHECKING:
    from service.blocks import SourceText
    from service.errors import UnreadableFile
    from service.readers.notes import NotesFile

__all__ = ["READERS", "SUFFIXES", "read", "read_here", "read_many", "read_notes"]

READERS: tuple[Reader, ...] = (
    word.READER,
    legacy.READER,
    pdf.READER,
    workbook.READER,
    delimited.READER,
    plain.READER,
)
SUFFIXES: tuple[str, ...] = tuple(suffix for reader in READERS for suffix in reader.suffixes)


def reader_named(name: str) -> Reader:
    """The reader of a format; KeyError for an unknown one."""
    return {reader.format: reader for reader in READERS}[name]


def reader_for(suffix: str) -> Reader:
    """The reader of a suffix (lower case, with its dot); KeyError for an unknown one."""
    return {suffix: reader for reader in READERS for suffix in reader.suffixes}[suffix]


def read(path: Path, limits: Limits = LIMITS) -> "SourceText":
    """The text of a file. Raises UnreadableFile."""
    from service.readers import reading

    return reading.read(path, limits)


def read_here(path: Path, limits: Limits = LIMITS) -> "SourceText":
    """As ``read``, parsed in this process without a sandbox: for files of our own making."""
    from service.readers import reading

    return reading.read_here(path, limits)


def read_many(
    paths: Iterable[Path], workers: int = 1, limits: Limits = LIMITS
) -> "Iterator[tuple[Path, SourceText | UnreadableFile]]":
    """Every file with its text, or with the reason why it has none, in the order given.

    ``workers`` children parse side by side; a file that fails costs its neighbours nothing.
    """
    from service.readers import reading

    return reading.read_many(paths, workers, limits)


def read_notes(path: Path, limits: Limits = LIMITS) -> "NotesFile":
    """The notes (意见、记录) of a file. Raises UnreadableFile."""
    from service.readers import notes

    return notes.read_notes(path, limits)
