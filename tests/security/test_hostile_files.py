"""Hostile files: refused with one message or read without what is dangerous, in little memory, and
the next file is read as ever. How long each takes is printed by ``python -m tests.security``."""

from collections.abc import Iterator
from pathlib import Path

from tests.readers.bad_files import BAD_FILES
from tests.security.hostile_files import HOSTILE
from tests.security.measuring import MEGABYTE, Measured, measured

MOST_MEMORY = 300 * MEGABYTE
FEWEST = 100


def test_there_are_many_hostile_files() -> None:
    assert len(HOSTILE) >= FEWEST


def test_each_comes_to_what_it_should_in_little_memory_and_harms_no_other(tmp_path: Path) -> None:
    """One pass, since all are read by one small process; tests/readers reads the rest of them."""
    names = [name for name in HOSTILE if name not in BAD_FILES]
    wrong = {one.name: faults for one in measured(names, tmp_path) if (faults := [*_wrong(one)])}
    assert wrong == {}


def _wrong(found: Measured) -> Iterator[str]:
    hostile = HOSTILE[found.name]
    if found.outcome != ("refused" if hostile.refused else "read"):
        yield f"{found.outcome}: {found.text[:80]}"
    one_message = found.text.startswith(f"{found.name}：") and "\n" not in found.text
    if hostile.refused and not (one_message and hostile.said in found.text):
        yield f"said: {found.text[:80]}"
    if hostile.read not in found.text:
        yield "lost what is harmless"
    yield from (f"kept {word!r}" for word in hostile.without if word in found.text)
    if found.peak > MOST_MEMORY:
        yield f"took {found.peak // MEGABYTE} MB"
    if not found.next_read:
        yield "the next file was not read"
