"""Search in one unit's collection: the lexical ranking decides; a real model's is fused in.

Which chunks a unit has is for the source to say. The store of vectors only adds a ranking: where
it or the embedder fails, or lags behind, the lexical ranking answers alone.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence

from vectorstore.errors import EmbeddingFailed, StoreError
from vectorstore.fusion import fuse
from vectorstore.lexical import LexicalIndex
from vectorstore.lexical_cache import LexicalCache, Rank, rank_here
from vectorstore.port import Chunk, ChunkSource, Embedder, Hit, MetaValue, Store, Vectors
from vectorstore.reconcile import Reconciled, Reconciler

_DEPTH = 50
"""How deep each ranking is read before fusion."""
_PAUSE_S = 30.0
"""Seconds without vectors after a failure: an endpoint that hangs must not cost its whole timeout
with every search."""
_STORE_DOWN = (
    "向量库暂时不可用，本次只按字面检索，换了说法的内容可能找不到；请稍后再试，仍不行请告诉管理员"
)
_EMBEDDER_DOWN = (
    "向量模型暂时不可用，本次只按字面检索，换了说法的内容可能找不到；请稍后再试，仍不行请告诉管理员"
)
_LAGS = "向量库里这个单位的资料还没有补齐，本次以字面检索为准，换了说法的内容可能找不到"


class Search:
    """Writes and finds chunks. Every call names its unit; nothing is found across units. Safe to
    use from several threads.

    ``source`` says which chunks there are; ``rank`` makes the ranking by wording, here or in
    another process.
    """

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        source: ChunkSource,
        *,
        pause_s: float = _PAUSE_S,
        rank: Rank = rank_here,
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._source = source
        self._lexical = LexicalCache(self._source, rank=rank)
        self._reconciler = Reconciler(store, embedder, self._source)
        self._pause = _Pause(pause_s)
        # Units whose every vector was looked at here.
        self._seen_whole: set[str] = set()

    @property
    def embedder(self) -> str:
        """The name of the embedder, for whoever makes vectors elsewhere."""
        return self._embedder.name

    def write(self, unit: str, chunks: Sequence[Chunk], vectors: Vectors | None = None) -> None:
        """Stores the chunks' vectors, made here where the embedder's own are not given; the same
        chunk twice changes nothing. Raises StoreError."""
        if chunks:
            if vectors is None:
                vectors = self._embedder.embed([chunk.text for chunk in chunks])
            self._store.upsert(unit, chunks, vectors)

    def delete(self, unit: str, ids: Sequence[str]) -> None:
        """Removes vectors by the ids of their chunks. Raises StoreError."""
        self._store.delete(unit, ids)

    def chunks(self, unit: str) -> list[Chunk]:
        """Every chunk of the unit."""
        return self._source.chunks(unit)

    def find(
        self, unit: str, query: str, k: int, where: Mapping[str, MetaValue] | None = None
    ) -> list[Hit]:
        """The ``k`` best chunks for ``query`` whose meta equals every entry of ``where``. Never
        fails for want of vectors: ``trouble`` says what was missing."""
        wanted = dict(where or {})

        def keep(chunk: Chunk) -> bool:
            return all(chunk.meta.get(key) == value for key, value in wanted.items())

        index = self._lexical.index(unit)
        lexical = index.top(query, _DEPTH if self._embedder.semantic else k, keep)
        if not self._embedder.semantic or not len(index):
            return lexical
        near = self._near(unit, query, wanted)
        return fuse([lexical, _current(near, index, keep)], k) if near else lexical[:k]

    def trouble(self, unit: str) -> str:
        """Why searching in the unit goes by wording alone at present, in Chinese; "" when nothing
        is amiss."""
        said = self._pause.reason()
        if said:
            return said
        try:
            whole = self._store.count(unit) == self._source.count(unit)
        except StoreError:
            return _STORE_DOWN
        return "" if whole else _LAGS

    def is_whole(self, unit: str) -> bool:
        """Whether the vectors are those of exactly the unit's chunks."""
        return self._reconciler.is_whole(unit)

    def is_filled(self, unit: str) -> bool:
        """As ``is_whole``, for whoever asks often: once a unit was found whole here, only whether
        there are as many vectors as chunks. That finds a store that was deleted or cut short
        meanwhile; what a killed writer left, the mark on its material tells."""
        if unit in self._seen_whole:
            return self._reconciler.is_filled(unit)
        whole = self.is_whole(unit)
        if whole:
            self._seen_whole.add(unit)
        return whole

    def reconcile(self, unit: str) -> Reconciled:
        """Makes the vectors equal the unit's chunks, rebuilding what was deleted or damaged.
        Raises StoreError when store or embedder cannot be reached."""
        self._seen_whole.discard(unit)
        done = self._reconciler.reconcile(unit)
        self._pause.end()
        return done

    def _near(self, unit: str, query: str, where: Mapping[str, MetaValue]) -> list[Hit]:
        """The vector ranking; empty while the store or the embedder does not work."""
        if self._pause.lasts():
            return []
        try:
            vector = self._embedder.embed([query])[0]
            near = self._store.nearest(unit, vector, _DEPTH, where)
        except EmbeddingFailed:
            self._pause.begin(_EMBEDDER_DOWN)
            return []
        except StoreError:
            self._pause.begin(_STORE_DOWN)
            return []
        self._pause.end()
        return near


def _current(near: Sequence[Hit], index: LexicalIndex, keep: Callable[[Chunk], bool]) -> list[Hit]:
    """The hits whose chunk the source still has, with the source's text and meta."""
    found = ((index.by_id.get(hit.chunk.id), hit.score) for hit in near)
    return [Hit(chunk, score) for chunk, score in found if chunk is not None and keep(chunk)]


class _Pause:
    """What failed last, and whether it is left alone for a while."""

    def __init__(self, length_s: float) -> None:
        self._length_s = length_s
        self._lock = threading.Lock()
        self._reason = ""
        self._until = 0.0

    def begin(self, reason: str) -> None:
        with self._lock:
            self._reason, self._until = reason, time.monotonic() + self._length_s

    def end(self) -> None:
        with self._lock:
            self._reason, self._until = "", 0.0

    def lasts(self) -> bool:
        with self._lock:
            return time.monotonic() < self._until

    def reason(self) -> str:
        with self._lock:
            return self._reason
