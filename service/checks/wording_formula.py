"""wording.formula: official wording (提法) misquoted.

Three ways of going wrong: a slip that is known (the wrong verb, a homophone), a long formula with
a character or two wrong, and the parts of a set phrase in another order. What the kind's own notice
prescribes is never wrong.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from service.checks.cards import compiled
from service.checks.clauses import with_quotes
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
    searches = (_slips, _misspelt, _sets, _replaced)
    for span, right, level in (wrong for search in searches for wrong in search(text, card)):
        start, end = with_quotes(subject.text, places[span.start], places[span.end - 1] + 1)
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


def _replaced(text: str, card: Card) -> Iterator[_Wrong]:
    """Enumerations of which one member is another word, the others standing in their places."""
    for phrase in card.data["fixed"]:
        parts = tuple(phrase.split("、"))
        for match in _one_off(parts).finditer(text):
            if match.group() != "".join(parts):
                yield Span(*match.span(), match.group()), phrase, "error"


@lru_cache(maxsize=64)
def _one_off(parts: Sequence[str]) -> re.Pattern[str]:
    """The enumeration with any one member replaced by a word of the same length and ending."""
    shared = _ending(parts)
    runs = []
    for place, part in enumerate(parts):
        odd = f"[\\u4e00-\\u9fff]{{{len(part) - len(shared)}}}{shared}"
        runs.append("".join((*parts[:place], odd, *parts[place + 1 :])))
    return re.compile("|".join(runs))


def _ending(parts: Sequence[str]) -> str:
    """What all members end in: 意识, 自信."""
    first = parts[0]
    tails = (first[at:] for at in range(len(first) + 1))
    return next(tail for tail in tails if all(part.endswith(tail) for part in parts))


@lru_cache(maxsize=64)
def _run(parts: Sequence[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(parts)}){{{len(parts)}}}")
