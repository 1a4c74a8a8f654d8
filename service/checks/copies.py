"""What the two reuse rules share: copied passages as findings, with both places shown."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from threading import Lock

from service.checks.overlays import formulae_of
from service.flags import Evidence
from service.language.by_right import WHOLE_PAPER, Parts, Repeated, markers
from service.language.overlap import Overlap, OverlapIndex, best_per_place
from service.language.prescribed import prescribed_wording
from service.language.prints import print_of
from service.language.questions import QUESTION
from service.library import Material
from service.paper import Paper
from service.rule import Card, Finding
from service.subject import Subject

_SHOWN = 3
"""Papers that show a passage before further ones are passed over: one is shown to the person."""
_ROOM = 16_000_000
"""Letters that are kept indexed before another library begins afresh: some 4,000 papers, 250 MB."""


def copies(
    subject: Subject, materials: Sequence[Material], card: Card, *, own: bool = False
) -> Iterator[Finding]:
    """A finding for every passage of the subject that one of the materials holds. ``own``: they
    are its unit's earlier papers, of which some wording returns by right."""
    if not materials:
        return
    shelf = _shelf(int(card.data["gram"]))
    index, names = shelf.with_texts([material.text for material in materials])
    papers = dict(zip(names, materials, strict=True))
    wording = (*prescribed(subject), *formulae_of(card))
    overlaps = index.overlaps(subject.text, wording, enough=_SHOWN, among=papers.keys())
    questions = [match.span() for match in QUESTION.finditer(subject.text)]
    # Headings are prescribed in one form or another, and a question of ours may name last
    # year's problem; only what an item says is copied.
    said = [
        overlap
        for overlap in overlaps
        if not any(start <= overlap.start < end for start, end in questions)
        and subject.item_at(overlap.start)
    ]
    for overlap in best_per_place(_undue(said, subject, papers) if own else said):
        yield _finding(subject, overlap, papers[overlap.source], card)


def _undue(
    overlaps: Sequence[Overlap], subject: Subject, papers: Mapping[str, Material]
) -> list[Overlap]:
    """The passages of the unit's earlier papers that do not return by right."""
    here = Parts(subject.text, subject.paper)
    there = {o.source: Parts(papers[o.source].text, papers[o.source].paper) for o in overlaps}
    repeated = [
        Repeated(here.at(o.start), there[o.source].at(o.source_start), o.matched, o.share)
        for o in overlaps
    ]
    undue = [o for o, r in zip(overlaps, repeated, strict=True) if not r.by_right()]
    letters = sum(overlap.matched for overlap in best_per_place(undue))
    if letters < WHOLE_PAPER * len(print_of(subject.text).letters):
        return undue
    return [o for o, r in zip(overlaps, repeated, strict=True) if not r.by_right(again=True)]


def prescribed(subject: Subject) -> tuple[str, ...]:
    """Wording that everybody writing this kind must use."""
    return prescribed_wording(subject.kind)


class Shelf:
    """One index of all the texts that checks were lately held against.

    The papers of a review are each held against all the others: every check wants other texts, and
    an index for each of them would be built as often as there are papers. A check names the texts
    it may see; the index looks at no other.
    """

    def __init__(self, gram: int, room: int = _ROOM) -> None:
        """``room`` is how many letters it may hold before it begins afresh."""
        self._gram = gram
        self._room = room
        self._lock = Lock()
        self._index = OverlapIndex(gram)
        self._names: dict[str, str] = {}

    def with_texts(self, texts: Collection[str]) -> tuple[OverlapIndex, list[str]]:
        """An index that holds the texts, and the name of each in it."""
        with self._lock:
            if self._index.letters > self._room and any(text not in self._names for text in texts):
                self._index, self._names = OverlapIndex(self._gram), {}
            for text in texts:
                if text not in self._names:
                    self._names[text] = str(len(self._names))
                    self._index.add(self._names[text], text)
            self._index.settle()
            return self._index, [self._names[text] for text in texts]


@lru_cache(maxsize=2)
def _shelf(gram: int) -> Shelf:
    return Shelf(gram)


def _finding(subject: Subject, overlap: Overlap, material: Material, card: Card) -> Finding:
    item = subject.item_at(overlap.start)
    asks = card.data.get("asks", {})
    start = _behind_marker(material.paper, overlap.source_start, overlap.source_end)
    end = overlap.source_end
    return Finding(
        start=_behind_marker(subject.paper, overlap.start, overlap.end),
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
        ask=str(asks.get(item.role, "")) if item else "",
    )


def _behind_marker(paper: Paper, start: int, end: int) -> int:
    """Where a passage begins that began inside a point's number: 五）在行风上改."""
    return next((b for a, b in markers(paper) if a <= start < b < end), start)


def _named(material: Material) -> str:
    """The paper as a person would call it: unit, year, file."""
    year = f"{material.paper.year}年度" if material.paper.year else ""
    title = material.paper.title or material.file
    return f"{material.origin}{year}《{title}》" if title else f"{material.origin}{year}材料"
