"""What was planted in the season's papers, as tests/season/planted.yaml lists it."""

from functools import cache
from pathlib import Path

import yaml

from service.reviews import PromiseStatus
from service.value import Value

FOLDER = Path(__file__).parent


class Copy(Value):
    """A passage of ``paper`` that stands in ``other`` too, there as ``other_quote``; empty where
    another year or figure is the only difference."""

    id: str
    sort: str = "own past"
    paper: str
    other: str
    quote: str
    other_quote: str = ""


class Skirted(Value):
    """An aspect of which the ``silent`` units say nothing concrete."""

    aspect: str
    silent: tuple[str, ...]


class Shape(Value):
    """A paper whose aspects are not as its kind has them."""

    paper: str
    aspect: str = ""


class Feedback(Value):
    """The ids of one unit's notes by what the paper does with them. ``clue`` gives the words that
    must never be shown."""

    answered: tuple[str, ...]
    ignored: tuple[str, ...]
    empty: tuple[str, ...] = ()
    clue: dict[str, tuple[str, ...]] = {}


class Promised(Value):
    """A measure of the unit's paper of 2024 and what that of 2025 says of it."""

    id: str
    unit: str
    status: PromiseStatus
    promise: str


class SameAgain(Value):
    """A problem of this year that was last year's: both quoted."""

    id: str
    paper: str
    explained: bool
    quote: str
    last: str


class Shared(Value):
    """One problem that several units own up to, each in its own words."""

    id: str
    what: str
    units: dict[str, str]


class Odd(Value):
    """Papers that differ from the rest; one of them is enough."""

    id: str
    paper: str = ""
    papers: tuple[str, ...] = ()
    what: str


class Single(Value):
    """A fault within one paper and the rule that should find it there."""

    id: str
    paper: str
    rule: str
    quote: str


class Planted(Value):
    """Everything that was planted. ``clean`` are the units whose papers of 2025 have no fault."""

    units: dict[str, str]
    clean: tuple[str, ...]
    copies: tuple[Copy, ...]
    own_past: tuple[Copy, ...]
    skirted: Skirted
    missing_aspect: Shape
    aspect_order: Shape
    feedback: dict[str, Feedback]
    promises: tuple[Promised, ...]
    repeated: tuple[SameAgain, ...]
    common: tuple[Shared, ...]
    outliers: tuple[Odd, ...]
    single: tuple[Single, ...]
    broken: str


@cache
def planted() -> Planted:
    """The index, read once."""
    read = yaml.safe_load((FOLDER / "planted.yaml").read_text(encoding="utf-8"))
    return Planted.model_validate(read)
