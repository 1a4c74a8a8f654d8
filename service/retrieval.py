"""RETRIEVE: a material becomes chunks, a question becomes passages with their origin.

A chunk is one item (problem, cause, measure) with its headline, aspect, year, kind, unit and role;
a long item is cut at sentence ends. Facts never come from here: past papers give structure, last
year's promises and phrasing to avoid, guidance gives requirements.
"""

import hashlib
from collections.abc import Iterator

from service.library import Material, Passage, Use
from service.paper import Item, ItemRole, Section
from vectorstore.chunking import pieces
from vectorstore.port import Chunk, Hit, MetaValue
from vectorstore.search import Search

_SHORTEST = 8
"""Characters below which an item says nothing that could be looked for (a date, a signature)."""


def chunks_of(material: Material) -> list[Chunk]:
    """The chunks of a material, in reading order. Equal materials give equal chunks."""
    return [
        chunk
        for _, section, item in material.paper.placed_items()
        for chunk in _item_chunks(material, section, item)
    ]


def _item_chunks(material: Material, section: Section, item: Item) -> Iterator[Chunk]:
    text = material.text[item.start : item.end]
    for piece in pieces(text):
        if len(piece.text.strip()) < _SHORTEST:
            continue
        start, end = item.start + piece.start, item.start + piece.end
        name = f"{material.owner}\n{material.sha256}\n{start}\n{end}"
        meta: dict[str, MetaValue] = {
            "headline": item.headline,
            "aspect": section.aspect or section.title,
            "role": item.role,
            "use": material.use,
            "unit": material.origin,
            "kind": material.paper.kind or "",
            "file": material.file,
            "material": material.sha256,
            "start": start,
            "end": end,
        }
        if material.paper.year is not None:
            meta["year"] = material.paper.year
        yield Chunk(hashlib.blake2b(name.encode(), digest_size=16).hexdigest(), piece.text, meta)


def passages(
    search: Search,
    unit: str,
    query: str,
    *,
    k: int = 5,
    use: Use | None = None,
    role: ItemRole | None = None,
    year: int | None = None,
) -> tuple[Passage, ...]:
    """The ``k`` best passages of the unit's own library for ``query``, narrowed as asked."""
    where: dict[str, MetaValue] = {}
    if use is not None:
        where["use"] = use
    if role is not None:
        where["role"] = role
    if year is not None:
        where["year"] = year
    return tuple(_passage(hit) for hit in search.find(unit, query, k, where))


def _passage(hit: Hit) -> Passage:
    return Passage.model_validate(
        {**hit.chunk.meta, "id": hit.chunk.id, "text": hit.chunk.text, "score": hit.score}
    )
