"""How predictable a text is from other units' papers: a character trigram model with backoff.

Estimate: Witten-Bell interpolation (Witten and Bell 1991), trigram to bigram to character to
uniform. Papers are kept as counts by unit, so that a unit's own papers never predict themselves.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

_ALPHABET = 6000
"""Characters an official text may hold: the uniform estimate below the observed ones."""
_START = "\n"


@dataclass
class Counts:
    """Occurrences of n-grams, and what may follow each context."""

    grams: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    characters: int = 0

    def add(self, grams: Counter[str]) -> None:
        """Counts more n-grams of one to three characters."""
        for gram, count in grams.items():
            if gram not in self.grams:
                self.kinds[gram[:-1]] += 1
            self.grams[gram] += count
            self.after[gram[:-1]] += count
        self.characters = self.after[""]

    def copy(self) -> "Counts":
        """The same counts, to be added to apart."""
        return Counts(self.grams.copy(), self.after.copy(), self.kinds.copy(), self.characters)

    def bits(self, text: str) -> list[float]:
        """Bits of each character of ``text``."""
        # Asked of every character of every sentence: the names are looked up once.
        kinds_of, seen, grams = self.kinds.get, self.after, self.grams.get
        padded = _START * 2 + text
        found = []
        for end in range(3, len(padded) + 1):
            chance = 1.0 / _ALPHABET
            for order in (1, 2, 3):
                part = padded[end - order : end]
                kinds = kinds_of(part[:-1], 0)
                if kinds:
                    chance = (grams(part, 0) + kinds * chance) / (seen[part[:-1]] + kinds)
            found.append(-math.log2(chance))
        return found


class CharacterModel:
    """A background of papers by unit, and how many bits a character of a text costs under it."""

    def __init__(self) -> None:
        self._units: dict[str, Counter[str]] = {}
        self._merged: dict[frozenset[str], Counts] = {}

    def add(self, document: str, unit: str) -> None:
        """Adds one paper of a unit to the background."""
        self._units.setdefault(unit, Counter()).update(_grams(document))
        self._merged = {units: m for units, m in tuple(self._merged.items()) if unit not in units}

    def copy(self) -> "CharacterModel":
        """The same background, to be added to apart."""
        other = CharacterModel()
        other._units = {unit: counted.copy() for unit, counted in self._units.items()}
        other._merged = dict(self._merged)
        return other

    @property
    def units(self) -> tuple[str, ...]:
        """The units of the background, in the order in which they came."""
        return tuple(self._units)

    def costs(self, text: str, without: frozenset[str] = frozenset()) -> list[float]:
        """Bits of each character of ``text``, with the units ``without`` left out."""
        return self._counts(without).bits(text)

    def bits_per_char(self, text: str, without: frozenset[str] = frozenset()) -> float:
        """Mean bits of a character of ``text``; an empty text costs nothing."""
        costs = self.costs(text, without)
        return sum(costs) / len(costs) if costs else 0.0

    def _counts(self, without: frozenset[str]) -> Counts:
        kept = frozenset(self._units) - without
        if kept not in self._merged:
            known = max((u for u in tuple(self._merged) if u <= kept), key=len, default=frozenset())
            merged = self._merged[known].copy() if known else Counts()
            for unit in sorted(kept - known):
                merged.add(self._units[unit])
            self._merged[kept] = merged
        return self._merged[kept]


def _grams(document: str) -> Iterator[str]:
    for line in document.splitlines():
        padded = _START * 2 + line.strip()
        for i in range(2, len(padded)):
            yield padded[i]
            yield padded[i - 1 : i + 1]
            yield padded[i - 2 : i + 1]
