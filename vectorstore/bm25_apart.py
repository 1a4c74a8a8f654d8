"""BM25 in another process, for a process that serves people.

Building a ranking and scoring a long query each take tens of milliseconds of plain computing, and
reading a built one back nearly as long: of the moments in which a request had to wait while papers
were drafted, most were these. So the rankings are built, kept and asked in a child; what comes back
is one number a text.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from vectorstore.bm25 import Bm25, Scores

UNITS = 32
"""Units whose ranking the child keeps; the one unused longest goes first. Measured with chunks of
400 characters: 10 MB for a unit of 2,000, 27 MB for one of 10,000, so some 300 MB when full."""

InChild = Callable[..., Any]
"""Calls a function of a module with values that can be pickled, in one child, one at a time."""

_rankings: OrderedDict[str, tuple[str, Bm25]] = OrderedDict()
"""In the child only: each unit's ranking and the mark of whoever made it."""


class Bm25Apart:
    """A ranking (see bm25) kept by the child behind ``in_child``; made anew there when the child
    was replaced or had no room for it. Raises what ``in_child`` raises."""

    def __init__(self, in_child: InChild, unit: str, texts: tuple[str, ...]) -> None:
        self._in_child = in_child
        self._unit = unit
        self._texts = texts
        self._mark = uuid4().hex
        self._make()

    def scores(self, query: str) -> Scores:
        """See Ranking."""
        while True:
            found: Scores | None = self._in_child(_scores, self._unit, self._mark, query)
            if found is not None:
                return found
            self._make()

    def _make(self) -> None:
        self._in_child(_make, self._unit, self._mark, self._texts)


def _make(unit: str, mark: str, texts: tuple[str, ...]) -> None:
    _rankings[unit] = mark, Bm25(texts)
    _rankings.move_to_end(unit)
    while len(_rankings) > UNITS:
        _rankings.popitem(last=False)


def _scores(unit: str, mark: str, query: str) -> Scores | None:
    """None when this process has no ranking of that mark."""
    kept = _rankings.get(unit)
    if kept is None or kept[0] != mark:
        return None
    _rankings.move_to_end(unit)
    return kept[1].scores(query)
