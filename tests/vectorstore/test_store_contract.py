"""What every store must do. A new store joins by one line in STORES."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from vectorstore.chroma import ChromaStore
from vectorstore.port import Chunk, Store, Vectors
from vectorstore.sketch import SketchEmbedder

EMBEDDER = SketchEmbedder({}, 0)
STORES: dict[str, Callable[[Path], Store]] = {
    "chroma": lambda folder: ChromaStore(folder, EMBEDDER.name),
}
WATER, TOWN = "青岚县水利局党组", "禾川县柳溪镇党委"


@pytest.fixture(params=sorted(STORES))
def make(request: pytest.FixtureRequest) -> Callable[[Path], Store]:
    return STORES[request.param]


@pytest.fixture
def store(make: Callable[[Path], Store], tmp_path: Path) -> Iterator[Store]:
    opened = make(tmp_path / "store")
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


def test_what_was_written_is_there_after_closing_and_opening(
    make: Callable[[Path], Store], tmp_path: Path
) -> None:
    first = make(tmp_path / "kept")
    put(first, WATER, chunk("a", "水库巡查", year=2024))
    first.close()
    second = make(tmp_path / "kept")
    assert second.chunks(WATER) == [chunk("a", "水库巡查", year=2024)]
    second.close()
