"""One unit's library as the stories use it, opened for one acting person.

Full materials and their chunks stand in the database, vectors in the vector store. The rows are
written first and marked when every chunk has its vector, so that a killed process leaves nothing
that the next one cannot finish.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from service.library import Material, Passage, Use
from service.paper import ItemRole
from service.retrieval import chunks_of, passages
from service.scope import Scope

if TYPE_CHECKING:  # the database and Chroma take most of a second to import
    from service.store.materials import KeptMaterial, Materials
    from vectorstore.port import Chunk, Vectors
    from vectorstore.search import Search


class Cut(NamedTuple):
    """A material's chunks, each with its row of ``vectors``; None where those are still to make."""

    chunks: "list[Chunk]"
    vectors: "Vectors | None" = None


def cut(material: Material, embedder: str) -> Cut:
    """The material in chunks, with their vectors where ``embedder`` names the built-in one: for a
    child process, which is to leave its parent nothing to compute."""
    from vectorstore.sketch import built_in

    chunks = chunks_of(material)
    if embedder != built_in().name:
        return Cut(chunks)
    return Cut(chunks, built_in().embed([chunk.text for chunk in chunks]))


@dataclass(frozen=True)
class Library:
    """The library of the unit with id ``unit``, called ``name``, within ``scope``."""

    unit: str
    name: str
    scope: Scope
    materials: "Materials"
    search: "Search"

    def of(self, use: Use | None = None) -> tuple[Material, ...]:
        """The materials, newest year first; those of one use if given."""
        return self.materials.of(self.scope, self.unit, use)

    def listed(self) -> "tuple[KeptMaterial, ...]":
        """What a list of the library shows."""
        return self.materials.listed(self.scope, self.unit)

    def get(self, sha256: str) -> Material | None:
        """The material with that content, or None."""
        return self.materials.get(self.scope, self.unit, sha256)

    def find(
        self,
        query: str,
        *,
        k: int = 5,
        use: Use | None = None,
        role: ItemRole | None = None,
        year: int | None = None,
    ) -> tuple[Passage, ...]:
        """The ``k`` best passages for ``query``, narrowed as asked."""
        return passages(self.search, self.unit, query, k=k, use=use, role=role, year=year)

    @property
    def trouble(self) -> str:
        """Why the last search was by wording only, "" when nothing was amiss."""
        return self.search.trouble(self.unit)

    def put(self, material: Material, pieces: Cut | None = None) -> int:
        """Keeps a material and indexes it; how many chunks it gave. ``pieces`` is what ``cut``
        made of it elsewhere."""
        self.materials.add(self.scope, self.unit, material)
        return self.index(material, pieces)

    def index(self, material: Material, pieces: Cut | None = None) -> int:
        """Cuts a kept material into chunks and gives each its vector; how many they are."""
        chunks, vectors = pieces or Cut(chunks_of(material))
        gone = self.materials.put_chunks(self.scope, self.unit, material.sha256, chunks)
        self.search.delete(self.unit, gone)
        self.search.write(self.unit, chunks, vectors)
        self.materials.mark_indexed(self.scope, self.unit, material.sha256)
        return len(chunks)

    def finish(self) -> tuple[Material, ...]:
        """Indexes what a killed ingest, or an older version of the product, left unindexed, and
        makes the vectors anew where the vector store lost some."""
        left = self.materials.unindexed(self.scope, self.unit)
        for material in left:
            self.index(material)
        if not self.search.is_filled(self.unit):
            self.search.reconcile(self.unit)
        return left

    def remove(self, sha256: str) -> None:
        """Forgets a material, its chunks and its vectors. Raises NotFound."""
        self.search.delete(self.unit, self.materials.remove(self.scope, self.unit, sha256))
