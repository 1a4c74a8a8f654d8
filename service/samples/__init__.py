"""The sample library: full papers and notes of eight invented units, no person among them.

It is the demo, a part of the tests, and the background of the generic-wording check.
"""

from functools import cache
from pathlib import Path

import yaml

from service.value import Value

FOLDER = Path(__file__).parent
PAPERS = FOLDER / "papers"
NOTES = FOLDER / "notes"
_INDEXES = ("library-a.yaml", "library-b.yaml")


class Fault(Value):
    """A fault planted in a paper on purpose: the rule that should find it, and where."""

    rule: str
    quote: str = ""
    aspect: str = ""
    note: str = ""


class Entry(Value):
    """One sample paper. ``file`` is relative to PAPERS; ``quality`` is good, middling, generic or
    copied."""

    file: str
    unit: str
    slug: str
    kind: str
    year: int
    title: str
    quality: str
    faults: tuple[Fault, ...] = ()


@cache
def entries() -> tuple[Entry, ...]:
    """Every sample paper."""
    found = []
    for name in _INDEXES:
        listed = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
        rows = listed if isinstance(listed, list) else listed["papers"]
        found += [Entry.model_validate(row) for row in rows]
    return tuple(found)
