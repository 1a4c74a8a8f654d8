"""Copied passages: which stretches of a text also stand in other texts, and where.

An inverted index over character k-grams finds seeds. Seeds on one diagonal are merged and grown
to maximal equal stretches; stretches are chained across small edits (a unit's name, a synonym).
Official wording is masked: it neither seeds a match nor counts. Every offset is of the source.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt

from service.language.edges import with_edges
from service.language.passages import LEAST, Chain, Stretch, chained, copied
from service.language.postings import Numbers, Postings
from service.language.prints import Masked, Print, masked, print_of
from service.language.runs import Runs, grown, joined, letters, promising
from service.language.segments import Segments

# At 6 edited copies keep a gram between two edits; at 8 one in thirty is lost.
GRAM = 6
# Two papers alone are searched more finely: of a short sentence with three words exchanged no run
# of 6 letters may be left. In a library so short seeds would cost time and raise chance alarms.
FINE = 4
# Texts begin at multiples of so many letters, so that a place tells its text by a short table.
_STEP_BITS = 6


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
    """Texts by name, searchable for copied passages. Adding one takes a millisecond or two.

    One index may serve many searches that are allowed to see different texts, in several threads:
    ``among`` is heeded before anything is compared.
    """

    def __init__(self, size: int = GRAM) -> None:
        """``size`` is the gram's length: shorter finds more edited copies and more chance ones."""
        self._size = size
        self._adding = Lock()
        self._names: list[str] = []
        self._prints: list[Print] = []
        self._starts: list[int] = []
        self._end = 0
        self._settled = 0
        self._postings = Postings()
        self._owners = np.zeros(0, dtype=np.int64)

    @property
    def letters(self) -> int:
        """How many letters the texts hold together."""
        return self._end

    def add(self, name: str, text: str) -> None:
        """Makes ``text`` findable as ``name``."""
        printed = print_of(text)
        steps = (len(printed.letters) >> _STEP_BITS) + 1
        with self._adding:
            self._prints.append(printed)
            self._starts.append(self._end)
            self._names.append(name)
            self._end += steps << _STEP_BITS

    def settle(self) -> None:
        """Sorts what was added since the last search, which otherwise does so itself."""
        with self._adding:
            if self._settled < len(self._prints):
                self._settle(range(self._settled, len(self._prints)))

    def _settle(self, new: range) -> None:
        grams = [self._prints[number].grams(self._size) for number in new]
        starts = self._starts[new.start :]
        ends = [*starts[1:], self._end]
        places = [
            np.arange(start, start + len(found)) for start, found in zip(starts, grams, strict=True)
        ]
        steps = [(e - s) >> _STEP_BITS for s, e in zip(starts, ends, strict=True)]
        self._owners = np.concatenate((self._owners, np.repeat(np.array(new, np.int64), steps)))
        self._postings.add(np.concatenate(grams), np.concatenate(places))
        self._settled = new.stop

    def overlaps(
        self,
        text: str,
        prescribed: Sequence[str] = (),
        *,
        enough: int | None = None,
        among: Collection[str] | None = None,
    ) -> list[Overlap]:
        """The copied passages of ``text`` by place; several sources may give the same passage.

        ``prescribed`` is wording that everybody must use: a kind's theme and aspect titles. With
        ``enough``, a source that adds nothing to passages which so many others show already is
        passed over: in a large library a stock sentence stands in dozens of papers. Texts whose
        name is not ``among`` the given ones are as if they were not there.
        """
        query = masked(text, prescribed)
        segments = Segments(text, query)
        wanted = np.where(query.open, enough or 0, 0).astype(np.uint16)
        found = []
        runs = self._runs(query, among)
        if enough is not None:
            runs = promising(runs, segments)
        by_number = runs.by_number()
        for number in sorted(by_number, key=lambda n: (-letters(by_number[n]), n)):
            held, source = _from(self._starts[number], by_number[number]), self._prints[number]
            if enough is not None and not _adds(held, wanted, segments):
                continue
            for chain, share in _chains(held, query, source, segments):
                wanted[chain.start : chain.end] -= wanted[chain.start : chain.end] > 0
                found.append(_overlap(chain, share, query.print, source, self._names[number]))
        return sorted(found, key=lambda o: (o.start, -o.matched, o.source))

    def _runs(self, query: Masked, among: Collection[str] | None) -> Runs:
        """The runs of neighbouring grams that stand in the texts that may be seen."""
        self.settle()
        grams, at = _seeds(query, self._size)
        which, places = self._postings.find(grams)
        at = at[which]
        if among is not None:
            allowed = np.array([name in among for name in self._names], dtype=np.bool_)
            seen = allowed[self._owners[places >> _STEP_BITS]]
            at, places = at[seen], places[seen]
        return joined(at, places, self._size, self._owners, _STEP_BITS)


def between(
    query: Masked, segments: Segments, source: Print, size: int = FINE
) -> list[tuple[Chain, float]]:
    """The passages of ``query`` that one other text holds, by place: as an index of that text
    alone with grams of ``size`` would find them, with the equal stretches they are made of and
    their shares."""
    grams, at = _seeds(query, size)
    postings = Postings()
    others = source.grams(size)
    postings.add(others, np.arange(len(others)))
    which, places = postings.find(grams)
    owners = np.zeros((len(others) >> _STEP_BITS) + 1, dtype=np.int64)
    runs = joined(at[which], places, size, owners, _STEP_BITS).by_number().get(0, [])
    return _chains(runs, query, source, segments)


def _from(start: int, runs: list[Stretch]) -> list[Stretch]:
    """The runs with their diagonals counted from where their text begins."""
    return [Stretch(run.start, run.end, run.diagonal + start) for run in runs]


def _seeds(query: Masked, size: int) -> tuple[npt.NDArray[np.uint64], Numbers]:
    """The grams that hold a letter outside official wording, and where they begin."""
    sums = np.concatenate(([0], np.cumsum(query.open)))
    at = np.flatnonzero(sums[size:] > sums[: max(0, len(sums) - size)])
    return query.print.grams(size)[at], at


def _chains(
    runs: list[Stretch], query: Masked, source: Print, segments: Segments
) -> list[tuple[Chain, float]]:
    """The copied passages that the runs of one source make, with their shares."""
    stretches = grown(runs, query.print, source, segments)
    found = list(copied(chained(stretches, segments), segments))
    return with_edges(found, query.print, source, segments)


def _adds(runs: list[Stretch], wanted: npt.NDArray[np.uint16], segments: Segments) -> bool:
    """Whether some segment has letters enough for a passage that is still ``wanted`` there."""
    fresh = np.zeros(segments.count, dtype=np.uint16)
    for run in runs:
        fresh[run.start : run.end] = 1
    fresh[wanted == 0] = 0
    return segments.most(fresh) >= LEAST


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
