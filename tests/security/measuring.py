"""Builds hostile files one by one, has each read apart, and says what it came to and cost."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.readers.office_files import word_file
from tests.security.hostile import GOOD
from tests.security.hostile_files import HOSTILE, NOTES

MEGABYTE = 1024 * 1024


class Measured(NamedTuple):
    """``outcome`` is ``refused``, ``read`` or, when something else happened, its name; ``text`` the
    message or what was read; ``peak`` the larger of parent and child, in bytes; ``next_read``
    whether a good file was read after it."""

    name: str
    size: int
    outcome: str
    text: str
    seconds: float
    peak: int
    next_read: bool


def measured(names: Iterable[str], folder: Path) -> Iterator[Measured]:
    """Builds, reads and measures the named files."""
    good = word_file(folder / "good.docx", GOOD)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.security.reading_apart"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        for name in names:
            yield _one(reader, folder / name, good)


def _one(reader: subprocess.Popen[str], path: Path, good: Path) -> Measured:
    HOSTILE[path.name].build(path)
    if reader.stdin is None or reader.stdout is None:
        raise BrokenPipeError
    reader.stdin.write(json.dumps([str(path), str(good), path.name in NOTES]) + "\n")
    reader.stdin.flush()
    answer = json.loads(reader.stdout.readline())
    size = path.stat().st_size
    path.unlink()
    return Measured(path.name, size, *answer)
