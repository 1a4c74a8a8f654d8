"""Two papers side by side: the passages they share, and how many letters of them count."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from service.language.by_right import WHOLE_PAPER, Parts, Repeated, markers
from service.language.overlap import between
from service.language.passages import LEAST, Chain
from service.language.prescribed import prescribed_wording
from service.language.prints import Masked, Print, masked, print_of
from service.language.questions import QUESTION
from service.language.segments import Segments
from service.language.stock import StockWording
from service.library import Material
from service.paper import Paper
from service.reviews import PairSpan
from service.subject import Subject

Marks = npt.NDArray[np.bool_]


class Side:
    """One paper to be laid beside others. What is dear to make is made when first asked for."""

    def __init__(
        self, file: str, unit: str, year: int | None, text: str, paper: Paper,
        wording: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """``wording`` is what the paper's kind prescribes."""
        self.file = file
        self.unit = unit
        self.year = year
        self.text = text
        self._paper = paper
        self._wording = wording
        self._own: Marks | None = None

    @classmethod
    def of_subject(cls, subject: Subject) -> "Side":
        """The paper under review."""
        unit = subject.unit or subject.paper.unit
        year = subject.year or subject.paper.year or (subject.kind.year if subject.kind else None)
        wording = prescribed_wording(subject.kind)
        return cls(subject.file, unit, year, subject.text, subject.paper, wording)

    @classmethod
    def of_material(cls, material: Material) -> "Side":
        """A paper of the library."""
        paper = material.paper
        return cls(material.file, material.origin, paper.year, material.text, paper)

    @cached_property
    def print(self) -> Print:
        """Its letters."""
        return print_of(self.text)

    @cached_property
    def furniture(self) -> Marks:
        """For each letter whether it is of a heading, of a point's number or of a question of
        ours."""
        hidden = np.zeros(len(self.text), dtype=np.bool_)
        questions = [match.span() for match in QUESTION.finditer(self.text)]
        for start, end in (*_headings(self._paper), *markers(self._paper), *questions):
            hidden[start:end] = True
        return hidden[self.print.places]

    @cached_property
    def masked(self) -> Masked:
        """Its letters, closed where they are furniture, official or prescribed."""
        return Masked(self.print, masked(self.text, self._wording).open & ~self.furniture)

    def own(self, stock: StockWording) -> Marks:
        """For each letter whether it is the paper's own. A side serves one set of papers and
        their stock wording; it is asked once."""
        if self._own is None:
            self._own = self.masked.open & ~stock.letters(self.print)
        return self._own

    @cached_property
    def parts(self) -> Parts:
        """Which part of the paper a place of its text belongs to."""
        return Parts(self.text, self._paper)

    @cached_property
    def segments(self) -> Segments:
        """The sentences that a copied passage is weighed against."""
        return Segments(self.text, self.masked)


def _headings(paper: Paper) -> Iterator[tuple[int, int]]:
    yield paper.start, paper.end
    for chapter in paper.chapters:
        yield chapter.start, chapter.end
        for section in chapter.sections:
            yield section.start, section.end


@dataclass(frozen=True, slots=True)
class Shared:
    """What two papers share: the passages by place, the letters of the first that count in them,
    those left out, and all letters of the first that could count."""

    spans: tuple[PairSpan, ...]
    matched: int
    discounted: int
    own: int

    @property
    def share(self) -> float:
        """The copied part of the first paper's own letters."""
        return self.matched / self.own if self.own else 0.0


@dataclass(frozen=True, slots=True)
class _Passage:
    """A chain with its share, its equal letters in the first paper, and those that count."""

    chain: Chain
    share: float
    equal: Marks
    counts: Marks

    @property
    def matched(self) -> int:
        return int(self.counts.sum())


def laid_together(a: Side, b: Side, stock: StockWording, *, own_past: bool = False) -> Shared:
    """The passages of ``a`` that ``b`` holds. Stock and prescribed wording inside a passage stays
    in its span and is not counted; a passage of little else is left out, and in the paper of an
    earlier year of the unit what returns by right."""
    own = a.own(stock)
    found = [_passage(pair, b, own) for pair in between(a.masked, a.segments, b.print)]
    # What the chain had counted and neither stock nor a heading of the other's takes away.
    enough = [p for p in found if p.matched >= min(LEAST, p.chain.matched)]
    kept = _undue(enough, a, b) if own_past else _apart(enough)
    spans = tuple(_span(p.chain, a, b) for p in sorted(kept, key=lambda p: p.chain.start))
    matched = int(_any((p.counts for p in kept), len(own)).sum())
    equal = _any((p.equal for p in found), len(own))
    discounted = int((equal & ~own & ~a.furniture).sum())
    return Shared(spans, matched, discounted, int(own.sum()))


def _passage(pair: tuple[Chain, float], b: Side, own: Marks) -> _Passage:
    chain, share = pair
    equal = _equal_letters(chain, len(own))
    return _Passage(chain, share, equal, equal & own & _open_beside(chain, b, len(own)))


def _undue(passages: Sequence[_Passage], a: Side, b: Side) -> list[_Passage]:
    """The passages apart that do not return by right."""
    repeated = [(p, _repeated(p, a, b)) for p in passages]
    kept = _apart([p for p, r in repeated if not r.by_right()])
    if sum(p.matched for p in kept) < WHOLE_PAPER * len(a.print.letters):
        return kept
    return _apart([p for p, r in repeated if not r.by_right(again=True)])


def _repeated(passage: _Passage, a: Side, b: Side) -> Repeated:
    chain = passage.chain
    here = a.parts.at(_in_text(a, chain.start, chain.end)[0])
    there = b.parts.at(_in_text(b, chain.other_start, chain.other_end)[0])
    return Repeated(here, there, chain.matched, passage.share)


def _apart(passages: Sequence[_Passage]) -> list[_Passage]:
    """The longest passages of which none lies over another."""
    kept: list[_Passage] = []
    for one in sorted(
        passages, key=lambda p: (-p.chain.matched, p.chain.start, p.chain.other_start)
    ):
        if not any(
            one.chain.start < other.chain.end and other.chain.start < one.chain.end
            for other in kept
        ):
            kept.append(one)
    return kept


def _any(marks: Iterable[Marks], count: int) -> Marks:
    found = np.zeros(count, dtype=np.bool_)
    for some in marks:
        found |= some
    return found


def _equal_letters(chain: Chain, count: int) -> Marks:
    marks = np.zeros(count, dtype=np.bool_)
    for stretch in chain.stretches:
        marks[stretch.start : stretch.end] = True
    return marks


def _open_beside(chain: Chain, b: Side, count: int) -> Marks:
    """The letters of the first paper whose twin in ``b`` counts there too."""
    marks = np.zeros(count, dtype=np.bool_)
    for stretch in chain.stretches:
        first, last = stretch.start - stretch.diagonal, stretch.end - stretch.diagonal
        marks[stretch.start : stretch.end] |= b.masked.open[first:last]
    return marks


def _span(chain: Chain, a: Side, b: Side) -> PairSpan:
    start, end = _in_text(a, chain.start, chain.end)
    other_start, other_end = _in_text(b, chain.other_start, chain.other_end)
    return PairSpan(
        a_start=start,
        a_end=end,
        b_start=other_start,
        b_end=other_end,
        text=a.text[start:end],
        other=b.text[other_start:other_end],
    )


def _in_text(side: Side, start: int, end: int) -> tuple[int, int]:
    """Where the letters stand, a point's number in front of them left out."""
    while start < end - 1 and side.furniture[start]:
        start += 1
    places = side.print.places
    return int(places[start]), int(places[end - 1]) + 1
