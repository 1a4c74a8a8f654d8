"""The house's way to its units' libraries, as the settings say."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from service.compute import Compute
from service.errors import LibraryBusy
from service.settings import Settings

if TYPE_CHECKING:
    from service.store.database import Database
    from vectorstore.apart import StoreApart
    from vectorstore.lexical_cache import Rank
    from vectorstore.port import Embedder, Store
    from vectorstore.search import Search


class SearchSide:
    """Vectors, embedder and lexical rankings, one of each in a process. With ``apart``, for a
    process that serves people, what would hold them up is done in children. ``vectors_at`` is for
    a process beside that one: it gives where the vectors are kept open.
    """

    def __init__(
        self,
        settings: Settings,
        database: "Database",
        *,
        apart: bool,
        vectors_at: Callable[[], str] | None = None,
    ) -> None:
        self._settings = settings
        self._database = database
        self._apart = apart
        self._vectors_at = vectors_at
        self._child: StoreApart | None = None
        self._opened = ExitStack()

    @cached_property
    def search(self) -> "Search":
        """Search in the units' libraries. Raises LibraryBusy when another process has the vectors
        of this data directory open."""
        from service.store.chunks import ChunkTable
        from vectorstore.search import Search

        embedder = self._embedder()
        store = self._vectors(embedder.name)
        self._opened.callback(store.close)
        return Search(store, embedder, ChunkTable(self._database), rank=self._rank())

    def address(self) -> str:
        """Where a process beside this one reaches the vectors. Raises StoreError, and LibraryBusy
        as ``search`` does."""
        _ = self.search
        if self._child is None:
            raise ValueError("the vectors are kept in this process")
        return self._child.address()

    def close(self) -> None:
        """Lets go of the files and ends the children."""
        self._opened.close()

    def _rank(self) -> "Rank":
        from vectorstore.bm25_apart import Bm25Apart
        from vectorstore.lexical_cache import rank_here

        if not self._apart:
            return rank_here
        child = Compute()
        self._opened.callback(child.close)
        return partial(Bm25Apart, child.in_child)

    def _vectors(self, embedder: str) -> "Store":
        if not self._database.is_sqlite:
            from vectorstore.pgvector import PgVectorStore

            return PgVectorStore(self._settings.database(), embedder)
        if self._vectors_at is not None:
            from vectorstore.line import StoreLine

            return StoreLine(self._vectors_at)
        return self._embedded(self._settings.data_dir / "chroma", embedder)

    def _embedded(self, folder: Path, embedder: str) -> "Store":
        from vectorstore.apart import StoreApart
        from vectorstore.errors import StoreBusy

        try:
            if not self._apart:
                return _chroma(folder, embedder)
            self._child = StoreApart(_chroma, folder, embedder)
        except StoreBusy as error:
            raise LibraryBusy(
                f"资料库 {self._settings.data_dir} 正被另一个 duizhao 进程使用，请先关闭它再试"
            ) from error
        return self._child

    def _embedder(self) -> "Embedder":
        settings = self._settings
        if not settings.embed_base_url or self._embeds_outside():
            from vectorstore.sketch import built_in

            return built_in()
        from vectorstore.endpoint import EndpointEmbedder

        key = settings.embed_api_key.get_secret_value()
        return EndpointEmbedder(settings.embed_base_url, settings.embed_model or "default", key)

    def _embeds_outside(self) -> bool:
        """Whether the embedding model would see the papers outside the house: it is not used then,
        and the built-in one is (``duizhao doctor`` says so)."""
        from service.llm.external import is_external

        settings = self._settings
        return is_external(settings.embed_base_url, settings.embed_external)


def _chroma(folder: Path, embedder: str) -> "Store":
    # Loaded only where it is used: in a child, where there is one.
    from vectorstore.chroma import ChromaStore

    return ChromaStore(folder, embedder)
