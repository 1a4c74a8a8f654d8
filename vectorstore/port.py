"""The ports: what a store and an embedder are, in the words of retrieval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Rows are unit-length embeddings: shape (texts, dimensions)."""

MetaValue = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stored piece of text. ``id`` is a hash of its content and origin, so that writing it twice
    changes nothing. ``meta`` is flat and holds no None."""

    id: str
    text: str
    meta: Mapping[str, MetaValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk with its score; higher is nearer, comparable inside one answer only."""

    chunk: Chunk
    score: float


class Embedder(Protocol):
    """Turns texts into vectors. ``name`` changes whenever old vectors would no longer match.
    ``semantic`` is True only for a real embedding model, whose ranking is worth fusing."""

    name: str
    semantic: bool

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit-length row a text, in the order given."""
        ...


class ChunkSource(Protocol):
    """The truth about which chunks a unit has: whatever keeps them for good. A store of vectors is
    held to it and can be rebuilt from it."""

    def chunks(self, unit: str) -> list[Chunk]:
        """Every chunk of the unit, in id order."""
        ...

    def count(self, unit: str) -> int:
        """How many chunks the unit has; cheap."""
        ...

    def stamp(self, unit: str) -> str:
        """A cheap text that changes whenever the unit's chunks change, through any process."""
        ...


class Store(Protocol):
    """Chunks with vectors, one closed collection per unit: no call can reach two units.

    Every call raises StoreError when the store cannot be reached, StoreDamaged when what it kept
    cannot be read; both may come from any method. Safe to use from several threads.
    """

    def upsert(self, unit: str, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """Writes or rewrites chunks by id; of equal ids the last counts. A process killed in the
        middle leaves whole batches, never half a chunk."""

    def delete(self, unit: str, ids: Sequence[str]) -> None:
        """Removes chunks, also from under other embedders; unknown ids are no error."""

    def nearest(
        self, unit: str, vector: Vectors, k: int, where: Mapping[str, MetaValue] | None = None
    ) -> list[Hit]:
        """The ``k`` nearest chunks by cosine whose meta equals every entry of ``where``."""
        ...

    def chunks(self, unit: str) -> list[Chunk]:
        """Every chunk of the unit, in id order."""
        ...

    def count(self, unit: str) -> int:
        """How many chunks the unit has here; cheap."""
        ...

    def digests(self, unit: str) -> dict[str, str]:
        """``digest_of`` every chunk by id, after making sure that its vector can be read."""
        ...

    def drop(self, unit: str) -> None:
        """Forgets the unit, under this embedder and every other."""

    def prune(self, unit: str) -> None:
        """Forgets what the unit's chunks became under other embedders."""

    def renew(self) -> None:
        """After StoreDamaged: sets aside what cannot be read and begins anew, empty if need be."""

    def close(self) -> None:
        """Releases locks, files and connections."""
