"""Search: the lexical ranking decides, a real model's ranking is fused in, units stay apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulated_llm import Simulated, serving
from tests.vectorstore.chunk_rows import ChunkRows
from vectorstore.chroma import ChromaStore
from vectorstore.chunking import CHUNK_CHARACTERS, pieces
from vectorstore.endpoint import EndpointEmbedder
from vectorstore.errors import EmbeddingFailed
from vectorstore.fusion import fuse
from vectorstore.grams import grams
from vectorstore.port import Chunk, Hit
from vectorstore.retriever import LibraryRetriever
from vectorstore.search import Search
from vectorstore.sketch import DIMENSIONS, SketchEmbedder, built_in, gram_frequencies

UNIT = "青岚县水利局党组"
CHUNKS = (
    Chunk("patrol", "小型水库汛期巡查记录有补填现象，巡查员到岗不签到", {"year": 2023}),
    Chunk("canteen", "机关食堂菜式单一，晚餐供应时间短", {"year": 2023}),
    Chunk("study", "中心组学习以领读文件为主，研讨发言少", {"year": 2024}),
)


@pytest.fixture
def empty_search(tmp_path: Path) -> Iterator[Search]:
    embedder = built_in()
    store = ChromaStore(tmp_path / "store", embedder.name)
    yield Search(store, embedder, ChunkRows(tmp_path / "rows"))
    store.close()


def keep(search: Search, folder: Path, *chunks: Chunk) -> None:
    """Chunks as the service keeps them: the row first, then the vector."""
    ChunkRows(folder / "rows").put(UNIT, chunks)
    search.write(UNIT, chunks)


@pytest.fixture
def search(empty_search: Search, tmp_path: Path) -> Search:
    keep(empty_search, tmp_path, *CHUNKS)
    return empty_search


def names(hits: list[Hit]) -> list[str]:
    return [hit.chunk.id for hit in hits]


def test_a_question_in_other_words_finds_the_item(search: Search) -> None:
    assert names(search.find(UNIT, "水库巡查没签到", 1)) == ["patrol"]
    assert names(search.find(UNIT, "学习光念文件不讨论", 1)) == ["study"]


def test_a_filter_narrows_before_the_best_are_taken(search: Search) -> None:
    assert names(search.find(UNIT, "水库巡查没签到，学习", 1, {"year": 2024})) == ["study"]


def test_another_unit_finds_nothing_of_it(search: Search) -> None:
    assert search.find("禾川县柳溪镇党委", "水库巡查", 5) == []


def test_words_that_nobody_used_find_nothing(search: Search) -> None:
    assert search.find(UNIT, "zebra", 5) == []
    assert search.find(UNIT, "", 5) == []


def test_what_is_written_or_deleted_later_is_seen_at_once(search: Search, tmp_path: Path) -> None:
    keep(search, tmp_path, Chunk("new", "采购合同未公示", {"year": 2024}))
    assert names(search.find(UNIT, "采购合同公示", 1)) == ["new"]
    ChunkRows(tmp_path / "rows").remove(UNIT, ["new"])
    search.delete(UNIT, ["new"])
    assert "new" not in names(search.find(UNIT, "采购合同公示", 5))


def test_the_langchain_retriever_finds_the_same_as_the_search(search: Search) -> None:
    retriever = LibraryRetriever(search=search, unit=UNIT, k=2, where={"year": 2023})
    found = retriever.invoke("水库巡查没签到")
    assert [d.id for d in found] == names(search.find(UNIT, "水库巡查没签到", 2, {"year": 2023}))
    assert found[0].metadata["year"] == 2023


def test_a_real_embedding_model_is_asked_and_its_ranking_fused(tmp_path: Path) -> None:
    with serving(Simulated(lambda _: "")) as server:
        embedder = EndpointEmbedder(server.base_url, "BGE/M3 v1", "secret")
        assert embedder.name == "bge-m3-v1"
        store = ChromaStore(tmp_path / "store", embedder.name)
        search = Search(store, embedder, ChunkRows(tmp_path / "rows"))
        keep(search, tmp_path, *CHUNKS)
        assert names(search.find(UNIT, "水库巡查没签到", 1)) == ["patrol"]
        assert len(search.find(UNIT, "水库巡查没签到", 3)) == 3, "the model ranks every chunk"
        assert server.ledger.embedded == len(CHUNKS) + 2
        store.close()


def test_an_embedding_endpoint_that_is_gone_is_said_plainly() -> None:
    with pytest.raises(EmbeddingFailed):
        EndpointEmbedder("http://127.0.0.1:9/v1", "m", "").embed(["水库"])


def test_fusion_prefers_what_two_rankings_agree_on() -> None:
    first, second, third = (Hit(c, 1.0) for c in CHUNKS)
    assert names(fuse([[first, second], [third, second]], 3))[0] == second.chunk.id


def test_the_sketch_puts_texts_that_share_words_nearer_than_others() -> None:
    rows = SketchEmbedder({}, 0).embed(["水库巡查没签到", CHUNKS[0].text, CHUNKS[1].text, "！"])
    assert rows.shape == (4, DIMENSIONS)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_the_sketchs_name_changes_with_its_frequencies() -> None:
    fitted = SketchEmbedder(*gram_frequencies(c.text for c in CHUNKS))
    assert fitted.name != SketchEmbedder({}, 0).name
    assert fitted.name == SketchEmbedder(*gram_frequencies(c.text for c in CHUNKS)).name


def test_grams_ignore_marks_and_case() -> None:
    assert grams("水库。A") == ["水", "库", "a", "水库", "库a"]


def test_a_long_text_is_cut_at_sentence_ends_and_nothing_is_lost() -> None:
    text = "".join(f"第{i}座水库的巡查记录由值班员补填，没有到现场核对。" for i in range(60))
    cut = pieces(text)
    assert "".join(piece.text for piece in cut) == text
    assert all(piece.text == text[piece.start : piece.end] for piece in cut)
    assert all(piece.text.endswith("。") and len(piece.text) <= CHUNK_CHARACTERS for piece in cut)
