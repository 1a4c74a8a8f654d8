"""Whether two promises are one: what the paper and its 整改方案 both name is followed once."""

import re
from collections.abc import Sequence

from service.language.matching import Matcher
from service.language.normal import normal
from service.reviewing.became import Promise
from service.reviewing.same_matter import matter, rarity, shares

_SAME = 0.5
"""Likeness from which two promises of one paper are one."""
_SAME_PROBLEM = 0.3
"""Likeness from which a problem of the paper and one of its plan are one: they are told at very
different length."""
_SAME_ALONE = 0.45
"""Likeness from which those two need share no run of rare words."""
_SAME_CLAUSE = 0.45
"""Likeness from which a clause of the one and the whole of the other measure are one promise."""
_CLAUSE = re.compile(r"[^，,；;。]+")
_LEAST = 6
"""Letters from which a clause promises anything by itself."""


class Sameness:
    """Some promises, each with the text of its file, ready to be held against each other."""

    def __init__(self, promises: Sequence[tuple[Promise, str]]) -> None:
        self._promises = [promise for promise, _ in promises]
        self._heads = [matter(text[p.start : p.end]) for p, text in promises]
        self._words = [matter(promise.words(text)) for promise, text in promises]

    def of(self, one: int, other: int) -> bool:
        """Whether the promises at these places are the same."""
        a, b = self._promises[one], self._promises[other]
        here, there = self._heads[one], self._heads[other]
        if shares(here, there) and _like(here, there) >= _SAME:
            return True
        if a.file == b.file or a.problem != b.problem:
            return False
        here, there = self._words[one], self._words[other]
        if a.problem:
            like = _like(here, there)
            return like >= _SAME_ALONE or (like >= _SAME_PROBLEM and shares(here, there))
        return shares(here, there) and _nearest(here, there) >= _SAME_CLAUSE


def _like(one: str, other: str) -> float:
    found = Matcher([other], rarity()).best(one, 1)
    return found[0][1] if found else 0.0


def _nearest(one: str, other: str) -> float:
    """How like the whole of one is to the whole or to some clause of the other."""
    pairs = [
        (one, other),
        *((one, c) for c in _clauses(other)),
        *((other, c) for c in _clauses(one)),
    ]
    return max(_like(*pair) for pair in pairs)


def _clauses(text: str) -> list[str]:
    return [c for c in _CLAUSE.findall(text) if len(normal(c)) >= _LEAST]
