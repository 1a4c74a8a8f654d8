"""Whatever happens to the vectors, they are made to equal the chunks again; meanwhile the lexical
ranking answers and says so."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psycopg
import pytest

from tests.postgres import PostgresServer
from tests.simulated_llm import Simulated, serving
from tests.vectorstore.chunk_rows import ChunkRows
from vectorstore.chroma import ChromaStore
from vectorstore.endpoint import EndpointEmbedder
from vectorstore.errors import StoreDamaged, StoreError
from vectorstore.pgvector import PgVectorStore
from vectorstore.port import Chunk, Embedder, Hit, Store
from vectorstore.reconcile import Reconciled
from vectorstore.search import Search
from vectorstore.sketch import SketchEmbedder, built_in

UNIT, OTHER = "unit-1", "unit-2"
CHUNKS = (
    Chunk("canteen", "机关食堂菜式单一，晚餐供应时间短", {"year": 2023}),
    Chunk("patrol", "小型水库汛期巡查记录有补填现象，巡查员到岗不签到", {"year": 2023}),
    Chunk("study", "中心组学习以领读文件为主，研讨发言少", {"year": 2024}),
)
MANY = tuple(Chunk(f"c{i:04d}", f"第{i}号水库的巡查记录", {"n": i}) for i in range(1050))
"""Enough for Chroma to write its index files."""


@pytest.fixture
def source(tmp_path: Path) -> ChunkRows:
    rows = ChunkRows(tmp_path / "chunks.sqlite")
    rows.put(UNIT, CHUNKS)
    return rows


@pytest.fixture
def embedder() -> Iterator[Embedder]:
    """A real embedding model behind HTTP, whose ranking counts."""
    with serving(Simulated(lambda _: "")) as server:
        yield EndpointEmbedder(server.base_url, "bge", "")


@pytest.fixture(params=["chroma", "pgvector"])
def store(request: pytest.FixtureRequest, embedder: Embedder, tmp_path: Path) -> Iterator[Store]:
    made: Store
    if request.param == "chroma":
        made = ChromaStore(tmp_path / "chroma", embedder.name)
    else:
        made = PgVectorStore(request.getfixturevalue("postgres_address"), embedder.name)
    yield made
    made.close()


@pytest.fixture
def search(store: Store, embedder: Embedder, source: ChunkRows) -> Search:
    return Search(store, embedder, source, pause_s=0)


def names(hits: list[Hit]) -> list[str]:
    return [hit.chunk.id for hit in hits]


def test_an_empty_store_is_filled_and_searched_by_wording_until_then(search: Search) -> None:
    assert names(search.find(UNIT, "水库巡查没签到", 1)) == ["patrol"]
    assert "还没有补齐" in search.trouble(UNIT)
    assert not search.is_whole(UNIT)
    assert search.reconcile(UNIT) == Reconciled(added=3, removed=0)
    assert search.is_whole(UNIT)
    assert search.trouble(UNIT) == ""
    assert len(search.find(UNIT, "水库巡查没签到", 3)) == 3, "the model ranks every chunk"
    assert search.reconcile(UNIT) == Reconciled(0, 0)


def test_missing_extra_and_changed_vectors_are_all_set_right(
    search: Search, store: Store, source: ChunkRows, embedder: Embedder
) -> None:
    search.reconcile(UNIT)
    store.delete(UNIT, ["canteen"])
    leftover = Chunk("leftover", "多余的一段")
    store.upsert(UNIT, [leftover], embedder.embed([leftover.text]))
    source.put(UNIT, [Chunk("study", "改过的一段", {"year": 2024})])
    assert search.reconcile(UNIT) == Reconciled(added=2, removed=1)
    assert store.chunks(UNIT) == source.chunks(UNIT)
    assert search.is_whole(UNIT)


def test_once_seen_whole_a_unit_is_looked_at_briefly_and_what_is_lost_shows_all_the_same(
    search: Search, store: Store
) -> None:
    assert not search.is_filled(UNIT)
    search.reconcile(UNIT)
    assert search.is_filled(UNIT)
    assert search.is_filled(UNIT)
    store.delete(UNIT, ["canteen"])
    assert not search.is_filled(UNIT)
    search.reconcile(UNIT)
    assert search.is_filled(UNIT)
    store.drop(UNIT)
    assert not search.is_filled(UNIT)


def test_a_unit_not_yet_seen_whole_is_looked_at_closely(
    search: Search, store: Store, source: ChunkRows
) -> None:
    search.reconcile(UNIT)
    source.put(UNIT, [Chunk("study", "改过的一段", {"year": 2024})])
    assert store.count(UNIT) == len(source.chunks(UNIT))
    assert not search.is_filled(UNIT)


def test_vectors_made_elsewhere_are_kept_as_given(
    search: Search, store: Store, embedder: Embedder
) -> None:
    search.write(UNIT, CHUNKS, embedder.embed([chunk.text for chunk in CHUNKS]))
    assert search.is_whole(UNIT)
    near = store.nearest(UNIT, embedder.embed([CHUNKS[1].text])[0], 1)
    assert names(near) == ["patrol"]


def test_a_removed_chunk_is_not_found_even_while_its_vector_is_left(
    search: Search, source: ChunkRows
) -> None:
    search.reconcile(UNIT)
    source.remove(UNIT, ["patrol"])
    assert "patrol" not in names(search.find(UNIT, "水库巡查没签到", 5))
    assert search.reconcile(UNIT) == Reconciled(0, 1)


def test_a_unit_that_has_no_chunks_any_more_has_no_vectors_either(
    search: Search, store: Store, source: ChunkRows
) -> None:
    source.put(OTHER, CHUNKS[:1])
    search.reconcile(OTHER)
    search.reconcile(UNIT)
    source.remove(UNIT, [c.id for c in CHUNKS])
    assert search.reconcile(UNIT) == Reconciled(0, 3)
    assert store.count(UNIT) == 0
    assert search.is_whole(OTHER)


def test_what_another_process_wrote_is_found_without_being_told(
    search: Search, tmp_path: Path
) -> None:
    search.find(UNIT, "采购", 1)
    ChunkRows(tmp_path / "chunks.sqlite").put(UNIT, [Chunk("new", "采购合同未公示")])
    assert names(search.find(UNIT, "采购合同公示", 1)) == ["new"]


def test_vectors_of_a_changed_model_under_its_old_name_are_made_anew(
    search: Search, store: Store
) -> None:
    short = np.ones((len(CHUNKS), 8), dtype=np.float32) / np.float32(np.sqrt(8))
    store.upsert(UNIT, CHUNKS, short)
    assert names(search.find(UNIT, "水库巡查没签到", 1)) == ["patrol"]
    assert "向量库暂时不可用" in search.trouble(UNIT)
    assert search.reconcile(UNIT).added == len(CHUNKS)
    assert search.find(UNIT, "水库巡查没签到", 3)
    assert search.trouble(UNIT) == ""


def test_a_model_that_is_gone_costs_its_ranking_and_not_the_answer(
    store: Store, source: ChunkRows
) -> None:
    gone = EndpointEmbedder("http://127.0.0.1:9/v1", "bge", "")
    search = Search(store, gone, source)
    assert names(search.find(UNIT, "水库巡查没签到", 1)) == ["patrol"]
    assert "向量模型暂时不可用" in search.trouble(UNIT)
    with pytest.raises(StoreError):
        search.reconcile(UNIT)


def _delete(folder: Path) -> None:
    shutil.rmtree(folder)


def _delete_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").unlink()


def _garbage(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(b"garbage" * 1000)


def _malformed(folder: Path) -> None:
    with (folder / "chroma.sqlite3").open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(100_000))


def _delete_indexes(folder: Path) -> None:
    for path in [p for p in folder.iterdir() if p.is_dir()]:
        shutil.rmtree(path)


def _cut_indexes(folder: Path) -> None:
    for path in folder.rglob("*.bin"):
        os.truncate(path, path.stat().st_size // 3)


def _noise_in(pattern: str) -> Callable[[Path], None]:
    def harm(folder: Path) -> None:
        for path in folder.rglob(pattern):
            path.write_bytes(np.random.default_rng(1).bytes(path.stat().st_size))

    return harm


HARMS: dict[str, Callable[[Path], None]] = {
    "folder deleted": _delete,
    "database deleted": _delete_database,
    "database garbage": _garbage,
    "database malformed": _malformed,
    "indexes deleted": _delete_indexes,
    "indexes cut short": _cut_indexes,
    "noise in header": _noise_in("header.bin"),
    "noise in links": _noise_in("link_lists.bin"),
    "noise in vectors": _noise_in("data_level0.bin"),
    "noise in lengths": _noise_in("length.bin"),
    "noise in names": _noise_in("*.pickle"),
    "noise everywhere": _noise_in("*.*"),
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound Chroma folder with the vectors of MANY, closed."""
    folder = tmp_path_factory.mktemp("filled") / "chroma"
    sketch = built_in()
    store = ChromaStore(folder, sketch.name)
    store.upsert(UNIT, MANY, sketch.embed([c.text for c in MANY]))
    store.close()
    return folder


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS.keys())
@pytest.mark.parametrize("opened", [False, True], ids=["closed", "open"])
def test_chroma_deleted_or_damaged_is_rebuilt_exactly(
    filled: Path, tmp_path: Path, harm: Callable[[Path], None], opened: bool
) -> None:
    source = ChunkRows(tmp_path / "chunks.sqlite")
    source.put(UNIT, MANY)
    folder = tmp_path / "chroma"
    shutil.copytree(filled, folder)
    embedder = built_in()
    if opened:
        store = ChromaStore(folder, embedder.name)
        harm(folder)
    else:
        harm(folder)
        store = ChromaStore(folder, embedder.name)
    search = Search(store, embedder, source)
    assert names(search.find(UNIT, "第7号水库", 1)), "the lexical ranking needs no vectors"
    search.reconcile(UNIT)
    assert search.is_whole(UNIT)
    assert search.trouble(UNIT) == ""
    near = store.nearest(UNIT, embedder.embed([MANY[7].text])[0], 1)
    assert near[0].score == pytest.approx(1, abs=1e-3)
    store.close()
    again = ChromaStore(folder, embedder.name)
    after = Search(again, embedder, source)
    after.reconcile(UNIT)
    assert after.is_whole(UNIT)
    assert again.chunks(UNIT) == source.chunks(UNIT)
    again.close()


def test_a_database_removed_under_an_open_store_is_told_though_it_can_still_be_read(
    filled: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "chroma"
    shutil.copytree(filled, folder)
    store = ChromaStore(folder, built_in().name)
    assert store.count(UNIT) == len(MANY)
    _delete_database(folder)
    with pytest.raises(StoreDamaged):
        store.count(UNIT)
    store.close()


def test_unreadable_files_are_set_aside_and_not_thrown_away(filled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "chroma"
    shutil.copytree(filled, folder)
    for number in (1, 2):
        _garbage(folder)
        ChromaStore(folder, "sketch").close()
        aside = tmp_path / f"chroma.broken-{number}" / "chroma.sqlite3"
        assert aside.read_bytes().startswith(b"garbage")


HURT_TABLES = (
    "drop table duizhao_vectors.chunks",
    "drop schema duizhao_vectors cascade",
    "drop extension vector cascade",
    "truncate duizhao_vectors.chunks",
    "delete from duizhao_vectors.chunks where id = 'study'",
    "update duizhao_vectors.chunks set digest = ''",
)


@pytest.mark.parametrize("statement", HURT_TABLES)
def test_a_table_of_vectors_deleted_or_changed_is_rebuilt_exactly(
    plain_postgres_address: str, source: ChunkRows, statement: str
) -> None:
    embedder = SketchEmbedder({}, 0)
    store = PgVectorStore(plain_postgres_address, embedder.name)
    search = Search(store, embedder, source)
    search.reconcile(UNIT)
    with psycopg.connect(plain_postgres_address) as connection:
        connection.execute(statement.encode())
    assert names(search.find(UNIT, "水库巡查没签到", 1)) == ["patrol"]
    assert not search.is_whole(UNIT)
    search.reconcile(UNIT)
    assert search.is_whole(UNIT)
    assert store.chunks(UNIT) == source.chunks(UNIT)
    store.close()


def test_a_database_that_stops_costs_its_ranking_until_it_is_back(
    own_postgres_server: PostgresServer, source: ChunkRows, embedder: Embedder
) -> None:
    address = own_postgres_server.address(own_postgres_server.create_database())
    store = PgVectorStore(address, embedder.name)
    search = Search(store, embedder, source, pause_s=0)
    search.reconcile(UNIT)
    assert len(search.find(UNIT, "水库巡查没签到", 3)) == 3
    own_postgres_server.stop("immediate")
    assert names(search.find(UNIT, "水库巡查没签到", 3)) == ["patrol"]
    assert "向量库暂时不可用" in search.trouble(UNIT)
    assert not search.is_whole(UNIT)
    with pytest.raises(StoreError):
        search.reconcile(UNIT)
    own_postgres_server.start()
    assert len(search.find(UNIT, "水库巡查没签到", 3)) == 3
    assert search.trouble(UNIT) == ""
    assert search.is_whole(UNIT), "nothing was lost"
    store.close()
