"""How well past problems are found: spoken queries, each with the items that answer it.

A set is a TSV with the columns query, file, headline; rows with the same query name several right
items (a paper taken over from the year before holds the problem again). The items are those of
the sample library, all papers of all units in one collection: harder than any unit's own library.
"""

import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from service.errors import BadData
from service.evaluation.forms import table_rows
from service.evaluation.known import known_kinds
from service.evaluation.statistics import Share, share_of
from service.library import Material, Passage
from service.parsing import parse
from service.readers import read
from service.retrieval import chunks_of, passages
from service.samples import PAPERS, entries
from service.value import Value
from vectorstore.chroma import ChromaStore
from vectorstore.port import Chunk
from vectorstore.search import Search
from vectorstore.sketch import built_in

COLUMNS = frozenset({"query", "file", "headline"})
_LIBRARY = "样例库"
_DEPTH = 20


class Query(Value):
    """One query and its right items as (file, headline)."""

    text: str
    right: tuple[tuple[str, str], ...]


class RetrievalScore(Value):
    """The rank of each query's first right item; None when it is not among the first 20."""

    ranks: dict[str, int | None]

    def at(self, k: int) -> Share:
        """The share of queries whose right item is among the first ``k``."""
        return share_of(rank is not None and rank <= k for rank in self.ranks.values())


def read_queries(path: Path) -> tuple[Query, ...]:
    """The queries of a set. Raises BadData for a right item that the library does not hold."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in table_rows(path):
        found.setdefault(row["query"], []).append((row["file"], row["headline"]))
    held = _headlines()
    for targets in found.values():
        for file, headline in targets:
            if headline not in held.get(file, ""):
                raise BadData(f"{path.name}：样例库的 {file} 里没有“{headline}”")
    return tuple(Query(text=text, right=tuple(right)) for text, right in found.items())


def score_retrieval(queries: Sequence[Query]) -> RetrievalScore:
    """Asks the real store for every query among all problem items of the sample library."""
    embedder = built_in()
    with tempfile.TemporaryDirectory(prefix="duizhao-eval-") as folder:
        store = ChromaStore(Path(folder), embedder.name)
        papers = _Papers()
        search = Search(store, embedder, papers)
        search.write(_LIBRARY, papers.chunks(_LIBRARY))
        ranks = {query.text: _rank(search, query) for query in queries}
        store.close()
    return RetrievalScore(ranks=ranks)


class _Papers:
    """The sample library's chunks (see ``vectorstore.port.ChunkSource``)."""

    def chunks(self, _unit: str) -> list[Chunk]:
        """All of them, in id order."""
        found = (chunk for material in sample_materials() for chunk in chunks_of(material))
        return sorted(found, key=lambda chunk: chunk.id)

    def count(self, unit: str) -> int:
        """How many they are."""
        return len(self.chunks(unit))

    def stamp(self, _unit: str) -> str:
        """They never change."""
        return ""


def _rank(search: Search, query: Query) -> int | None:
    found = passages(search, _LIBRARY, query.text, k=_DEPTH, role="problem")
    return next((n for n, passage in enumerate(found, 1) if _right(passage, query)), None)


def _right(passage: Passage, query: Query) -> bool:
    return any(
        passage.file == file and headline in (passage.headline or passage.text)
        for file, headline in query.right
    )


@cache
def sample_materials() -> tuple[Material, ...]:
    """The sample library's papers, each parsed by its kind; ``file`` is relative to PAPERS."""
    kinds = known_kinds()
    found = []
    for entry in sorted(entries(), key=lambda entry: entry.file):
        source = read(PAPERS / entry.file)
        found.append(
            Material(
                sha256=source.sha256,
                owner=_LIBRARY,
                use="peer",
                file=entry.file,
                text=source.text,
                paper=parse(source, kinds.get(entry.kind)),
            )
        )
    return tuple(found)


def _headlines() -> Mapping[str, str]:
    return {
        material.file: "\n".join(item.headline for item in material.paper.items("problem"))
        for material in sample_materials()
    }
