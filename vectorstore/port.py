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


class Store(Protocol):
    """Chunks with vectors, one closed collection per unit: no call can reach two units."""

    def upsert(self, unit: str, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """Writes or rewrites chunks by id."""

    def delete(self, unit: str, ids: Sequence[str]) -> None:
        """Removes chunks; unknown ids are no error."""

    def nearest(
        self, unit: str, vector: Vectors, k: int, where: Mapping[str, MetaValue] | None = None
    ) -> list[Hit]:
        """The ``k`` nearest chunks by cosine whose meta equals every entry of ``where``."""

    def chunks(self, unit: str) -> list[Chunk]:
        """Every chunk of the unit, in id order."""

    def drop(self, unit: str) -> None:
        """Forgets the unit's collection."""

    def close(self) -> None:
        """Releases locks and files."""
