"""Segments: the stretches a copied passage is weighed against, between 。；！？ or line ends."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from service.language.prints import Masked

Whole = npt.NDArray[np.integer[Any]]
_END = re.compile(r"[。！？!?；;\n]+")


class Segments:
    """The segments and lines of a text, counted in letters of its print."""

    def __init__(self, text: str, query: Masked) -> None:
        self._sums = np.concatenate(([0], np.cumsum(query.open)))
        # A list answers single questions, of which there are very many, sooner than an array.
        self._counted: list[int] = self._sums.tolist()
        places = query.print.places
        ends = [m.start() for m in _END.finditer(text)]
        lines = [i for i, character in enumerate(text) if character == "\n"]
        self.count = len(places)
        self._cuts = self._bounds(np.searchsorted(places, ends))
        self._lines = self._bounds(np.searchsorted(places, lines))

    def _bounds(self, cuts: "np.ndarray[tuple[int], np.dtype[np.intp]]") -> list[int]:
        return sorted({0, self.count, *(int(c) for c in cuts)})

    def open(self, start: int, end: int) -> int:
        """The letters outside official wording from ``start`` to ``end``."""
        return self._counted[end] - self._counted[start]

    def opens(self, starts: Whole, ends: Whole) -> Whole:
        """``open`` for many stretches at once."""
        return self._sums[ends] - self._sums[starts]

    def touched(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The segments that the letters ``[start, end)`` touch."""
        yield from _touched(self._cuts, start, end)

    @property
    def cells(self) -> int:
        """How many segments there are, one at least."""
        return max(1, len(self._cuts) - 1)

    def numbers(self, letters: Whole) -> Whole:
        """The number of the segment that each of the letters stands in."""
        return np.searchsorted(self._cuts, letters, "right") - 1

    def most(self, marks: "np.ndarray[tuple[int], np.dtype[np.uint16]]") -> int:
        """The sum of ``marks`` (one a letter) in the segment that holds most; 0 without text."""
        if not self.count:
            return 0
        return int(np.add.reduceat(marks, self._cuts[:-1]).max())

    def line(self, place: int) -> int:
        """The number of the line that letter ``place`` stands in."""
        return bisect_right(self._lines, place)

    def by_line(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """``[start, end)`` cut where a line ends."""
        for first, last in _touched(self._lines, start, end):
            yield max(first, start), min(last, end)


def _touched(bounds: list[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    index = bisect_right(bounds, start) - 1
    while index < len(bounds) - 1 and bounds[index] < end:
        yield bounds[index], bounds[index + 1]
        index += 1
