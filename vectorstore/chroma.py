"""Chroma, embedded: explicit vectors only, one collection per unit and embedder, one process.

What was measured and shapes this file: two processes on one path break the index for good, so a
lock keeps the second out; a collection per unit finds in 1 ms what a filter finds in 19 ms, and
deletes for real; ``embedding_function=None`` still downloads a model, so ours refuses to embed;
default HNSW settings lose 7 % of neighbours, these lose 0.1 %; index files cut short end the whole
process, so they are looked at before Chroma opens them.
"""

import hashlib
import logging
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import chromadb
from chromadb import Documents, EmbeddingFunction, Embeddings
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import ChromaError, InternalError, NotFoundError
from chromadb.utils.embedding_functions import register_embedding_function
from filelock import FileLock, Timeout

from vectorstore.chroma_damage import beyond_repair, identity, set_aside, unsafe
from vectorstore.digest import digest_of, last_of_each
from vectorstore.errors import StoreBusy, StoreDamaged, StoreError
from vectorstore.port import Chunk, Hit, MetaValue, Vectors

_HNSW = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 400}
_LOCK = ".one-process.lock"
_DIGEST = "_digest"
_GONE = "向量库的文件被移走或换掉了，需要按资料库重建"
_ROOM = 1 << 20
"""Bytes without which a write that Chroma refused was refused for want of room."""
_PAGE = 1_000
"""Chunks read at a time while every vector is looked at."""

_logger = logging.getLogger(__name__)


@register_embedding_function
class NoEmbedding(EmbeddingFunction[Documents]):
    """Vectors are given by the caller, always; asking Chroma for one is a mistake."""

    def __init__(self) -> None:
        pass

    def __call__(self, input: Documents) -> Embeddings:  # noqa: ARG002 - Chroma's own name
        """Refuses."""
        raise RuntimeError("vectors must be supplied by the caller")

    @staticmethod
    def name() -> str:
        """The name under which collections remember it."""
        return "no-embedding"

    def get_config(self) -> dict[str, Any]:
        """Nothing to remember."""
        return {}

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> "NoEmbedding":  # noqa: ARG004
        """Chroma builds it again when a collection is opened."""
        return NoEmbedding()


class ChromaStore:
    """A Store (see port) in a folder. Raises StoreBusy when another process has it open.

    Files that cannot be read are moved to ``<folder>.broken-1`` (-2, …) beside it, for whoever
    wants to look, and the store begins anew; they still hold what the units wrote.
    """

    def __init__(self, folder: Path, embedder_name: str) -> None:
        self._folder = folder
        self._embedder = embedder_name
        # Any thread may renew or close the store.
        self._lock = FileLock(folder / _LOCK, thread_local=False)
        self._database: tuple[int, int] | None = None
        self._hold()
        try:
            self._client = self._open_sound()
        except BaseException:
            self._lock.release()
            raise

    def upsert(self, unit: str, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """See the port. Batches as Chroma demands; each batch is wholly there or not at all."""
        chunks, vectors = last_of_each(chunks, vectors)
        with self._told():
            collection = self._collection(unit)
            size = self._client.get_max_batch_size()
            for at in range(0, len(chunks), size):
                batch = chunks[at : at + size]
                collection.upsert(
                    ids=[chunk.id for chunk in batch],
                    embeddings=cast(Any, vectors[at : at + size]),
                    documents=[chunk.text for chunk in batch],
                    metadatas=[{**chunk.meta, _DIGEST: digest_of(chunk)} for chunk in batch],
                )

    def delete(self, unit: str, ids: Sequence[str]) -> None:
        """See the port."""
        if not ids:
            return
        with self._told():
            size = self._client.get_max_batch_size()
            for collection in self._collections(unit):
                for at in range(0, len(ids), size):
                    collection.delete(ids=list(ids[at : at + size]))

    def nearest(
        self, unit: str, vector: Vectors, k: int, where: Mapping[str, MetaValue] | None = None
    ) -> list[Hit]:
        """See the port."""
        with self._told():
            collection = self._existing(unit)
            count = collection.count() if collection else 0
            if collection is None or not count:
                return []
            found = collection.query(
                query_embeddings=cast(Any, vector.reshape(1, -1)),
                n_results=min(k, count),
                where=_where(where),
                include=["documents", "metadatas", "distances"],
            )
        columns = (found["ids"], found["documents"], found["metadatas"], found["distances"])
        ids, texts, metas, distances = (cast(list[list[Any]], column)[0] for column in columns)
        return [
            Hit(_chunk(name, text, meta), 1.0 - float(distance))
            for name, text, meta, distance in zip(ids, texts, metas, distances, strict=True)
        ]

    def chunks(self, unit: str) -> list[Chunk]:
        """See the port."""
        with self._told():
            collection = self._existing(unit)
            if collection is None:
                return []
            found = collection.get(include=["documents", "metadatas"])
        texts = cast(list[str], found["documents"])
        metas = cast(list[Mapping[str, MetaValue]], found["metadatas"])
        rows = zip(found["ids"], texts, metas, strict=True)
        return sorted((_chunk(*row) for row in rows), key=lambda chunk: chunk.id)

    def count(self, unit: str) -> int:
        """See the port."""
        with self._told():
            collection = self._existing(unit)
            return collection.count() if collection else 0

    def digests(self, unit: str) -> dict[str, str]:
        """See the port."""
        with self._told():
            collection = self._existing(unit)
            return dict(_pages(collection)) if collection else {}

    def drop(self, unit: str) -> None:
        """See the port."""
        with self._told():
            for collection in self._collections(unit):
                self._client.delete_collection(collection.name)

    def prune(self, unit: str) -> None:
        """See the port."""
        with self._told():
            for collection in self._collections(unit):
                if collection.name != self._name(unit):
                    self._client.delete_collection(collection.name)

    def renew(self) -> None:
        """See the port."""
        cast(Any, self._client).close()
        if not (self._folder / _LOCK).exists():  # the folder was removed, and the lock with it
            self._lock.release()
            self._hold()
        self._set_aside()
        self._client = self._open()

    def close(self) -> None:
        """See the port."""
        cast(Any, self._client).close()
        self._lock.release()

    def _hold(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise StoreBusy(str(self._folder)) from error
        except OSError as error:
            raise StoreError(f"向量库目录 {self._folder} 打不开：{error.strerror}") from error

    def _open_sound(self) -> Any:
        if unsafe(self._folder):
            self._set_aside()
        try:
            return self._open()
        except StoreDamaged:
            self._set_aside()
            return self._open()

    def _open(self) -> Any:
        settings = Settings(anonymized_telemetry=False)
        self._ailing = False
        self._database = None
        with self._told():
            self._database = identity(self._folder)
            try:
                client = chromadb.PersistentClient(str(self._folder), settings=settings)
            except Exception:
                # Chroma remembers what failed to start and would hand it out the next time.
                cast(Any, SharedSystemClient)._identifier_to_system.pop(str(self._folder), None)
                raise
        self._database = identity(self._folder)
        return client

    def _set_aside(self) -> None:
        try:
            place = set_aside(self._folder, keep=_LOCK)
        except OSError as error:
            reason = f"向量库的文件已损坏，又无法移开（{error.strerror}）：请检查磁盘空间和权限"
            raise StoreError(reason) from error
        _logger.warning("vector files could not be read and were moved to %s", place)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Chroma's errors as this package's."""
        # Connections that are open still read a file that was removed, and others do not.
        if self._removed():
            raise StoreDamaged(_GONE)
        try:
            if self._ailing:
                cast(Any, self._client).close()
                self._client = self._open()
            yield
        except (ChromaError, ValueError, OSError, RuntimeError, KeyError) as error:
            # A write that the disk refused keeps its connection for good; when all are gone, the
            # next call never comes back. A client made anew has all of them.
            self._ailing = isinstance(error, InternalError)
            name = type(error).__name__
            if self._removed():
                raise StoreDamaged(_GONE) from error
            if beyond_repair(error):
                raise StoreDamaged(f"向量库的文件读不出来（{name}），需要按资料库重建") from error
            if self._ailing and shutil.disk_usage(self._folder).free < _ROOM:
                raise StoreError("向量库所在的磁盘已满，没有写进去：请清理磁盘后再试") from error
            raise StoreError(f"向量库暂时不可用（{name}）") from error

    def _removed(self) -> bool:
        return self._database is not None and identity(self._folder) != self._database

    def _existing(self, unit: str) -> chromadb.Collection | None:
        try:
            found = self._client.get_collection(
                self._name(unit), embedding_function=cast(Any, NoEmbedding())
            )
        except NotFoundError:
            return None
        return cast(chromadb.Collection, found)

    def _collection(self, unit: str) -> chromadb.Collection:
        made = self._client.get_or_create_collection(
            self._name(unit),
            embedding_function=cast(Any, NoEmbedding()),
            metadata={"unit": unit, "embedder": self._embedder},
            configuration=cast(Any, {"hnsw": _HNSW}),
        )
        return cast(chromadb.Collection, made)

    def _collections(self, unit: str) -> list[chromadb.Collection]:
        """The unit's collections under every embedder that was ever used."""
        found = cast(list[chromadb.Collection], self._client.list_collections())
        return [collection for collection in found if collection.name.startswith(_prefix(unit))]

    def _name(self, unit: str) -> str:
        return f"{_prefix(unit)}{self._embedder}"[:512]


def _prefix(unit: str) -> str:
    # Names are ASCII of at most 512 characters; units are Chinese.
    return f"u-{hashlib.blake2b(unit.encode(), digest_size=12).hexdigest()}-"


def _pages(collection: chromadb.Collection) -> Iterator[tuple[str, str]]:
    for at in range(0, collection.count(), _PAGE):
        found = collection.get(limit=_PAGE, offset=at, include=["metadatas", "embeddings"])
        metas = cast(list[Mapping[str, MetaValue]], found["metadatas"])
        for name, meta in zip(found["ids"], metas, strict=True):
            yield name, str(meta.get(_DIGEST, ""))


def _where(where: Mapping[str, MetaValue] | None) -> Any:
    terms = [{key: value} for key, value in (where or {}).items()]
    if not terms:
        return None  # an empty filter is refused
    return terms[0] if len(terms) == 1 else {"$and": terms}


def _chunk(name: str, text: str, meta: Mapping[str, MetaValue]) -> Chunk:
    return Chunk(name, text, {key: value for key, value in meta.items() if key != _DIGEST})
