"""What a specific is: something in a text that can be checked against a record."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

SpecificKind = Literal[
    "number", "percent", "date", "title", "meeting", "department", "person", "unit"
]


@dataclass(frozen=True, slots=True)
class Specific:
    """A checkable detail: ``text`` is the source from ``start`` to ``end`` (code points).

    ``value`` is its canonical form: two ways of writing the same thing (二十五名, 25人) have the
    same value. Its shape depends on the kind and is described in that kind's module.
    """

    kind: SpecificKind
    text: str
    start: int
    end: int
    value: str


@dataclass(frozen=True)
class Lexicon:
    """What is known of a unit beyond its notes; everything in it counts as supported.

    ``persons``, ``departments`` and ``units`` are names as written; ``years`` are the years the
    paper is about, its own first: 去年 is the year before that one. ``posts`` pairs persons with
    their posts where these are known; ``formulae`` are official wording beside the packaged list.
    """

    persons: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    posts: tuple[tuple[str, str], ...] = ()
    formulae: tuple[str, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name, of whichever sort."""
        return self.persons + self.departments + self.units


EMPTY = Lexicon()
