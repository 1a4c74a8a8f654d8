"""Whether two texts are on one matter: by what other papers rarely say, names and days left out."""

from functools import lru_cache

from service.language.matching import Rarity
from service.language.normal import grams, normal
from service.language.sentences import sentences
from service.language.specifics import specifics
from service.samples import texts

_RUN = 4
"""Letters in a row that two texts on the same matter share: 水费收缴, 竣工复核."""


def nameless(text: str) -> str:
    """``text`` without bodies and dates: two sentences on one station or by one day are not one
    matter."""
    for name in reversed(specifics(text)):
        if name.kind in ("unit", "department", "date"):
            text = text[: name.start] + text[name.end :]
    return text


def shares(one: str, other: str) -> bool:
    """Whether they share a run of letters that other papers rarely use."""
    common = set(grams(normal(one), _RUN)) & set(grams(normal(other), _RUN))
    return any(gram not in _usual() for gram in common)


@lru_cache(maxsize=1)
def rarity() -> Rarity:
    """By other papers' sentences: one paper holds too few to tell what is rare."""
    return Rarity(s.text for _, text in texts() for s in sentences(text))


@lru_cache(maxsize=1)
def _usual() -> frozenset[str]:
    """The runs of letters that papers of more than two units share."""
    units: dict[str, set[str]] = {}
    for name, text in texts():
        for gram in set(grams(normal(text), _RUN)):
            units.setdefault(gram, set()).add(name.partition("/")[0])
    return frozenset(gram for gram, those in units.items() if len(those) > 2)
