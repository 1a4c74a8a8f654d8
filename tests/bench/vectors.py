"""Nearest chunks inside one unit: our two stores against one Chroma collection with a filter (P6),
and against exact search in numpy.

A library of several units lies in one collection at the peer; each unit has the same number of
chunks, texts are sentences of the sample library, vectors the built-in sketch of them.
"""

import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, cast

import chromadb
import numpy as np
from chromadb.config import Settings

from tests.bench.library import sentence_pool
from tests.bench.measure import Line, least, limit, seconds
from tests.postgres import running_postgres
from vectorstore.chroma import ChromaStore, NoEmbedding
from vectorstore.pgvector import PgVectorStore
from vectorstore.port import Chunk, Store, Vectors
from vectorstore.sketch import built_in

NAME = "vectors"
_UNITS, _EACH = 8, 1_000
_QUERIES, _K, _BATCH = 60, 20, 1_000
Ask = Callable[[Vectors], list[str]]


def run() -> Iterator[Line]:
    """Recall@20 and p95 of each way to search the last unit."""
    chunks, vectors = _library()
    mine = vectors[-_EACH:]
    queries = _near(mine)
    right = [_exact(mine, query) for query in queries]
    yield Line("figures", "p95 of a search")
    yield Line("library", f"{_UNITS} units of {_EACH} chunks, {vectors.shape[1]} dimensions")
    with tempfile.TemporaryDirectory(prefix="duizhao-bench-") as folder:
        peer_p95, recall = _timed(_peer(Path(folder) / "peer", chunks, vectors), queries, right)
        yield Line("one Chroma collection, filtered", f"{peer_p95:.1f} ms")
        yield Line("  its recall@20", f"{recall:.4f}")
        p95, _ = _timed(lambda query: _exact(mine, query), queries, right)
        yield Line("numpy, exact, all in memory", f"{p95:.2f} ms")
        name = built_in().name
        chroma = ChromaStore(Path(folder) / "chroma", name)
        yield from _lines("Chroma, a collection a unit", chroma, chunks, vectors, peer_p95)
        with running_postgres(configuration="") as server:
            address = server.address(server.create_database())
            for title, most in (("pgvector, exact", _EACH), ("pgvector, HNSW", _EACH - 1)):
                store = PgVectorStore(address, name, exact_most=most)
                yield from _lines(title, store, chunks, vectors, peer_p95)


def _lines(
    title: str, store: Store, chunks: Sequence[Chunk], vectors: Vectors, peer_p95: float
) -> Iterator[Line]:
    for number in range(_UNITS):
        part = slice(number * _EACH, (number + 1) * _EACH)
        store.upsert(f"unit-{number}", chunks[part], vectors[part])
    mine = vectors[-_EACH:]
    queries = _near(mine)
    right = [_exact(mine, query) for query in queries]

    def ask(query: Vectors) -> list[str]:
        return [hit.chunk.id for hit in store.nearest(f"unit-{_UNITS - 1}", query, _K)]

    p95, recall = _timed(ask, queries, right)
    yield Line(title, f"{p95:.1f} ms")
    yield limit("  p95 / filtered Chroma's", p95 / peer_p95, 0.1, "")
    yield least("  its recall@20", recall, 0.99)
    store.close()


def _library() -> tuple[list[Chunk], Vectors]:
    pool = sentence_pool()
    chance = np.random.default_rng(0)
    texts = [
        "".join(pool[i] for i in chance.integers(0, len(pool), 3)) for _ in range(_UNITS * _EACH)
    ]
    chunks = [
        Chunk(f"{number % _EACH:05d}", text, {"unit": f"unit-{number // _EACH}"})
        for number, text in enumerate(texts)
    ]
    return chunks, built_in().embed(texts)


def _near(vectors: Vectors) -> Vectors:
    """Queries that lie between two chunks, so that neighbours are near and far ones far."""
    chance = np.random.default_rng(1)
    first, second = (vectors[chance.integers(0, len(vectors), _QUERIES)] for _ in range(2))
    mixed = first + 0.5 * second
    return np.asarray(mixed / np.linalg.norm(mixed, axis=1, keepdims=True), dtype=np.float32)


def _exact(vectors: Vectors, query: Vectors) -> list[str]:
    return [f"{row:05d}" for row in np.argsort(-(vectors @ query), kind="stable")[:_K]]


def _timed(ask: Ask, queries: Vectors, right: Sequence[list[str]]) -> tuple[float, float]:
    """The 95th percentile in milliseconds, and how much of what is right was found."""
    ask(queries[0])
    found: list[list[str]] = []
    times = [seconds(partial(_keep, found, ask, query)) for query in queries]
    hit = sum(len(set(a) & set(b)) for a, b in zip(found, right, strict=True))
    return statistics.quantiles(times, n=20)[-1] * 1000, hit / (_K * len(queries))


def _keep(found: list[list[str]], ask: Ask, query: Vectors) -> None:
    found.append(ask(query))


def _peer(folder: Path, chunks: Sequence[Chunk], vectors: Vectors) -> Ask:
    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    collection = client.create_collection(
        "all", embedding_function=cast(Any, NoEmbedding()), metadata={"hnsw:space": "cosine"}
    )
    for at in range(0, len(chunks), _BATCH):
        part = chunks[at : at + _BATCH]
        collection.add(
            ids=[f"{chunk.meta['unit']}/{chunk.id}" for chunk in part],
            embeddings=cast(Any, vectors[at : at + _BATCH]),
            documents=[chunk.text for chunk in part],
            metadatas=[dict(chunk.meta) for chunk in part],
        )
    wanted = f"unit-{_UNITS - 1}"

    def ask(query: Vectors) -> list[str]:
        found = collection.query(
            query_embeddings=cast(Any, query.reshape(1, -1)),
            n_results=_K,
            where={"unit": wanted},
            include=["distances", "documents", "metadatas"],
        )
        return [name.split("/")[1] for name in found["ids"][0]]

    return ask
