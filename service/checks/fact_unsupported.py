"""fact.unsupported: a number, date, share, 《title》, meeting, person or department of the paper
that the notes do not hold.

A draft of ours is held against the notes that each item cites; any other paper against all notes.
Counts that the service itself takes (收到意见47条) and the kind's own wording are supported.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from service.checks.overlays import formulae_of, roster_of
from service.flags import Evidence
from service.language.normal import grams, normal
from service.language.questions import QUESTION
from service.language.specifics import Lexicon, Specific, claims, ground, nearest, supported_by
from service.language.specifics.quantity import Quantity
from service.notes import Note
from service.paper import ChapterRole, Item
from service.rule import Card, Finding
from service.subject import Subject

# 【待补：…】 asks, and 第三方面第2、4项 points at other items of the paper.
_NO_CLAIM = re.compile(QUESTION.pattern + r"|第[一二三四五六七八九十]+方面第[\d、]+项(?:问题)?")
# How far from a count its noun may stand for the count to be one of our own (收到意见47条).
_NEAR = 8
# Among so few notes a figure hardly agrees by chance.
FEW = 5
# Figures from which on a paper can be told to stand on other records; a short text is meant to be
# held to the notes that come with it.
MANY = 20


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """Every specific without support; nothing where there are no notes to hold it against."""
    if not subject.notes:
        return
    record = _Record(subject, card)
    made, found = 0, list[Finding]()
    for chapter, _, item in subject.paper.placed_items():
        if card.scope and chapter.role not in card.scope:
            continue
        text = subject.text[item.start : item.end]
        for claim in record.claims(item, text):
            if not record.own(claim, text):
                made += 1
                found += record.judge(claim, chapter.role, item, text)
    if _written_from_elsewhere(subject, made, len(found)):
        found = [finding.model_copy(update={"level": "suggestion"}) for finding in found]
    yield from found


def _written_from_elsewhere(subject: Subject, made: int, unsupported: int) -> bool:
    """Whether a paper of many figures plainly stands on other records than these notes: opinions
    that were collected do not hold what a unit counted itself. Every such figure an error would
    bury the errors."""
    return not subject.cited and made >= MANY and unsupported > made / 2


class _Record:
    """Everything a subject's claims may stand on."""

    def __init__(self, subject: Subject, card: Card) -> None:
        self.subject = subject
        self.notes = {note.id: note for note in subject.notes}
        years = (subject.year,) if subject.year else ()
        roster = roster_of(card)
        self.lexicon = Lexicon(
            persons=tuple(name for name, _ in roster),
            units=(subject.unit,) if subject.unit else (),
            years=years,
            posts=roster,
            formulae=formulae_of(card),
        )
        self.context = [ground(text, self.lexicon) for text in _context(subject)]
        self.grounds = {note.id: ground(note.text, self.lexicon) for note in subject.notes}
        self.counted = _counted(subject)
        self.sources = Counter(note.source for note in subject.notes if not note.empty)
        self.near = tuple(str(word) for word in card.data["own_counts"])
        self.pairs = {note.id: _pairs(normal(note.text)) for note in subject.notes}
        self.weights = _weights(list(self.pairs.values()))

    def claims(self, item: Item, text: str) -> tuple[Specific, ...]:
        """What the item's text says that can be checked; a question and the number of another item
        claim nothing."""
        text = _NO_CLAIM.sub(lambda m: " " * len(m.group()), text)
        cited = [self.notes[i].text for i in self.subject.cited.get(item.id, ()) if i in self.notes]
        return claims(text, cited, self.lexicon)

    def own(self, claim: Specific, text: str) -> bool:
        """Whether the kind says it, or it counts the notes or problems themselves."""
        # A roster makes a person known, not said of: without context there is nothing to stand on.
        if self.context and supported_by(claim, self.context, self.lexicon):
            return True
        around = text[max(0, claim.start - _NEAR) : claim.end + _NEAR]
        if claim.kind != "number" or not any(word in around for word in self.near):
            return False
        return _counts_one_of(claim, self.counted | self._of_channels(claim, text))

    def _of_channels(self, claim: Specific, text: str) -> set[int]:
        """How many notes came from the channels that the clause names (座谈会收到意见25条)."""
        clause = re.split("[，；。：:]", text[: claim.start])[-1]
        words = _pairs(normal(clause))
        sizes = [n for source, n in self.sources.items() if words & _pairs(normal(source))]
        return {*sizes, sum(sizes)}

    def judge(self, claim: Specific, role: ChapterRole, item: Item, text: str) -> Iterator[Finding]:
        """A finding unless a note that belongs to the item supports the claim."""
        notes = self._notes_of(item, claim, text)
        if self._says(notes, claim):
            return
        every = self.notes.values()
        other = None
        if self._says(every, claim):
            other = next((note for note in every if self._says([note], claim)), None)
        hint, evidence = self._nearest(claim, notes or list(self.notes.values()), text)
        if other:
            hint = "，只在说另一件事的意见里出现过"
            evidence = (Evidence(source=other.id, start=0, end=len(other.text), quote=other.text),)
        yield Finding(
            start=item.start + claim.start,
            end=item.start + claim.end,
            item=item.id,
            fields={"hint": hint},
            score=0.6 if other else 0.9,
            evidence=evidence,
            level="warning" if other or self._may_be_recorded_elsewhere(role) else None,
        )

    def _says(self, notes: Iterable[Note], claim: Specific) -> bool:
        return supported_by(claim, [self.grounds[note.id] for note in notes], self.lexicon)

    def _may_be_recorded_elsewhere(self, role: ChapterRole) -> bool:
        """Whether the facts of a chapter need not be in the notes: what a paper that is not our
        draft says of its own preparation and of last year stands in other records."""
        return not self.subject.cited and role in ("preface", "last_year", "other")

    def _notes_of(self, item: Item, claim: Specific, text: str) -> list[Note]:
        """The notes the item cites; without citations those that touch the claim's sentence."""
        cited = [self.notes[i] for i in self.subject.cited.get(item.id, ()) if i in self.notes]
        if cited:
            return cited
        if claim.kind not in ("number", "percent") or len(self.notes) <= FEW:
            return list(self.notes.values())
        words = _pairs(_around(claim, text))
        return [n for n in self.notes.values() if self._relation(n, words) > 0]

    def _relation(self, note: Note, words: set[str]) -> float:
        """How much of a note's rarer wording the claim's own sentence shares, the claim apart.

        Figures as common as 三次 stand in many notes by chance; one that shares no wording with
        the sentence says nothing about it. Names and titles are rare enough by themselves.
        """
        return sum(self.weights.get(pair, 0.0) for pair in words & self.pairs[note.id])

    def _nearest(
        self, claim: Specific, notes: Sequence[Note], text: str
    ) -> tuple[str, tuple[Evidence, ...]]:
        """The likest note that says something else of the same kind."""
        said = list(nearest(claim, [note.text for note in notes], self.lexicon))
        said = [(n, s) for n, s in said if _comparable(claim, s)]
        if not said:
            return "", ()
        words = _pairs(_around(claim, text))
        index, other = max(said, key=lambda s: len(words & self.pairs[notes[s[0]].id]))
        if not words & self.pairs[notes[index].id]:
            return "", ()
        note = notes[index]
        quote = note.text[other.start : other.end]
        return f"，意见里写的是“{quote}”", (
            Evidence(source=note.id, start=other.start, end=other.end, quote=quote),
        )


def _comparable(claim: Specific, other: Specific) -> bool:
    """Whether the other is what a writer may have meant: of numbers, the same unit, no article."""
    if claim.kind != "number":
        return True
    return claim.text[-1] == other.text[-1] and not other.text.startswith("一")


def _around(claim: Specific, text: str) -> str:
    """The sentence of the claim without the claim."""
    start = max((text.rfind(mark, 0, claim.start) for mark in "。！？\n"), default=-1) + 1
    ends = [end for mark in "。！？\n" if (end := text.find(mark, claim.end)) >= 0]
    return (
        normal(text[start : claim.start]) + " " + normal(text[claim.end : min(ends, default=None)])
    )


def _pairs(text: str) -> set[str]:
    return {pair for pair in grams(text, 2) if " " not in pair and not pair.isdigit()}


def _weights(notes: Sequence[set[str]]) -> dict[str, float]:
    """How rare each pair of characters is among the notes; 0 for what half of them hold."""
    held = Counter(pair for pairs in notes for pair in pairs)
    return {pair: max(0.0, math.log(len(notes) / (2 * n))) for pair, n in held.items()}


def _context(subject: Subject) -> list[str]:
    """The kind's own wording, with the unit and the year."""
    texts = [f"{subject.unit} {subject.year}年度" if subject.year else subject.unit]
    if subject.kind:
        kind = subject.kind
        texts += [
            kind.name,
            kind.meeting,
            kind.theme,
            f"{kind.year}年度",
            f"{len(kind.aspects)}个方面",
        ]
        texts += [aspect.title for aspect in kind.aspects] + [c.title for c in kind.chapters]
        texts += list(kind.requirements)
    return [text for text in texts if text.strip()]


def _counted(subject: Subject) -> set[int]:
    """What the service counts: notes by group, aspect, theme, source and route, and problems."""
    notes = subject.notes
    full = [note for note in notes if not note.empty]
    sizes = {len(notes), len(full), len({n.source_id for n in notes})}
    sizes |= {len({n.source_id for n in full}), len({n.group or n.id for n in full})}
    for field in ("group", "aspect", "theme", "source", "route"):
        sizes |= set(Counter(getattr(note, field) for note in full).values())
    sizes |= {len(ids) for ids in subject.cited.values()}
    return sizes | {len(list(subject.paper.items("problem")))}


def _counts_one_of(claim: Specific, counted: set[int]) -> bool:
    quantity = Quantity.parse(claim.value)
    return quantity.unit in ("件", "人次", "") and any(
        quantity.low <= count <= quantity.high for count in counted
    )
