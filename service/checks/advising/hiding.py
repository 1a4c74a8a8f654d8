"""What a model is not shown: personal details, what a clue says, and orders to a machine.

Endpoints inside the house are shown no more than those outside: no question needs a name.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from service.checks import safe_clue, safe_injection
from service.checks.cards import any_of, packaged_cards
from service.language.normal import visible
from service.language.personal import STAND_INS, personal_spans
from service.notes import Note, Personal
from service.rule import Card
from service.subject import Subject

_WITHHELD = "［此处从略］"

Hole = tuple[int, int, str]
"""Where something is hidden, and what is shown in its place."""


class Veiled:
    """A text of which some stretches are shown as stand-ins."""

    def __init__(self, text: str, holes: Iterable[Hole]) -> None:
        self.text = text
        self._holes = list(_joined(sorted(holes)))

    def shown(self, start: int = 0, end: int | None = None) -> str:
        """``text[start:end]`` as the model may see it: holes filled, nothing that ends a fence."""
        end = len(self.text) if end is None else end
        pieces, at = [], start
        for first, last, stand_in in self._holes:
            if first < end and last > start:
                pieces += [self.text[at : max(at, first)], stand_in]
                at = min(end, max(at, last))
        return plain("".join([*pieces, self.text[at:end]]))

    def hides(self, start: int, end: int) -> bool:
        """Whether any of ``text[start:end]`` is hidden."""
        return any(first < end and last > start for first, last, _ in self._holes)


def _joined(holes: Iterable[Hole]) -> Iterator[Hole]:
    """Holes that overlap are one, shown as the first of them."""
    open_: Hole | None = None
    for hole in holes:
        if open_ is None or hole[0] >= open_[1]:
            if open_ is not None:
                yield open_
            open_ = hole
        else:
            open_ = (open_[0], max(open_[1], hole[1]), open_[2])
    if open_ is not None:
        yield open_


def plain(text: str) -> str:
    """``text`` that cannot close the fence it stands in: angle brackets and quotes full-width."""
    lines = (" ".join(line.split()) for line in visible(text).splitlines())
    flat = "\n".join(line for line in lines if line)
    return flat.replace("<", "＜").replace(">", "＞").replace('"', "＂")


def veiled_paper(subject: Subject, roster: Sequence[str]) -> Veiled:
    """The paper without personal details, orders, and passages that quote or retell a clue.

    The rules are asked as shipped: a unit that switches a rule off does not thereby send out what
    the rule would have found.
    """
    found = [
        *safe_clue.find(subject, _card("safe.clue")),
        *safe_injection.find(subject, _card("safe.injection")),
    ]
    withheld = [(f.start, f.end, _WITHHELD) for f in found if f.start < f.end]
    return Veiled(subject.text, [*withheld, *_personal(subject.text, roster)])


def veiled_note(note: Note, roster: Sequence[str]) -> Veiled:
    """A note without the personal details that sorting or this package finds in it."""
    return Veiled(note.text, [*_holes(note.personal), *_personal(note.text, roster)])


def masked(text: str, roster: Sequence[str]) -> str:
    """Any other text (a message, another paper's sentence) without personal details."""
    return Veiled(text, _personal(text, roster)).shown()


def orders(text: str) -> bool:
    """Whether ``text`` gives orders to a machine; what does is not sent at all."""
    return bool(any_of(_card("safe.injection").data["orders"]).search(visible(text)))


def _personal(text: str, roster: Sequence[str]) -> list[Hole]:
    return _holes(personal_spans(text, roster))


def _holes(details: Iterable[Personal]) -> list[Hole]:
    return [(d.start, d.end, STAND_INS[d.kind]) for d in details]


@lru_cache
def _card(rule: str) -> Card:
    return next(card for card in packaged_cards() if card.id == rule)
