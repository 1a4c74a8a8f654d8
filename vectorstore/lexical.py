"""BM25 over character 1- and 2-grams: the ranking that decides when no embedding model is set.

bm25s indexes are rebuilt, not updated (0.15 s for 2,000 chunks), so an index belongs to one state
of a collection and is thrown away when that changes.
"""

from collections.abc import Callable, Sequence

import bm25s
import numpy as np

from vectorstore.grams import grams
from vectorstore.port import Chunk, Hit

_LENGTH_WEIGHT = 0.5
"""BM25's b. Items are of like length and a query of ten characters fits a long one as well as a
short one; 0.5 against the usual 0.75 found nearly two more of every hundred held-out queries."""


class LexicalIndex:
    """An index of some chunks, ready to rank them for a query. Never changes once made, so that
    several threads may ask it. ``by_id`` holds its chunks by id."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._chunks = list(chunks)
        self.by_id = {chunk.id: chunk for chunk in self._chunks}
        self._bm25: bm25s.BM25 | None = None
        if self._chunks:
            self._bm25 = bm25s.BM25(b=_LENGTH_WEIGHT)
            self._bm25.index([grams(c.text) or ["〇"] for c in self._chunks], show_progress=False)

    def __len__(self) -> int:
        return len(self._chunks)

    def top(self, query: str, k: int, keep: Callable[[Chunk], bool] = lambda _: True) -> list[Hit]:
        """The ``k`` best chunks that ``keep`` admits; chunks sharing nothing are left out."""
        if self._bm25 is None:
            return []
        # bm25s raises on tokens it has never seen.
        known = [gram for gram in grams(query) if gram in self._bm25.vocab_dict]
        if not known:
            return []
        scores = self._bm25.get_scores(known)
        hits: list[Hit] = []
        for index in np.argsort(-scores, kind="stable"):
            if scores[index] <= 0 or len(hits) == k:
                break
            if keep(self._chunks[index]):
                hits.append(Hit(self._chunks[index], float(scores[index])))
        return hits
