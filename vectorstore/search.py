"""Search in one unit's collection: the lexical ranking decides; a real model's is fused in."""

from collections.abc import Mapping, Sequence

from vectorstore.fusion import fuse
from vectorstore.lexical import LexicalIndex
from vectorstore.port import Chunk, Embedder, Hit, MetaValue, Store

_DEPTH = 50
"""How deep each ranking is read before fusion."""


class Search:
    """Writes and finds chunks. Every call names its unit; nothing is found across units."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder
        self._lexical: dict[str, LexicalIndex] = {}

    def write(self, unit: str, chunks: Sequence[Chunk]) -> None:
        """Embeds and stores chunks; the same chunk twice changes nothing."""
        if chunks:
            vectors = self._embedder.embed([chunk.text for chunk in chunks])
            self._store.upsert(unit, chunks, vectors)
            self._lexical.pop(unit, None)

    def delete(self, unit: str, ids: Sequence[str]) -> None:
        """Removes chunks by id."""
        self._store.delete(unit, ids)
        self._lexical.pop(unit, None)

    def chunks(self, unit: str) -> list[Chunk]:
        """Every chunk of the unit."""
        return self._store.chunks(unit)

    def find(
        self, unit: str, query: str, k: int, where: Mapping[str, MetaValue] | None = None
    ) -> list[Hit]:
        """The ``k`` best chunks for ``query`` whose meta equals every entry of ``where``."""
        wanted = dict(where or {})

        def keep(chunk: Chunk) -> bool:
            return all(chunk.meta.get(key) == value for key, value in wanted.items())

        lexical = self._index(unit).top(query, _DEPTH if self._embedder.semantic else k, keep)
        if not self._embedder.semantic:
            return lexical
        vector = self._embedder.embed([query])[0]
        return fuse([lexical, self._store.nearest(unit, vector, _DEPTH, wanted)], k)

    def _index(self, unit: str) -> LexicalIndex:
        if unit not in self._lexical:
            self._lexical[unit] = LexicalIndex(self._store.chunks(unit))
        return self._lexical[unit]
