"""The parts of one paper's page, one module a part, each with ``lines(reading)``.

The list is written out; ``tests/reviewing`` says that it is complete.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from service.reviewing.digest import (
    concrete,
    generic,
    missing,
    owns_up,
    promises,
    questions,
    unanswered,
)
from service.reviewing.reading import Reading
from service.reviews import DigestLine, DigestPart


class PartModule(Protocol):
    """What a module of this package offers."""

    __name__: str

    def lines(self, reading: Reading) -> Iterable[DigestLine]:
        """The lines of the part, most worth reading first."""
        ...


PARTS: Mapping[DigestPart, PartModule] = {
    "owns_up": owns_up,
    "concrete": concrete,
    "generic": generic,
    "unanswered": unanswered,
    "promises": promises,
    "missing": missing,
    "questions": questions,
}

__all__ = ["PARTS", "PartModule"]
