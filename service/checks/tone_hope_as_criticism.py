"""tone.hope-as-criticism: a wish, an advice or a compliment where a shortcoming belongs.

Judged turn by turn: what one member says of another, or one problem. A wish that follows a
shortcoming is good manners and stays.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from service.checks.cards import any_of
from service.checks.clauses import spoken
from service.language.normal import normal
from service.paper import Item
from service.rule import Card, Finding
from service.subject import Subject

_CRITICISM = re.compile("批评意见|相互批评|互相批评|批评发言|批评清单|互评")
_TO_WHOM = re.compile(
    r"(?:^|(?<=[。；\n]))\s*[^，。；：:\n]{0,8}(?:对|给)[^，。；：:\n]{1,16}[：:]"
)
_WISH_END = re.compile(r"[。！？；\n]|$")


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a turn, on its wish."""
    wish = any_of(card.data["wishes"])
    fault = any_of(card.data["faults"])
    praise = any_of(card.data["praise"])
    for item in _criticisms(subject):
        text = spoken(item)
        for start, end in _turns(text):
            turn = text[start:end]
            found = wish.search(turn)
            if found is None:
                continue
            stop = _WISH_END.search(turn, found.end())
            rest = _without(turn, wish)
            said = len(normal(rest))
            if fault.search(rest) or (said > int(card.data["aside"]) and not praise.search(rest)):
                continue
            at = item.start + start + found.start("wish")
            last = item.start + start + (stop.start() if stop else len(turn))
            yield Finding(start=at, end=last, item=item.id, score=0.7)


def _without(turn: str, wish: re.Pattern[str]) -> str:
    """The turn without its wishes (each to the end of its sentence) and without the address."""
    parts = re.split(r"(?<=[。！？；\n])", turn)
    cut = [part[: found.start()] if (found := wish.search(part)) else part for part in parts]
    return _TO_WHOM.sub("", "".join(cut))


def _criticisms(subject: Subject) -> Iterator[Item]:
    """Problems, and whatever stands under a heading of mutual criticism."""
    for chapter, section, item in subject.paper.placed_items():
        headed = _CRITICISM.search(chapter.title) or _CRITICISM.search(section.title)
        if headed or (item.role == "problem" and chapter.role == "problems"):
            yield item


def _turns(text: str) -> Iterator[tuple[int, int]]:
    """What is said to one person after the other; the whole text where nobody is addressed."""
    cuts = sorted({0, *(m.start() for m in _TO_WHOM.finditer(text)), len(text)})
    return pairwise(cuts)
