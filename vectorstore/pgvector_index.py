"""An HNSW index for a unit that has grown too large for exact search.

Each index is partial, of one unit and embedder, so that a search in it needs no filter and cannot
meet another unit. Below EXACT_MOST chunks exact search is quick enough and misses nothing.
"""

import hashlib

import psycopg
from psycopg import sql

from vectorstore.pgvector_schema import SCHEMA

EXACT_MOST = 10_000
"""Chunks up to which a unit is searched exactly: 21,000 of 2,048 dimensions took 92 ms, against
29 ms by an index that took 51 s to build."""
DIMENSIONS_MOST = 4_000
"""What halfvec can index; longer vectors are always searched exactly."""
EF_SEARCH = 400
"""Found 1.000 of the 20 nearest among 21,000; 200 found 0.993, 100 found 0.983."""
_M, _EF_CONSTRUCTION = 24, 200
_LOCK = 0x64757A68616E
_MEMORY_MOST_KB = 1_000_000


def name_of(unit: str, embedder: str) -> str:
    """The name of the index of a unit's vectors under an embedder."""
    digest = hashlib.blake2b(f"{unit}\n{embedder}".encode(), digest_size=16).hexdigest()
    return f"hnsw_{digest}"


def is_ready(connection: psycopg.Connection, unit: str, embedder: str) -> bool:
    """Whether the index is there and complete."""
    found = connection.execute(
        "select indisvalid from pg_index where indexrelid = to_regclass(%s)",
        (f"{SCHEMA}.{name_of(unit, embedder)}",),
    ).fetchone()
    return found == (True,)


def drop_index(connection: psycopg.Connection, unit: str, embedder: str) -> None:
    """Removes the index if there is one."""
    index = sql.Identifier(SCHEMA, name_of(unit, embedder))
    connection.execute(sql.SQL("drop index if exists {}").format(index))


def index_if_large(connection: psycopg.Connection, unit: str, embedder: str, most: int) -> None:
    """Builds the index when the unit has more than ``most`` chunks and has none. Others go on
    reading and writing meanwhile. ``connection`` must be in autocommit."""
    row = connection.execute(
        "select count(*), min(vector_dims(embedding)), max(vector_dims(embedding)) "
        "from duizhao_vectors.chunks where unit = %s and embedder = %s",
        (unit, embedder),
    ).fetchone()
    count, shortest, longest = row or (0, None, None)
    if count <= most or shortest != longest or longest > DIMENSIONS_MOST:
        return
    # One builder at a time in the whole database; the next write asks again.
    if connection.execute("select pg_try_advisory_lock(%s)", (_LOCK,)).fetchone() != (True,):
        return
    try:
        if not is_ready(connection, unit, embedder):
            drop_index(connection, unit, embedder)  # one left unfinished by a killed builder
            _build(connection, unit, embedder, count, longest)
    finally:
        connection.execute("select pg_advisory_unlock(%s)", (_LOCK,))


def _build(
    connection: psycopg.Connection, unit: str, embedder: str, count: int, dimensions: int
) -> None:
    # A graph that outgrows the memory it is built in takes many times as long.
    memory = min(_MEMORY_MOST_KB, 65_536 + count * (dimensions * 2 + 1_000) // 1_000)
    connection.execute("select set_config('maintenance_work_mem', %s, false)", (f"{memory}kB",))
    connection.execute(
        sql.SQL(
            "create index concurrently {} on duizhao_vectors.chunks "
            "using hnsw ((embedding::halfvec({})) halfvec_cosine_ops) "
            "with (m = {}, ef_construction = {}) where unit = {} and embedder = {}"
        ).format(
            sql.Identifier(name_of(unit, embedder)),
            sql.Literal(dimensions),
            sql.Literal(_M),
            sql.Literal(_EF_CONSTRUCTION),
            sql.Literal(unit),
            sql.Literal(embedder),
        )
    )
