"""Whether a sentence is about its notes: how much of what it says stands in them.

The sentence's words that only report, judge or connect (prompts/register.yaml) are taken out;
of the characters left, those count that stand in a pair of characters (bigram) found in the
grounds, and half of those found there alone. A paraphrase keeps the notes' nouns and verbs and
scores high; a claim invented from nothing shares hardly a pair.

It is a filter, not a proof. It cannot see a changed meaning made of the notes' own words (a
negation dropped, two notes' subjects swapped), and it refuses a faithful paraphrase that shares
no word with its note: the refused sentence is then replaced by the note's own words.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby

from service.language.normal import grams, normal
from service.language.vocabulary import vocabulary

# Chosen on tests/drafting/test_about.py's faithful and invented sentences.
WHOLE_FLOOR = 0.5
CLAUSE_FLOOR = 0.34
# A clause with less content than this is only refused when the grounds hold none of it.
_SHORT_CLAUSE = 4
# So many characters in a row that the grounds do not hold are a claim of their own.
FOREIGN_RUN = 5
_CLAUSE_ENDS = re.compile(r"[，,；;。！!？?：:\n]+")


class Grounds:
    """The texts a sentence may draw on, indexed once."""

    def __init__(self, texts: Iterable[str]) -> None:
        indexed = [_indexed(text) for text in texts]
        self.pairs: frozenset[str] = frozenset().union(*(pairs for pairs, _ in indexed))
        self.characters: frozenset[str] = frozenset().union(*(chars for _, chars in indexed))

    def share(self, stretches: Sequence[str]) -> float:
        """The share (0 to 1) of the stretches' characters that the grounds hold."""
        marks = [mark for stretch in stretches for mark in self.marks(stretch)]
        return sum(marks) / len(marks) if marks else 1.0

    def marks(self, stretch: str) -> list[float]:
        """For each character: 1 held as part of a pair, 0.5 held alone, 0 not held."""
        found = [0.5 if character in self.characters else 0.0 for character in stretch]
        for at, pair in enumerate(grams(stretch, 2)):
            if pair in self.pairs:
                found[at] = found[at + 1] = 1.0
        return found


@lru_cache(maxsize=8192)
def _content(text: str) -> tuple[str, ...]:
    return tuple(s for s in _vocabulary().sub(" ", normal(text)).split() if s)


def content(text: str) -> list[str]:
    """What is left of ``text`` without the words that report, judge or connect."""
    return list(_content(text))


def foreign(text: str, grounds: Grounds) -> str:
    """The part of ``text`` that the grounds do not carry: a clause, the whole, or nothing."""
    for clause in _CLAUSE_ENDS.split(text):
        if not _carried(content(clause), grounds):
            return clause.strip()
    return text if grounds.share(content(text)) < WHOLE_FLOOR else ""


def weighty(text: str, grounds: Iterable[str]) -> str:
    """The first accusing or praising word of ``text`` that no ground uses, or nothing."""
    said = "\n".join(normal(ground) for ground in grounds)
    plain = normal(text)
    return next((w for w in vocabulary().weighty.split() if w in plain and w not in said), "")


def overlap(text: str, other: str) -> float:
    """The share of ``text``'s content found in ``other``."""
    return Grounds([other]).share(content(text))


def _carried(said: list[str], grounds: Grounds) -> bool:
    size = sum(map(len, said))
    share = grounds.share(said)
    if size < _SHORT_CLAUSE:
        return size < 2 or share > 0
    return share >= CLAUSE_FLOOR and all(_longest_gap(grounds.marks(s)) < FOREIGN_RUN for s in said)


def _longest_gap(marks: list[float]) -> int:
    return max((len(list(run)) for held, run in groupby(marks, key=bool) if not held), default=0)


@lru_cache(maxsize=8192)
def _indexed(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The pairs and the characters of a text; drafting asks for the same notes again and again."""
    plain = normal(text)
    return frozenset(grams(plain, 2)), frozenset(plain)


@lru_cache
def _vocabulary() -> re.Pattern[str]:
    words = sorted((normal(w) for w in vocabulary().words()), key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in words if word))
