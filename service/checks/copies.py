"""What the two reuse rules share: copied passages as findings, with both places shown."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from service.flags import Evidence
from service.language.overlap import Overlap, OverlapIndex, best_per_place
from service.language.questions import QUESTION
from service.library import Material
from service.rule import Card, Finding
from service.subject import Subject

_SHOWN = 3
"""Papers that show a passage before further ones are passed over: one is shown to the person."""


def copies(subject: Subject, materials: Sequence[Material], card: Card) -> Iterator[Finding]:
    """A finding for every passage of the subject that one of the materials holds."""
    if not materials:
        return
    texts = {material.sha256: material for material in materials}
    index = _index(tuple((m.sha256, m.text) for m in texts.values()), int(card.data["gram"]))
    overlaps = index.overlaps(subject.text, prescribed(subject), enough=_SHOWN)
    questions = [match.span() for match in QUESTION.finditer(subject.text)]
    for overlap in best_per_place(overlaps):
        asked = any(start <= overlap.start < end for start, end in questions)
        # Headings are prescribed in one form or another, and a question of ours may name last
        # year's problem; only what an item says is copied.
        if not asked and subject.item_at(overlap.start):
            yield _finding(overlap, texts[overlap.source])


def prescribed(subject: Subject) -> tuple[str, ...]:
    """Wording that everybody writing this kind must use."""
    kind = subject.kind
    if kind is None:
        return ()
    titles = [*(a.title for a in kind.aspects), *(c.title for c in kind.chapters)]
    wording = [kind.theme, kind.meeting, kind.paper_name, *titles, *kind.requirements]
    return tuple(phrase for phrase in wording if phrase)


# A reviewer checks many papers against the same library: its index is built once.
@lru_cache(maxsize=4)
def _index(texts: tuple[tuple[str, str], ...], gram: int) -> OverlapIndex:
    index = OverlapIndex(gram)
    for name, text in texts:
        index.add(name, text)
    return index


def _finding(overlap: Overlap, material: Material) -> Finding:
    start, end = overlap.source_start, overlap.source_end
    return Finding(
        start=overlap.start,
        end=overlap.end,
        fields={
            "matched": str(overlap.matched),
            "share": f"{overlap.share:.0%}",
            "paper": _named(material),
        },
        # Longer copies first; a hundred letters is as bad as it gets.
        score=min(1.0, 0.5 * overlap.share + 0.5 * min(1.0, overlap.matched / 100)),
        evidence=(
            Evidence(source=material.file, start=start, end=end, quote=material.text[start:end]),
        ),
    )


def _named(material: Material) -> str:
    """The paper as a person would call it: unit, year, file."""
    year = f"{material.paper.year}年度" if material.paper.year else ""
    title = material.paper.title or material.file
    return f"{material.origin}{year}《{title}》" if title else f"{material.origin}{year}材料"
