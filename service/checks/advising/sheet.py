"""The sheet: one subject and its flags as every concern sees them, with what the model may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from service.checks.advising.hiding import Veiled, masked, orders, veiled_note, veiled_paper
from service.checks.background import packaged_background
from service.checks.overlays import roster_of
from service.flags import Flag, Level
from service.language.confidence import told_in_confidence
from service.language.matching import Matcher, Rarity
from service.language.sentences import sentences
from service.language.spans import Span
from service.notes import Note
from service.prompting import render
from service.rule import Card
from service.subject import Subject

_LONGEST_PAPER = 16_000
"""Characters of the paper that are sent; papers of 5,000 are usual. Flags beyond bring their own
sentence."""
_MOST_NOTES = 2
_LEAST_LIKE = 0.2
_NEVER = "safe."
"""Flags of these rules are about what must not be sent."""


@dataclass(frozen=True)
class Sheet:
    """``cards`` are the rules in force; the persons of their roster are hidden from the model."""

    subject: Subject
    flags: tuple[Flag, ...]
    cards: tuple[Card, ...]
    model: str

    @cached_property
    def roster(self) -> tuple[str, ...]:
        """The persons whom the unit's overlays name."""
        return tuple(dict.fromkeys(name for card in self.cards for name, _ in roster_of(card)))

    @cached_property
    def paper(self) -> Veiled:
        """The paper as the model may see it."""
        return veiled_paper(self.subject, self.roster)

    @cached_property
    def common(self) -> str:
        """The long part that every prompt begins with, so that servers reuse its prefix."""
        kind = self.subject.kind
        name = f"{kind.meeting}{kind.paper_name}" if kind else "对照检查材料"
        text = self.paper.shown()
        cut = text[:_LONGEST_PAPER] + ("\n（后文从略）" if len(text) > _LONGEST_PAPER else "")
        return render("advise_common", paper_name=name, paper=cut).system

    def tellable(self, *levels: Level) -> list[Flag]:
        """The flags of those levels that a model may be told of, in their order: not those that
        show a note which is not sent, or orders to a machine."""
        return [f for f in self.flags if f.level in levels and self._is_tellable(f)]

    def _is_tellable(self, flag: Flag) -> bool:
        shown = {evidence.source for evidence in flag.evidence}
        kept = flag.rule.startswith(_NEVER) or bool(shown & self._withheld)
        return not kept and not orders(flag.message + flag.text)

    @cached_property
    def _withheld(self) -> frozenset[str]:
        """The ids of notes that are not sent, and of their sources: either may name evidence."""
        kept = [note for note in self.subject.notes if not note.empty and not _sendable(note)]
        return frozenset(id_ for note in kept for id_ in (note.id, note.source_id))

    def masked(self, text: str) -> str:
        """``text`` without personal details."""
        return masked(text, self.roster)

    def sentence(self, flag: Flag) -> str:
        """The sentences that a flag stands in, as shown; nothing for what is missing."""
        held = [s for s in self._sentences if s.start < flag.end and flag.start < s.end]
        return self.paper.shown(held[0].start, held[-1].end) if held else ""

    def item(self, flag: Flag) -> str:
        """The item that a flag belongs to, as shown."""
        found = next((i for i in self.subject.paper.items() if i.id == flag.item), None)
        return self.paper.shown(found.start, found.end) if found else ""

    def notes(self, flag: Flag) -> list[str]:
        """The notes that the flag's item cites, else the likest ones, as shown. Clues, and what
        was told in confidence, are never among them."""
        cited = self.subject.cited.get(flag.item or "", ())
        found = [n for n in self._notes if n.id in cited]
        if not found and self._notes:
            best = self._matcher.best(self.sentence(flag) or flag.message, _MOST_NOTES)
            found = [self._notes[index] for index, score in best if score >= _LEAST_LIKE]
        return [veiled_note(note, self.roster).shown() for note in found[:_MOST_NOTES]]

    @cached_property
    def _sentences(self) -> list[Span]:
        return sentences(self.subject.text)

    @cached_property
    def _notes(self) -> list[Note]:
        return [note for note in self.subject.notes if _sendable(note)]

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher([note.text for note in self._notes], rarity())

    def card(self, rule: str) -> Card | None:
        """The card of a rule that is on."""
        return next((c for c in self.cards if c.id == rule and c.level != "off"), None)


def _sendable(note: Note) -> bool:
    said = note.route == "draft" and not note.empty and bool(note.text.strip())
    return said and not told_in_confidence(note.text) and not orders(note.text)


@lru_cache(maxsize=1)
def rarity() -> Rarity:
    """By other papers' sentences: one paper holds too few to tell what is rare."""
    return Rarity(said.text for said in packaged_background().said)


def stamped(stamp: str, model: str) -> str:
    """A flag's stamp: the prompt's name@version and the model's name."""
    return f"{stamp} {model}".strip()


def one_line(texts: Sequence[str], longest: int) -> str:
    """Shown texts on one line of a prompt, cut where they get too long."""
    return " ".join(" ".join(texts).split())[:longest]
