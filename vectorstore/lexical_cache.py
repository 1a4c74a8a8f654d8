"""The lexical indexes in memory, each for one state of one unit's chunks."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from vectorstore.bm25 import Bm25, Ranking
from vectorstore.lexical import LexicalIndex
from vectorstore.port import ChunkSource

UNITS = 32
"""Units whose index is kept; the one unused longest goes first. Measured with chunks of
400 characters: 10 MB for a unit of 2,000, 27 MB for one of 10,000, so some 300 MB when full."""

Rank = Callable[[str, tuple[str, ...]], Ranking]
"""Makes the ranking of a unit's texts."""


def rank_here(_: str, texts: tuple[str, ...]) -> Ranking:
    """A ranking in this process."""
    return Bm25(texts)


@dataclass
class _Place:
    building: threading.Lock = field(default_factory=threading.Lock)
    state: tuple[str, LexicalIndex] | None = None


class LexicalCache:
    """Gives a unit's index, built from the source and built anew when the source's stamp changed.
    Several threads may ask; only one builds, the others wait for it."""

    def __init__(self, source: ChunkSource, units: int = UNITS, rank: Rank = rank_here) -> None:
        self._source = source
        self._rank = rank
        self._units = units
        self._lock = threading.Lock()
        self._places: OrderedDict[str, _Place] = OrderedDict()

    def index(self, unit: str) -> LexicalIndex:
        """The index of the unit's chunks as they are now."""
        place = self._place(unit)
        # The stamp is asked before the chunks: at worst an index is newer than its stamp says.
        stamp = self._source.stamp(unit)
        state = place.state
        if state is not None and state[0] == stamp:
            return state[1]
        with place.building:
            state = place.state
            if state is None or state[0] != stamp:
                chunks = self._source.chunks(unit)
                state = place.state = stamp, LexicalIndex(chunks, partial(self._rank, unit))
            return state[1]

    def __len__(self) -> int:
        return len(self._places)

    def _place(self, unit: str) -> _Place:
        with self._lock:
            place = self._places.setdefault(unit, _Place())
            self._places.move_to_end(unit)
            while len(self._places) > self._units:
                self._places.popitem(last=False)
            return place
