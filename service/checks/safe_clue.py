"""safe.clue: a clue (举报性质) quoted or retold in the paper.

A clue is handed to 纪检 as it is and shown to nobody else, so the flag names the note by its id and
shows of its wording only what the paper says already.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from service.checks.background import packaged_background
from service.flags import Evidence
from service.language.matching import Matcher, Rarity
from service.language.overlap import OverlapIndex, best_per_place
from service.language.sentences import sentences
from service.language.spans import Span
from service.notes import Note
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """Passages that a clue holds word for word, and sentences that say the same."""
    clues = {n.id: n for n in subject.notes if n.route == "clue" and n.text.strip()}
    if not clues:
        return
    quoted = list(_quoted(subject.text, clues, int(card.data["least"])))
    yield from quoted
    told = [
        span
        for span in sentences(subject.text)
        if not any(f.start < span.end and span.start < f.end for f in quoted)
    ]
    yield from _retold(told, list(clues.values()), card)


def _quoted(text: str, clues: dict[str, Note], least: int) -> Iterator[Finding]:
    index = OverlapIndex()
    for id_, note in clues.items():
        index.add(id_, note.text)
    for overlap in best_per_place(index.overlaps(text)):
        if overlap.matched >= least:
            shown = Evidence(
                source=overlap.source,
                start=overlap.source_start,
                end=overlap.source_end,
                quote=text[overlap.start : overlap.end],
            )
            yield _finding(overlap.start, overlap.end, 0.95, shown)


def _retold(told: Sequence[Span], clues: Sequence[Note], card: Card) -> Iterator[Finding]:
    matcher = Matcher([span.text for span in told], _rarity())
    for note in clues:
        for index, score in matcher.best(note.text, 1):
            span = told[index]
            if score >= float(card.data["likeness"]):
                shown = Evidence(source=note.id, quote=str(card.data["withheld"]))
                yield _finding(span.start, span.end, score, shown)


def _finding(start: int, end: int, score: float, shown: Evidence) -> Finding:
    fields = {"note": shown.source}
    return Finding(start=start, end=end, fields=fields, score=score, evidence=(shown,))


@lru_cache(maxsize=1)
def _rarity() -> Rarity:
    """By other papers' sentences: one paper holds too few to tell what is rare."""
    return Rarity(said.text for said in packaged_background().said)
