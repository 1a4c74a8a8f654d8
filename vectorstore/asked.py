"""A store in another process, as whoever asks it sees it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from vectorstore.port import Chunk, Hit, MetaValue, Vectors

ENDED = "向量库进程意外结束，已重新启动"


class AskedStore(ABC):
    """The calls of a Store (see port), each sent to where the store is open."""

    def upsert(self, unit: str, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """See the port."""
        self._ask("upsert", unit, chunks, vectors)

    def delete(self, unit: str, ids: Sequence[str]) -> None:
        """See the port."""
        self._ask("delete", unit, ids)

    def nearest(
        self, unit: str, vector: Vectors, k: int, where: Mapping[str, MetaValue] | None = None
    ) -> list[Hit]:
        """See the port."""
        found: list[Hit] = self._ask("nearest", unit, vector, k, where)
        return found

    def chunks(self, unit: str) -> list[Chunk]:
        """See the port."""
        found: list[Chunk] = self._ask("chunks", unit)
        return found

    def count(self, unit: str) -> int:
        """See the port."""
        return int(self._ask("count", unit))

    def digests(self, unit: str) -> dict[str, str]:
        """See the port."""
        found: dict[str, str] = self._ask("digests", unit)
        return found

    def drop(self, unit: str) -> None:
        """See the port."""
        self._ask("drop", unit)

    def prune(self, unit: str) -> None:
        """See the port."""
        self._ask("prune", unit)

    def renew(self) -> None:
        """See the port."""
        self._ask("renew")

    @abstractmethod
    def _ask(self, method: str, *values: object) -> Any:
        """What the store's method gives, or its StoreError raised."""
