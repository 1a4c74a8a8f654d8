"""A unit's chunks, ranked for a query by their wording."""

from collections.abc import Callable, Sequence

import numpy as np

from vectorstore.bm25 import Ranking
from vectorstore.port import Chunk, Hit


class LexicalIndex:
    """Some chunks and their ranking, ``rank(texts)``. Never changes once made, so that several
    threads may ask it. ``by_id`` holds its chunks by id."""

    def __init__(self, chunks: Sequence[Chunk], rank: Callable[[tuple[str, ...]], Ranking]) -> None:
        self._chunks = list(chunks)
        self.by_id = {chunk.id: chunk for chunk in self._chunks}
        self._ranking = rank(tuple(chunk.text for chunk in self._chunks))

    def __len__(self) -> int:
        return len(self._chunks)

    def top(self, query: str, k: int, keep: Callable[[Chunk], bool] = lambda _: True) -> list[Hit]:
        """The ``k`` best chunks that ``keep`` admits; chunks sharing nothing are left out."""
        if not self._chunks:
            return []
        scores = self._ranking.scores(query)
        hits: list[Hit] = []
        for index in np.argsort(-scores, kind="stable"):
            if scores[index] <= 0 or len(hits) == k:
                break
            if keep(self._chunks[index]):
                hits.append(Hit(self._chunks[index], float(scores[index])))
        return hits
