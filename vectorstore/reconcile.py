"""Making a unit's vectors equal its chunks again, whatever happened to the store of vectors."""

import logging
from dataclasses import dataclass

from vectorstore.digest import digest_of
from vectorstore.errors import StoreDamaged, StoreError
from vectorstore.port import ChunkSource, Embedder, Store

_BATCH = 500
"""Chunks embedded and written at a time: 4 MB of vectors."""
_ROUNDS = 3
"""How often it begins again when the chunks changed meanwhile; the next call does the rest."""

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a reconciliation did: chunks written (missing before, or of another text) and removed
    (no chunk of the source any more)."""

    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class Reconciler:
    """Holds a store to its source."""

    store: Store
    embedder: Embedder
    source: ChunkSource

    def is_whole(self, unit: str) -> bool:
        """Whether the vectors are those of exactly the source's chunks; False when the store
        cannot be read."""
        try:
            there = self.store.digests(unit)
        except StoreError:
            return False
        return there == {chunk.id: digest_of(chunk) for chunk in self.source.chunks(unit)}

    def is_filled(self, unit: str) -> bool:
        """Whether there are as many vectors as chunks; cheap, and False when the store cannot be
        read."""
        try:
            return self.store.count(unit) == self.source.count(unit)
        except StoreError:
            return False

    def reconcile(self, unit: str) -> Reconciled:
        """Makes them so. What cannot be read is rebuilt: the unit's collection first, the whole
        store if that is not enough. Raises StoreError when store or embedder cannot be reached."""
        try:
            return self._equalise(unit)
        except StoreDamaged:
            _logger.warning("a unit's vectors could not be read: rebuilding them")
        try:
            self.store.drop(unit)
            return self._equalise(unit)
        except StoreDamaged:
            _logger.warning("the vector store could not be read: beginning anew")
        self.store.renew()
        return self._equalise(unit)

    def _equalise(self, unit: str) -> Reconciled:
        added = removed = 0
        for _ in range(_ROUNDS):
            stamp = self.source.stamp(unit)
            more, fewer = self._round(unit)
            added, removed = added + more, removed + fewer
            if self.source.stamp(unit) == stamp:
                break
        self.store.prune(unit)
        return Reconciled(added, removed)

    def _round(self, unit: str) -> tuple[int, int]:
        # Vectors are read before chunks. A chunk is written before its vector, so every vector
        # seen had its chunk, and one without is a leftover, never somebody's work under way.
        there = self.store.digests(unit)
        chunks = self.source.chunks(unit)
        if not chunks:
            self.store.drop(unit)
            return 0, len(there)
        extra = there.keys() - {chunk.id for chunk in chunks}
        self.store.delete(unit, sorted(extra))
        missing = [chunk for chunk in chunks if there.get(chunk.id) != digest_of(chunk)]
        for at in range(0, len(missing), _BATCH):
            batch = missing[at : at + _BATCH]
            vectors = self.embedder.embed([chunk.text for chunk in batch])
            self.store.upsert(unit, batch, vectors)
        # The embedder may give other vectors under its old name: asking once would show it.
        self.store.nearest(unit, self.embedder.embed([chunks[0].text])[0], 1)
        return len(missing), len(extra)
