"""Runs: neighbouring equal grams of two texts joined, and grown to maximal equal stretches."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from service.language.passages import LEAST, PIECES_REACH, Stretch
from service.language.postings import Numbers
from service.language.prints import Print
from service.language.segments import Segments

Whole = npt.NDArray[np.integer[Any]]
# A seed's key: its diagonal above the letter of the query. Places are below 2**32, queries far
# shorter than 2**29 letters.
_AHEAD, _AT_BITS, _PLACE_BITS = 1 << 32, 29, 32


@dataclass(frozen=True, slots=True)
class Runs:
    """Letters ``[start, end)`` of the query, ``diagonal`` letters earlier in text ``number``: one
    entry a run, by diagonal."""

    number: Whole
    start: Whole
    end: Whole
    diagonal: Whole

    def only(self, kept: npt.NDArray[np.bool_]) -> "Runs":
        """The runs that are marked."""
        return Runs(self.number[kept], self.start[kept], self.end[kept], self.diagonal[kept])

    def by_number(self) -> dict[int, list[Stretch]]:
        """The runs of each text."""
        found: dict[int, list[Stretch]] = defaultdict(list)
        columns = (self.number, self.start, self.end, self.diagonal)
        for number, start, end, diagonal in zip(*(c.tolist() for c in columns), strict=True):
            found[number].append(Stretch(start, end, diagonal))
        return found


def joined(at: Numbers, place: Numbers, size: int, owners: Numbers, step_bits: int) -> Runs:
    """Seeds side by side on one diagonal of one text joined to runs.

    A seed is a gram of ``size`` letters at ``at`` in the query and ``place`` among all texts, of
    which each begins at a step of ``1 << step_bits`` letters and has its number in ``owners`` for
    every step. Diagonals are counted from the beginning of all texts.
    """
    # One number a seed sorts many times faster than two columns do.
    keys = (at - place + _AHEAD) << _AT_BITS | at
    keys.sort()
    at, diagonal = keys & ((1 << _AT_BITS) - 1), (keys >> _AT_BITS) - _AHEAD
    number = owners[(at - diagonal) >> step_bits]
    new = (np.diff(number) != 0) | (np.diff(diagonal) != 0) | (np.diff(at) != 1)
    first = np.flatnonzero(np.concatenate((np.ones(min(1, len(at)), np.bool_), new)))
    last = np.concatenate((first[1:], np.full(min(1, len(at)), len(at)))) - 1
    return Runs(number[first], at[first], at[last] + size, diagonal[first])


def letters(runs: list[Stretch]) -> int:
    """The letters in runs, those of several runs counted more than once."""
    return sum(run.end - run.start for run in runs)


def grown(runs: list[Stretch], query: Print, source: Print, segments: Segments) -> list[Stretch]:
    """Maximal equal stretches, cut where the query begins a new line."""
    found: list[Stretch] = []
    diagonal, reached = None, 0
    for run in runs:
        reached = reached if run.diagonal == diagonal else -1
        diagonal = run.diagonal
        if run.start >= reached and _equal(run, query.letters, source.letters):
            start, reached = _widened(run, query.letters, source.letters)
            found += [Stretch(a, b, diagonal) for a, b in segments.by_line(start, reached)]
    return found


def _equal(run: Stretch, one: str, other: str) -> bool:
    """Whether the letters agree as their hashes do."""
    start = run.start - run.diagonal
    return one[run.start : run.end] == other[start : start + run.end - run.start]


def _widened(run: Stretch, one: str, other: str) -> tuple[int, int]:
    start, end, diagonal = run.start, run.end, run.diagonal
    while start > 0 and start > diagonal and one[start - 1] == other[start - 1 - diagonal]:
        start -= 1
    last = min(len(one), len(other) + diagonal)
    while end < last and one[end] == other[end - diagonal]:
        end += 1
    return start, end


def promising(runs: Runs, segments: Segments) -> Runs:
    """The runs of texts that hold letters enough for a passage, at the most generous count: near
    each other in the text, and in one or two neighbouring segments of the query. Of thousands of
    papers most share a stock phrase here and there, and are told apart from the others here."""
    first = segments.numbers(runs.start)
    cells = runs.number * (segments.cells + 1) + first
    # Each run counts in the pair of segments that it begins and in the one before.
    cells = np.concatenate((cells + 1, cells))
    order = np.argsort(cells << _PLACE_BITS | np.tile(runs.start - runs.diagonal, 2), kind="stable")
    cells, runs_at = cells[order], np.tile(np.arange(len(first)), 2)[order]
    place = (runs.start - runs.diagonal)[runs_at]
    apart = (np.diff(cells, prepend=-1) != 0) | (np.diff(place, prepend=0) > PIECES_REACH)
    most = np.bincount(np.cumsum(apart) - 1, segments.opens(runs.start, runs.end)[runs_at])
    kept = np.zeros(int(runs.number.max(initial=0)) + 1, dtype=np.bool_)
    kept[runs.number[runs_at[np.flatnonzero(apart)[most >= LEAST]]]] = True
    return runs.only(kept[runs.number])
