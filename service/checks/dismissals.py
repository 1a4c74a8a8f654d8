"""Dismissals: which flags a person has settled, and which of his words no longer meet a flag."""

from collections.abc import Sequence

from service.checks.cards import packaged_cards
from service.flags import Dismissal, DismissedFlag, Flag
from service.language.normal import normal
from service.rule import Card, Example
from service.subject import Subject
from service.value import Value

_NEEDS = ("kind", "unit", "year", "length", "notes", "clues", "past", "peers")


class Settled(Value):
    """A paper's flags parted: what is left to do, what was dismissed, which dismissals met none."""

    flags: tuple[Flag, ...]
    dismissed: tuple[DismissedFlag, ...] = ()
    unused: tuple[Dismissal, ...] = ()


def settle(flags: Sequence[Flag], dismissals: Sequence[Dismissal], able: frozenset[str]) -> Settled:
    """Parts the flags by the dismissals of the paper's unit; of several, the latest word counts.

    A dismissal holds for its rule and sentence. Two flags of one rule in one sentence share a
    fingerprint: it then holds for the phrase it was given for and not for its neighbour, since
    whoever vouched for one figure said nothing of the next. The same phrase twice in one sentence
    (XX月XX日) is one: nobody means one half of it. Where that exact phrase is not flagged,
    it holds for one that contains it or is part of it: what a rule underlines may shift.

    ``able`` are the rules that could have found something: a dismissal of any other is not unused.
    """
    latest = sorted(dismissals, key=lambda d: d.when, reverse=True)
    held: dict[int, Dismissal] = {}
    used: set[int] = set()
    for number, dismissal in enumerate(latest):
        for place in _met(dismissal, flags):
            held.setdefault(place, dismissal)
            used.add(number)
    return Settled(
        flags=tuple(flag for place, flag in enumerate(flags) if place not in held),
        dismissed=tuple(
            DismissedFlag(flag=flag, dismissal=held[place])
            for place, flag in enumerate(flags)
            if place in held
        ),
        unused=tuple(d for n, d in enumerate(latest) if n not in used and d.rule in able)[::-1],
    )


def _met(dismissal: Dismissal, flags: Sequence[Flag]) -> list[int]:
    places = [
        place
        for place, flag in enumerate(flags)
        if (flag.rule, flag.fingerprint) == (dismissal.rule, dismissal.fingerprint)
    ]
    said = _plain(dismissal.text)
    exact = [place for place in places if _plain(flags[place].text) == said]
    if exact or not said:
        return exact or places
    return [p for p in places if (now := _plain(flags[p].text)) and (said in now or now in said)]


def _plain(text: str) -> str:
    """Masks such as ×× have no letters; they stay as they are."""
    return normal(text) or "".join(text.split())


def able_rules(subject: Subject, cards: Sequence[Card]) -> frozenset[str]:
    """The rules that are on and have what they need: what every ``hit`` of a card as shipped
    brings along (notes, past papers, a kind) its rule cannot do without."""
    shipped = {card.id: card.hit for card in packaged_cards()}
    held = _held(subject)
    return frozenset(
        card.id
        for card in cards
        if card.level != "off" and _needs(shipped.get(card.id, card.hit)) <= held
    )


def _needs(hits: Sequence[Example]) -> frozenset[str]:
    return frozenset(name for name in _NEEDS if all(getattr(hit, name) for hit in hits))


def _held(subject: Subject) -> frozenset[str]:
    brought = {
        "kind": subject.kind,
        "unit": subject.unit,
        "year": subject.year,
        "length": subject.kind and subject.kind.length,
        "notes": subject.notes,
        "clues": [note for note in subject.notes if note.route == "clue"],
        "past": subject.past,
        "peers": subject.peers,
    }
    return frozenset(name for name, given in brought.items() if given)
