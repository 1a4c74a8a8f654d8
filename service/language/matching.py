"""Likeness of short texts that say the same thing in spoken and in official words.

Likeness is the weight of what two texts share over the geometric mean of their weights. What they
share are characters and, counting far more, concepts (food, meetings, seals …) that the two
registers name in different words: between a complaint and the sentence that answers it there are
often three common characters and one common thing. Weights are by rarity (Robertson's idf).
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

from service.language.normal import normal
from service.language.phrases import PhraseIndex

_CONCEPT_WEIGHT = 8.0
_FEW = 20


class Matcher:
    """A set of texts, best single sentences, to be asked which of them a query is like.

    ``others`` are more texts of the same sort, by which to judge what is rare.
    """

    def __init__(self, texts: Sequence[str], others: Iterable[str] = ()) -> None:
        self._features = [frozenset(_features(text)) for text in texts]
        seen = [*self._features, *(frozenset(_features(text)) for text in others)]
        self._held = Counter(feature for features in seen for feature in features)
        # Among few texts everything looks common: rarity is judged as if there were more.
        self._size = max(len(seen), _FEW)
        self._totals = [self._total(features) for features in self._features]

    def best(self, query: str, count: int) -> list[tuple[int, float]]:
        """The indices of the likest texts with their likeness (0 to 1), best first."""
        wanted = frozenset(_features(query))
        total = self._total(wanted)
        scores = [
            (index, self._total(wanted & features) / math.sqrt(total * whole))
            for index, (features, whole) in enumerate(
                zip(self._features, self._totals, strict=True)
            )
            if total and whole
        ]
        return sorted(scores, key=lambda pair: (-pair[1], pair[0]))[:count]

    def _total(self, features: Iterable[str]) -> float:
        return sum(self._weight(feature) for feature in features)

    def _weight(self, feature: str) -> float:
        rarity = math.log((self._size + 1) / (self._held.get(feature, 0) + 0.5))
        return max(0.0, rarity) * (_CONCEPT_WEIGHT if feature.startswith("#") else 1.0)


def _features(text: str) -> list[str]:
    plain = normal(text)
    return [*plain, *(f"#{concept}" for concept in concepts(plain))]


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
