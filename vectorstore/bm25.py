"""BM25 over character 1- and 2-grams: the ranking that decides when no embedding model is set.

bm25s indexes are rebuilt, not updated (0.15 s for 2,000 chunks), so a ranking belongs to one state
of a collection and is thrown away when that changes.
"""

from typing import Protocol

import bm25s
import numpy as np
from numpy.typing import NDArray

from vectorstore.grams import grams

Scores = NDArray[np.float32]
"""One score a text, in the order in which the texts were given; 0 where nothing is shared."""

_LENGTH_WEIGHT = 0.5
"""BM25's b. Items are of like length and a query of ten characters fits a long one as well as a
short one; 0.5 against the usual 0.75 found nearly two more of every hundred held-out queries."""


class Ranking(Protocol):
    """Scores some texts for a query."""

    def scores(self, query: str) -> Scores:
        """The scores of all texts."""
        ...


class Bm25:
    """A ranking of texts in this process. Never changes once made, so that several threads may
    ask it."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self._size = len(texts)
        self._bm25 = bm25s.BM25(b=_LENGTH_WEIGHT)
        if texts:
            self._bm25.index([grams(text) or ["〇"] for text in texts], show_progress=False)

    def scores(self, query: str) -> Scores:
        """See Ranking."""
        if not self._size:
            return np.zeros(0, dtype=np.float32)
        # bm25s raises on tokens it has never seen.
        known = [gram for gram in grams(query) if gram in self._bm25.vocab_dict]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        found: Scores = self._bm25.get_scores(known)
        return found
