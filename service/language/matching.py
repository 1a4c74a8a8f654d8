"""Likeness of short texts that say the same thing in spoken and in official words.

Likeness is the weight of what two texts share over the geometric mean of their weights. What they
share are characters and concepts (food, meetings, seals …) that the two registers name in
different words: between a complaint and the sentence that answers it there are often three common
characters and one common thing. Weights are by rarity (Robertson's idf) in a body of other texts:
inside one small paper everything about its main trouble looks common.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

from service.language.normal import normal
from service.language.phrases import PhraseIndex

# Characters that carry no matter: they stand in every spoken sentence.
_EMPTY = frozenset("的了是在有都就也还不没又和上下来去到把被给让人个么得着过一这那我们他你")
_FEW = 20
_NAMED = 2
"""Letters of a run that two texts share which count: a name (冬水村, 秸秆禁烧) is one thing however
long it is, and says nothing of what is wrong with it."""
_BRIEF = 0.7
"""A sentence weighs at least this share of the complaint it is held against: a heading that only
names the thing answers nothing."""


class Rarity:
    """How rare characters and concepts are in a body of texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        seen = [frozenset(_features(text)) for text in texts]
        # Among few texts everything looks common: rarity is judged as if there were more.
        size = max(len(seen), _FEW)
        held = Counter(feature for features in seen for feature in features)
        self._unseen = math.log((size + 1) / 0.5)
        self._weights = {
            feature: max(0.0, math.log((size + 1) / (count + 0.5)))
            for feature, count in held.items()
        }

    def total(self, features: Iterable[str]) -> float:
        """The weight of all ``features`` together."""
        # fsum: a set has no order, and the same texts must weigh the same in every process.
        return math.fsum(self._weights.get(feature, self._unseen) for feature in features)


class Matcher:
    """A set of texts, best single sentences, to be asked which of them a query is like."""

    def __init__(self, texts: Sequence[str], rarity: Rarity) -> None:
        self._rarity = rarity
        self._plain = [normal(text) for text in texts]
        self._features = [frozenset(_features(text)) for text in texts]
        self._totals = [rarity.total(features) for features in self._features]

    def best(self, query: str, count: int) -> list[tuple[int, float]]:
        """The indices of the likest texts with their likeness (0 to 1), best first."""
        wanted = frozenset(_features(query))
        total = self._rarity.total(wanted)
        scores = [
            (index, self._rarity.total(wanted & features) / math.sqrt(total * whole))
            for index, (features, whole) in enumerate(
                zip(self._features, self._totals, strict=True)
            )
            if total and whole
        ]
        return sorted(scores, key=lambda pair: (-pair[1], pair[0]))[:count]

    def answer(self, complaint: str) -> float:
        """How far the likest text answers a complaint (0 to 1): it has to share what is wrong, and
        not only the name of the thing that it is about."""
        wanted = frozenset(_features(complaint))
        total = self._rarity.total(wanted)
        if not total:
            return 0.0
        plain = normal(complaint)
        # No text answers better than by all that it shares, which is told many times sooner.
        held = [
            (wanted & features, math.sqrt(total * max(whole, _BRIEF * total)))
            for features, whole in zip(self._features, self._totals, strict=True)
        ]
        totals = (self._rarity.total(shared) / norm for shared, norm in held)
        most = sorted(((share, number) for number, share in enumerate(totals)), reverse=True)
        best = 0.0
        for bound, number in most:
            if bound <= best:
                break
            shared, norm = held[number]
            best = max(best, self._telling(plain, self._plain[number], shared) / norm)
        return best

    def _telling(self, complaint: str, text: str, shared: frozenset[str]) -> float:
        """The weight of what is shared, of each common run only its rarest letters."""
        spare: set[str] = set()
        for run in _common_runs(complaint, text):
            letters = sorted(shared & set(run), key=lambda c: (-self._rarity.total((c,)), c))
            spare.update(letters[_NAMED:])
        return self._rarity.total(shared - spare)


def _features(text: str) -> list[str]:
    plain = normal(text)
    letters = (letter for letter in plain if letter not in _EMPTY)
    return [*letters, *(f"#{concept}" for concept in concepts(plain))]


def _common_runs(one: str, other: str) -> Iterator[str]:
    """The stretches of ``one``, longest from the left, that stand in ``other`` too."""
    at = 0
    while at < len(one):
        end = at
        while end < len(one) and one[at : end + 1] in other:
            end += 1
        if end - at > _NAMED:
            yield one[at:end]
        at = max(end, at + 1)


def concepts(text: str) -> frozenset[str]:
    """What ``text`` is about, in the terms of ``data/concepts.tsv``."""
    names = _concept_of()
    return frozenset(names[span.text] for span in _index().longest(text))


@lru_cache(maxsize=1)
def _concept_of() -> dict[str, str]:
    raw = files("service.language.data").joinpath("concepts.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in raw.splitlines()[1:] if line]
    return {word: name for name, words in rows for word in words.split()}


@lru_cache(maxsize=1)
def _index() -> PhraseIndex:
    return PhraseIndex(_concept_of())
