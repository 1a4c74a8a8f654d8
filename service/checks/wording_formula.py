"""wording.formula: official wording (提法) misquoted.

Three ways of going wrong: a slip that is known (the wrong verb, a homophone), a long formula with
a character or two wrong, and the parts of a set phrase in another order. What the kind's own notice
prescribes is never wrong.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from service.checks.cards import compiled
from service.checks.copies import prescribed
from service.checks.overlays import formulae_of
from service.flags import Level
from service.language.formulae import bare, formula_spans
from service.language.near import near_misses
from service.language.spans import Span
from service.rule import Card, Finding
from service.subject import Subject

LONG = 12
"""Letters from which a unit's own formula is looked for misspelt: two letters away from a shorter
one stands another phrase (五抓五促 and 三抓三促)."""


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a misquotation, with the wording as it officially is."""
    text, places = bare(subject.text)
    official = formula_spans(subject.text, (*prescribed(subject), *formulae_of(card)))
    for span, right, level in (*_slips(text, card), *_misspelt(text, card), *_sets(text, card)):
        start, end = places[span.start], places[span.end - 1] + 1
        if not any(o.start <= start and end <= o.end for o in official):
            score = 0.9 if level == "error" else 0.6
            fields = {"right": right}
            yield Finding(start=start, end=end, fields=fields, score=score, level=level)


_Wrong = tuple[Span, str, Level | None]


def _slips(text: str, card: Card) -> Iterator[_Wrong]:
    for entry in card.data["slips"]:
        for match in compiled(entry["wrong"]).finditer(text):
            yield Span(*match.span(), match.group()), entry["right"], entry.get("level")


def _misspelt(text: str, card: Card) -> Iterator[_Wrong]:
    accepted = tuple(bare(phrase)[0] for phrase in card.data["variants"])
    own = [phrase for phrase in formulae_of(card) if len(bare(phrase)[0]) >= LONG]
    for phrase in (*card.data["exact"], *own):
        for span in near_misses(text, bare(phrase)[0]):
            if not any(phrase in span.text for phrase in accepted):
                yield span, phrase, "error"


def _sets(text: str, card: Card) -> Iterator[_Wrong]:
    """Runs that hold every part of a set phrase once, in another order."""
    for phrase in card.data["sets"]:
        parts = phrase.split("、")
        for match in _run(tuple(parts)).finditer(text):
            said = re.findall("|".join(parts), match.group())
            if said != parts and sorted(said) == sorted(parts):
                yield Span(*match.span(), match.group()), phrase, None


@lru_cache(maxsize=64)
def _run(parts: Sequence[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(parts)}){{{len(parts)}}}")
