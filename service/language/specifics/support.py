"""Specifics of a text, and those that no ground supports."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from types import ModuleType

from service.language.specifics import (
    dates,
    departments,
    meetings,
    numbers,
    percents,
    persons,
    titles,
    units,
)
from service.language.specifics.ground import Ground
from service.language.specifics.page import Page, blot, page
from service.language.specifics.value import EMPTY, Lexicon, Specific, SpecificKind

# In this order: what a kind has taken is no number any more.
KINDS: dict[SpecificKind, ModuleType] = {
    "title": titles,
    "date": dates,
    "percent": percents,
    "meeting": meetings,
    "person": persons,
    "department": departments,
    "unit": units,
    "number": numbers,
}


def specifics(text: str, lexicon: Lexicon = EMPTY) -> tuple[Specific, ...]:
    """The checkable details of ``text`` in reading order."""
    named, left = _named(text, lexicon)
    found = (*named, *numbers.find(left, lexicon))
    return tuple(sorted(found, key=lambda s: (s.start, s.end)))


def unsupported(
    text: str, grounds: Sequence[str], lexicon: Lexicon = EMPTY
) -> tuple[Specific, ...]:
    """The specifics of ``text`` that neither a ground nor the lexicon supports, in order.

    What supports what is each kind's own: see ``supported`` in the module of the kind.
    """
    return tuple(s for s in claims(text, grounds, lexicon) if not supported(s, grounds, lexicon))


def claims(text: str, grounds: Sequence[str], lexicon: Lexicon = EMPTY) -> tuple[Specific, ...]:
    """The specifics of ``text``, and 一个站 besides where a ground counts 站 and means a figure."""
    named, left = _named(text, lexicon)
    found = list(named)
    counted = {place for g in grounds for place in _counted(g)}
    for reading in numbers.readings(left):
        behind = text[reading.end : reading.end + 1]
        if not numbers.indefinite(reading, left) or reading.text[-1] + behind in counted:
            found.append(reading)
    return tuple(sorted(found, key=lambda s: (s.start, s.end)))


@lru_cache(maxsize=4096)
def _counted(text: str) -> frozenset[str]:
    """The ends of a text's figures, each with the first character of what they count: 个站."""
    read = (s for s in ground(text).specifics if s.kind == "number" and s.end < len(text))
    return frozenset(s.text[-1] + text[s.end] for s in read)


def supported(claim: Specific, grounds: Sequence[str], lexicon: Lexicon = EMPTY) -> bool:
    """Whether the lexicon or one of the grounds supports the claim."""
    return supported_by(claim, [ground(text, lexicon) for text in grounds], lexicon)


def supported_by(claim: Specific, grounds: Sequence[Ground], lexicon: Lexicon = EMPTY) -> bool:
    """As ``supported``, for grounds that are read already."""
    return bool(KINDS[claim.kind].supported(claim, grounds, lexicon))


@lru_cache(maxsize=4096)
def ground(text: str, lexicon: Lexicon = EMPTY) -> Ground:
    """``text`` read as a ground; the same note is held against many sentences."""
    named, left = _named(text, lexicon)
    return Ground(text, (*named, *numbers.readings(left)))


@lru_cache(maxsize=4096)
def _named(text: str, lexicon: Lexicon) -> tuple[tuple[Specific, ...], Page]:
    """Everything but numbers, and the page on which only numbers are left to find. Kept: a paper
    that is worked on is read again with every change, and nearly all of it is as it was."""
    whole = page(text, lexicon.formulae)
    found = list(titles.find(whole, lexicon))
    open_text = _without(whole, found)
    for kind, module in KINDS.items():
        if kind not in ("title", "number"):
            found += module.find(open_text, lexicon)
    return tuple(found), _without(open_text, found)


def _without(left: Page, taken: Sequence[Specific]) -> Page:
    spans = [(s.start, s.end) for s in taken]
    return replace(left, counts=blot(left.counts, spans), plain=blot(left.plain, spans))


def nearest(
    claim: Specific, grounds: Sequence[str], lexicon: Lexicon = EMPTY
) -> Iterator[tuple[int, Specific]]:
    """The specifics of the claim's kind that the grounds do hold, with the ground's index."""
    for index, text in enumerate(grounds):
        for specific in ground(text, lexicon).specifics:
            if specific.kind == claim.kind:
                yield index, specific
