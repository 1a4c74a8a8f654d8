"""What every store must do. A new store joins by one line in STORES."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from tests.postgres import PostgresServer
from vectorstore.apart import StoreApart
from vectorstore.chroma import ChromaStore
from vectorstore.digest import digest_of
from vectorstore.errors import StoreDamaged
from vectorstore.pgvector import PgVectorStore
from vectorstore.port import Chunk, Store, Vectors
from vectorstore.sketch import SketchEmbedder

EMBEDDER = SketchEmbedder({}, 0)
WATER, TOWN = "青岚县水利局党组", "禾川县柳溪镇党委"
OPEN: dict[str, Callable[[str, str], Store]] = {
    "chroma": lambda place, embedder: ChromaStore(Path(place), embedder),
    "chroma apart": lambda place, embedder: StoreApart(ChromaStore, Path(place), embedder),
    "pgvector": PgVectorStore,
}
Make = Callable[[], Store]


@pytest.fixture(params=sorted(OPEN))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def place(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the test's store is: a folder or the address of a database."""
    if kind.startswith("chroma"):
        yield str(tmp_path / "store")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    database = server.create_database()
    yield server.address(database, "psycopg")
    server.drop_database(database)


@pytest.fixture
def make(kind: str, place: str) -> Make:
    return lambda: OPEN[kind](place, EMBEDDER.name)


@pytest.fixture
def store(make: Make) -> Iterator[Store]:
    opened = make()
    yield opened
    opened.close()


def chunk(name: str, text: str, **meta: str | int) -> Chunk:
    return Chunk(name, text, meta)


def vectors(*texts: str) -> Vectors:
    return EMBEDDER.embed(texts)


def put(store: Store, unit: str, *chunks: Chunk) -> None:
    store.upsert(unit, chunks, vectors(*(c.text for c in chunks)))


def test_what_was_written_is_found_with_its_text_and_meta(store: Store) -> None:
    put(store, WATER, chunk("a", "小型水库巡查记录补填", year=2024, use="own-past"))
    hit = store.nearest(WATER, vectors("水库巡查记录")[0], 5)[0]
    assert hit.chunk == chunk("a", "小型水库巡查记录补填", year=2024, use="own-past")
    assert 0 < hit.score <= 1.0001


def test_nearer_texts_come_first(store: Store) -> None:
    put(store, WATER, chunk("a", "食堂菜式单一"), chunk("b", "水库巡查流于形式"))
    names = [hit.chunk.id for hit in store.nearest(WATER, vectors("水库巡查")[0], 2)]
    assert names == ["b", "a"]


def test_one_unit_never_finds_what_another_wrote(store: Store) -> None:
    put(store, WATER, chunk("a", "水库巡查流于形式"))
    put(store, TOWN, chunk("b", "秸秆禁烧台账不实"))
    assert [h.chunk.id for h in store.nearest(TOWN, vectors("水库巡查")[0], 5)] == ["b"]
    assert [c.id for c in store.chunks(WATER)] == ["a"]


def test_writing_the_same_chunk_twice_changes_nothing(store: Store) -> None:
    for _ in range(2):
        put(store, WATER, chunk("a", "水库巡查流于形式", year=2024))
    assert len(store.chunks(WATER)) == 1


def test_a_chunk_written_again_with_other_text_is_replaced(store: Store) -> None:
    put(store, WATER, chunk("a", "旧的说法"))
    put(store, WATER, chunk("a", "新的说法"))
    assert [c.text for c in store.chunks(WATER)] == ["新的说法"]


def test_filters_are_applied_before_the_nearest_are_counted(store: Store) -> None:
    near = [chunk(f"n{i}", "水库巡查流于形式", year=2023) for i in range(10)]
    put(store, WATER, *near, chunk("far", "食堂菜式单一", year=2024, use="own-past"))
    query = vectors("水库巡查")[0]
    assert [h.chunk.id for h in store.nearest(WATER, query, 3, {"year": 2024})] == ["far"]
    both: dict[str, str | int] = {"year": 2024, "use": "own-past"}
    assert [h.chunk.id for h in store.nearest(WATER, query, 3, both)] == ["far"]
    assert store.nearest(WATER, query, 3, {"year": 2019}) == []


def test_a_chunk_without_meta_can_be_kept(store: Store) -> None:
    put(store, WATER, chunk("a", "水库巡查"))
    assert store.chunks(WATER) == [chunk("a", "水库巡查")]


def test_deleting_forgets_the_chunk_and_minds_no_unknown_id(store: Store) -> None:
    put(store, WATER, chunk("a", "水库巡查"), chunk("b", "食堂"))
    store.delete(WATER, ["a", "never written"])
    assert [c.id for c in store.chunks(WATER)] == ["b"]


def test_dropping_a_unit_leaves_the_others(store: Store) -> None:
    put(store, WATER, chunk("a", "水库巡查"))
    put(store, TOWN, chunk("b", "秸秆禁烧"))
    store.drop(WATER)
    store.drop("从未有过的单位")
    assert store.chunks(WATER) == []
    assert len(store.chunks(TOWN)) == 1


def test_an_empty_unit_answers_with_nothing(store: Store) -> None:
    assert store.chunks("从未有过的单位") == []
    assert store.nearest("从未有过的单位", vectors("水库")[0], 3) == []


def test_more_chunks_than_one_batch_holds_are_all_kept(store: Store) -> None:
    many = [chunk(f"c{i:05d}", f"第{i}号水库") for i in range(6000)]
    rows = np.ones((len(many), 8), dtype=np.float32) / np.sqrt(8)
    store.upsert(WATER, many, np.asarray(rows, dtype=np.float32))
    assert len(store.chunks(WATER)) == 6000


def test_what_was_written_is_there_after_closing_and_opening(make: Make) -> None:
    first = make()
    put(first, WATER, chunk("a", "水库巡查", year=2024))
    first.close()
    second = make()
    assert second.chunks(WATER) == [chunk("a", "水库巡查", year=2024)]
    second.close()


def test_a_filter_tells_numbers_from_words_and_yes_from_one(store: Store) -> None:
    put(store, WATER, Chunk("a", "水库", {"year": 2024, "own": True, "share": 0.5}))
    query = vectors("水库")[0]
    assert len(store.nearest(WATER, query, 1, {"year": 2024, "own": True, "share": 0.5})) == 1
    assert store.nearest(WATER, query, 1, {"year": "2024"}) == []


@pytest.mark.parametrize(
    "name",
    [
        "青岚县水利局党组（机关党委）",
        "'; drop table duizhao_vectors.chunks; --",
        '双"引号" 和 \\ 反斜线 %s %(unit)s $1 {x}',
        "局" * 300,
        " ",
        "a\nb\tc",
    ],
    ids=["chinese", "injection", "quotes", "300 characters", "space", "control"],
)
def test_any_name_and_text_is_only_a_name_and_a_text(store: Store, name: str) -> None:
    put(store, TOWN, chunk("kept", "秸秆禁烧"))
    odd = Chunk(f"id {name}", f"水库巡查{name}", {"file": name})
    put(store, name, odd)
    assert store.chunks(name) == [odd]
    found = store.nearest(name, vectors("水库巡查")[0], 5, {"file": name})
    assert [hit.chunk for hit in found] == [odd]
    store.delete(name, [odd.id])
    store.drop(name)
    assert store.chunks(name) == []
    assert [c.id for c in store.chunks(TOWN)] == ["kept"]


def test_of_equal_ids_in_one_call_the_last_counts(store: Store) -> None:
    put(store, WATER, chunk("a", "旧的说法"), chunk("b", "食堂"), chunk("a", "新的说法"))
    assert [c.text for c in store.chunks(WATER)] == ["新的说法", "食堂"]
    assert store.count(WATER) == 2


def test_digests_change_with_text_and_meta_and_with_nothing_else(store: Store) -> None:
    put(store, WATER, chunk("a", "水库", year=2024), chunk("b", "食堂"))
    expected = {c.id: digest_of(c) for c in (chunk("a", "水库", year=2024), chunk("b", "食堂"))}
    assert store.digests(WATER) == expected
    put(store, WATER, chunk("a", "水库", year=2025))
    assert store.digests(WATER)["a"] != expected["a"]
    assert store.digests(TOWN) == {}
    assert store.count(TOWN) == 0


def test_writing_nothing_and_deleting_nothing_is_no_error(store: Store) -> None:
    store.upsert(WATER, [], vectors())
    store.delete(WATER, [])
    assert store.count(WATER) == 0


def test_many_ids_are_deleted_in_one_call(store: Store) -> None:
    many = [chunk(f"c{i:05d}", "水库") for i in range(6000)]
    store.upsert(WATER, many, np.ones((6000, 8), dtype=np.float32) / np.float32(np.sqrt(8)))
    store.delete(WATER, [c.id for c in many[1:]])
    assert [c.id for c in store.chunks(WATER)] == ["c00000"]


def test_an_earlier_embedders_chunks_are_not_found_and_can_be_forgotten(
    kind: str, place: str
) -> None:
    old = OPEN[kind](place, "old-model")
    put(old, WATER, chunk("a", "水库巡查"), chunk("b", "食堂"))
    put(old, TOWN, chunk("c", "秸秆禁烧"))
    old.close()
    new = OPEN[kind](place, "new-model")
    assert new.chunks(WATER) == []
    put(new, WATER, chunk("b", "食堂"))
    new.delete(WATER, ["b"])
    put(new, WATER, chunk("d", "采购"))
    new.prune(TOWN)
    new.close()
    old = OPEN[kind](place, "old-model")
    assert [c.id for c in old.chunks(WATER)] == ["a"], "deleting reaches what was made before"
    assert old.chunks(TOWN) == []
    old.drop(WATER)
    old.close()
    new = OPEN[kind](place, "new-model")
    assert new.chunks(WATER) == []
    new.close()


def test_vectors_of_another_length_are_refused_as_damage(store: Store) -> None:
    put(store, WATER, chunk("a", "水库巡查"))
    short = np.ones((8,), dtype=np.float32) / np.float32(np.sqrt(8))
    with pytest.raises(StoreDamaged):
        store.nearest(WATER, short, 1)


def test_several_threads_write_and_read_without_losing_anything(store: Store) -> None:
    def work(number: int) -> None:
        unit = (WATER, TOWN)[number % 2]
        for part in range(4):
            name = f"{number}-{part}"
            put(store, unit, chunk(name, f"第{name}号水库"), chunk("shared", "食堂菜式单一"))
            assert store.nearest(unit, vectors("食堂菜式")[0], 1)[0].chunk.id == "shared"

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    for unit, parity in ((WATER, 0), (TOWN, 1)):
        mine = {f"{n}-{p}" for n in range(8) if n % 2 == parity for p in range(4)}
        assert {c.id for c in store.chunks(unit)} == {*mine, "shared"}


_WRITER = """
import sys
import numpy as np
from tests.vectorstore.test_store_contract import OPEN
from vectorstore.port import Chunk
kind, place, embedder, unit = sys.argv[1:]
store = OPEN[kind](place, embedder)
rows = np.random.default_rng(0).normal(size=(50, 64)).astype(np.float32)
for batch in range(100000):
    chunks = [Chunk(f"{batch:05d}-{i:02d}", "水库巡查", {"n": i}) for i in range(50)]
    store.upsert(unit, chunks, rows)
    print(batch, flush=True)
"""


@pytest.mark.parametrize("after", [1, 3, 25])
def test_a_process_killed_while_writing_leaves_whole_batches(
    kind: str, place: str, make: Make, after: int
) -> None:
    command = [sys.executable, "-c", _WRITER, kind, place, EMBEDDER.name, WATER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(after):
            assert writer.stdout.readline()
        writer.kill()
        told = after + len(writer.stdout.readlines())
    store = make()
    kept = store.digests(WATER)
    batches = {name.split("-")[0] for name in kept}
    assert len(kept) == 50 * len(batches), "each batch is wholly there"
    assert {f"{n:05d}" for n in range(told)} <= batches, "what was acknowledged is there"
    assert len(batches) <= told + 1
    row = np.random.default_rng(0).normal(size=(50, 64)).astype(np.float32)[7]
    assert store.nearest(WATER, row, 1)[0].chunk.meta == {"n": 7}
    store.close()
