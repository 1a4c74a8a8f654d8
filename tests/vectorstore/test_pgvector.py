"""What only the store on PostgreSQL does: its schema, its index for large units, its many users."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import psycopg
import pytest

from tests.postgres import PostgresServer
from vectorstore.errors import StoreDamaged, StoreError
from vectorstore.pgvector import PgVectorStore
from vectorstore.pgvector_index import index_if_large, name_of
from vectorstore.port import Chunk, Vectors

UNIT, OTHER = "O'Brien 的\\单位%s", "另一个单位"
DIMENSIONS = 64


def rows(count: int, seed: int = 0) -> Vectors:
    """Vectors in clusters, as texts are."""
    chance = np.random.default_rng(seed)
    centres = np.random.default_rng(99).normal(size=(40, DIMENSIONS))
    found = centres[chance.integers(0, 40, count)] + chance.normal(size=(count, DIMENSIONS))
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def numbered(count: int) -> list[Chunk]:
    return [Chunk(f"{i:05d}", f"第{i}号水库", {"odd": i % 2}) for i in range(count)]


def indexes(address: str) -> dict[str, bool]:
    with psycopg.connect(address) as connection:
        found = connection.execute(
            "select c.relname, i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid"
            " where c.relname like 'hnsw%'"
        ).fetchall()
    return dict(found)


def wait_until_used(address: str, index: str) -> None:
    """PostgreSQL counts the use of an index a moment after the connection has gone."""
    wanted = "select idx_scan > 0 from pg_stat_user_indexes where indexrelname = %s"
    with psycopg.connect(address, autocommit=True) as connection:
        for _ in range(200):
            if connection.execute(wanted, (index,)).fetchone() == (True,):
                return
            time.sleep(0.05)
    raise AssertionError("the index was not used")


def test_a_large_unit_gets_an_index_of_its_own_that_misses_next_to_nothing(
    plain_postgres_address: str,
) -> None:
    store = PgVectorStore(plain_postgres_address, "e", exact_most=2_000)
    vectors = rows(3_000)
    store.upsert(OTHER, numbered(500), rows(500, seed=5))
    assert indexes(plain_postgres_address) == {}
    store.upsert(UNIT, numbered(3_000), vectors)
    assert indexes(plain_postgres_address) == {name_of(UNIT, "e"): True}
    right = total = 0
    for query in rows(40, seed=1):
        exact = {f"{i:05d}" for i in np.argsort(-(vectors @ query))[:20]}
        right += len(exact & {hit.chunk.id for hit in store.nearest(UNIT, query, 20)})
        total += 20
        filtered = store.nearest(UNIT, query, 20, {"odd": 1})
        assert len(filtered) == 20
        assert all(hit.chunk.meta["odd"] == 1 for hit in filtered)
    assert right / total >= 0.99
    store.close()
    wait_until_used(plain_postgres_address, name_of(UNIT, "e"))
    store = PgVectorStore(plain_postgres_address, "e")
    store.drop(UNIT)
    assert indexes(plain_postgres_address) == {}
    assert store.count(OTHER) == 500
    store.close()


def test_an_index_that_a_killed_builder_left_is_built_anew(plain_postgres_address: str) -> None:
    store = PgVectorStore(plain_postgres_address, "e", exact_most=100)
    store.upsert(UNIT, numbered(200), rows(200))
    name = name_of(UNIT, "e")
    with psycopg.connect(plain_postgres_address, autocommit=True) as connection:
        connection.execute(
            "update pg_index set indisvalid = false where indexrelid = to_regclass(%s)",
            (f"duizhao_vectors.{name}",),
        )
        assert indexes(plain_postgres_address) == {name: False}
        assert len(store.nearest(UNIT, rows(1)[0], 20)) == 20
        index_if_large(connection, UNIT, "e", 100)
    assert indexes(plain_postgres_address) == {name: True}
    store.close()


def test_several_may_open_an_empty_database_at_once(plain_postgres_address: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: PgVectorStore(plain_postgres_address, "e"), range(6)))
    stores[0].upsert(UNIT, numbered(3), rows(3))
    assert [store.count(UNIT) for store in stores] == [3] * 6
    for store in stores:
        store.close()


def test_a_user_who_may_not_make_the_extension_is_told_who_can(
    postgres_server: PostgresServer, postgres_database: str, plain_postgres_address: str
) -> None:
    user = f"clerk_{os.getpid()}_{postgres_database}"
    with psycopg.connect(plain_postgres_address, autocommit=True) as connection:
        connection.execute(f"create role {user} login".encode())
        try:
            address = postgres_server.address(postgres_database).replace("postgres@", f"{user}@")
            with pytest.raises(StoreError, match="CREATE EXTENSION vector"):
                PgVectorStore(address, "e")
            connection.execute("create extension vector")
            with pytest.raises(StoreError, match="权限"):
                PgVectorStore(address, "e")
            grant = f"grant create on database {postgres_database} to {user}"
            connection.execute(grant.encode())
            PgVectorStore(address, "e").close()
        finally:
            connection.execute(f"drop owned by {user}".encode())
            connection.execute(f"drop role {user}".encode())


@pytest.mark.parametrize("address", ["nonsense", "postgresql://postgres@127.0.0.1:9/none"])
def test_an_address_that_leads_nowhere_is_said_in_one_sentence(address: str) -> None:
    with pytest.raises(StoreError, match="向量库"):
        PgVectorStore(address, "e")


def test_what_postgresql_cannot_keep_is_refused_and_is_no_damage(
    plain_postgres_address: str,
) -> None:
    store = PgVectorStore(plain_postgres_address, "e")
    for text in ("秘密\x00", "秘密\ud800"):
        with pytest.raises(StoreError) as refused:
            store.upsert(UNIT, [Chunk("a", text)], rows(1))
        assert not isinstance(refused.value, StoreDamaged)
        assert "秘密" not in str(refused.value)
    store.close()
