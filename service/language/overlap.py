"""Copied passages: which stretches of a text also stand in other texts, and where.

An inverted index over character k-grams finds seeds. Seeds on one diagonal are merged and grown
to maximal equal stretches; stretches are chained across small edits (a unit's name, a synonym).
Official wording is masked: it neither seeds a match nor counts. Every offset is of the source.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from service.language.edges import with_edges
from service.language.passages import LEAST, Chain, Stretch, chained, copied
from service.language.prints import Masked, Print, masked, print_of
from service.language.segments import Segments

# At 6 edited copies keep a gram between two edits; at 8 one in thirty is lost.
GRAM = 6
Whole = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Overlap:
    """``text[start:end]`` stands in ``source`` at ``source_start:source_end``, edits tolerated.

    ``matched`` counts the equal unmasked letters, ``share`` is their part of the unmasked letters
    of the segments (see ``segments``) that the span touches.
    """

    start: int
    end: int
    source: str
    source_start: int
    source_end: int
    matched: int
    share: float


class OverlapIndex:
    """Texts by name, searchable for copied passages. Adding one takes a millisecond or two; the
    first search after adding sorts the index anew."""

    def __init__(self, size: int = GRAM) -> None:
        """``size`` is the gram's length: shorter finds more edited copies and more chance ones."""
        self._size = size
        self._names: list[str] = []
        self._prints: list[Print] = []
        self._sorted = 0
        self._hashes = np.zeros(0, dtype=np.uint64)
        self._where = np.zeros((0, 2), dtype=np.int32)

    def add(self, name: str, text: str) -> None:
        """Makes ``text`` findable as ``name``."""
        self._names.append(name)
        self._prints.append(print_of(text))

    def overlaps(
        self, text: str, prescribed: Sequence[str] = (), *, enough: int | None = None
    ) -> list[Overlap]:
        """The copied passages of ``text`` by place; several sources may give the same passage.

        ``prescribed`` is wording that everybody must use: a kind's theme and aspect titles. With
        ``enough``, a source that adds nothing to passages which so many others show already is
        passed over: in a large library a stock sentence stands in dozens of papers.
        """
        query = masked(text, prescribed)
        segments = Segments(text, query)
        wanted = np.where(query.open, enough or 0, 0).astype(np.uint16)
        found = []
        runs_by_source = self._runs(query)
        for number in sorted(runs_by_source, key=lambda n: (-_letters(runs_by_source[n]), n)):
            runs, source = runs_by_source[number], self._prints[number]
            if enough is not None and not _adds(runs, wanted, segments):
                continue
            stretches = _grown(runs, query.print, source, segments)
            chains = list(copied(chained(stretches, segments), segments))
            for chain, share in with_edges(chains, query.print, source, segments):
                wanted[chain.start : chain.end] -= wanted[chain.start : chain.end] > 0
                found.append(_overlap(chain, share, query.print, source, self._names[number]))
        return sorted(found, key=lambda o: (o.start, -o.matched, o.source))

    def _runs(self, query: Masked) -> dict[int, list[Stretch]]:
        """Per source, the runs of neighbouring grams that stand in it, diagonal by diagonal."""
        self._sort()
        grams = query.print.grams(self._size)
        sums = np.concatenate(([0], np.cumsum(query.open)))
        places = np.flatnonzero(sums[self._size :] > sums[: len(sums) - self._size])
        low = np.searchsorted(self._hashes, grams[places], "left")
        counts = np.searchsorted(self._hashes, grams[places], "right") - low
        total = int(counts.sum())
        if not total:
            return {}
        at = np.repeat(places, counts)
        offsets = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
        hits = self._where[np.repeat(low, counts) + offsets]
        return _joined(hits[:, 0], at - hits[:, 1], at, self._size)

    def _sort(self) -> None:
        if self._sorted == len(self._prints):
            return
        hashes, where = [self._hashes], [self._where]
        for number in range(self._sorted, len(self._prints)):
            grams = self._prints[number].grams(self._size)
            places = np.arange(len(grams), dtype=np.int32)
            hashes.append(grams)
            where.append(np.column_stack((np.full_like(places, number), places)))
        joined = np.concatenate(hashes)
        order = np.argsort(joined, kind="stable")
        self._hashes, self._where = joined[order], np.concatenate(where)[order]
        self._sorted = len(self._prints)


def _joined(number: Whole, diagonal: Whole, at: Whole, size: int) -> dict[int, list[Stretch]]:
    """Seeds side by side on one diagonal of one source joined to runs."""
    order = np.lexsort((at, diagonal, number))
    number, diagonal, at = number[order], diagonal[order], at[order]
    new = (np.diff(number) != 0) | (np.diff(diagonal) != 0) | (np.diff(at) != 1)
    first = np.flatnonzero(np.concatenate(([True], new)))
    last = np.concatenate((first[1:], [len(at)])) - 1
    runs: dict[int, list[Stretch]] = defaultdict(list)
    for source, start, end, shift in zip(
        number[first].tolist(),
        at[first].tolist(),
        at[last].tolist(),
        diagonal[first].tolist(),
        strict=True,
    ):
        runs[source].append(Stretch(start, end + size, shift))
    return runs


def _letters(runs: list[Stretch]) -> int:
    return sum(run.end - run.start for run in runs)


def _adds(runs: list[Stretch], wanted: npt.NDArray[np.uint16], segments: Segments) -> bool:
    """Whether some segment has letters enough for a passage that is still ``wanted`` there."""
    fresh = np.zeros(segments.count, dtype=np.uint16)
    for run in runs:
        fresh[run.start : run.end] = 1
    fresh[wanted == 0] = 0
    return segments.most(fresh) >= LEAST


def _grown(runs: list[Stretch], query: Print, source: Print, segments: Segments) -> list[Stretch]:
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


def _overlap(chain: Chain, share: float, query: Print, source: Print, name: str) -> Overlap:
    return Overlap(
        start=int(query.places[chain.start]),
        end=int(query.places[chain.end - 1]) + 1,
        source=name,
        source_start=int(source.places[chain.other_start]),
        source_end=int(source.places[chain.other_end - 1]) + 1,
        matched=chain.matched,
        share=round(share, 4),
    )


def best_per_place(overlaps: Sequence[Overlap]) -> Iterator[Overlap]:
    """Of overlapping passages the one with most matched letters, in the order of that number."""
    kept: list[Overlap] = []
    for overlap in sorted(overlaps, key=lambda o: (-o.matched, o.start, o.source)):
        if not any(o.start < overlap.end and overlap.start < o.end for o in kept):
            kept.append(overlap)
            yield overlap
