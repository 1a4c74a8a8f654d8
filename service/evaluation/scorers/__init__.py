"""One scorer a sort of set: which files it takes, and what it makes of them.

The list is written out; ``tests/evaluation`` says that it is complete.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from service.evaluation.report import Scored
from service.evaluation.scorers import (
    coverage,
    facts,
    generic,
    library,
    marked,
    mutations,
    notes,
    paraphrase,
    retrieval,
    reuse,
    structure,
)


class Scorer(Protocol):
    """What a scorer's module offers."""

    def sets(self, files: Sequence[Path]) -> list[Path]:
        """Those of ``files`` that are sets of this sort."""
        ...

    def score(self, sets: Sequence[Path]) -> Scored:
        """The figures of the sets, each with its interval and target, and tallies by rule."""
        ...


SCORERS: tuple[Scorer, ...] = (
    generic,
    facts,
    reuse,
    structure,
    notes,
    coverage,
    retrieval,
    marked,
    mutations,
    library,
    paraphrase,
)
