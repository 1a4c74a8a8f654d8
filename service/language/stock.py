"""Stock wording: short phrases that many units write, told by how many units use each gram.

What two units share may be copied; what a quarter of them and at least three share, and is short,
is how everybody writes. The longer a wording, the more units must use it before it is stock: a
passage planted in three papers of eight stays a copy.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from service.language.prints import Print

_GRAM = 6
_LEAST_UNITS = 3
_LEAST_SHARE = 0.25
# Shares of the units at which runs are looked for: a stock phrase inside a copied passage shows by
# being used more widely than the passage.
_SHARES = (_LEAST_SHARE, 0.375, 0.5, 0.75, 1.0)
# Letters that a stock wording may have for each unit that writes it, times their share of all
# units: 9 for three units of eight, 16 for four, 24 for three of three.
_LETTERS = 8
# Longer than any fixed phrase: a whole sentence word for word is a copy, however many have it.
_LONGEST = 40
# The grams are counted in so many slices by their hash, which bounds the memory of a large season.
_SLICES = 16

Hashes = npt.NDArray[np.uint32]


class StockWording:
    """How many units write each gram that many of them write."""

    def __init__(self, units: int, hashes: Hashes, users: npt.NDArray[np.int64]) -> None:
        """``users[i]`` of all ``units`` write the gram of hash ``hashes[i]``, sorted."""
        self._units = units
        self._hashes = hashes
        self._users = users

    @classmethod
    def of(cls, papers: Iterable[tuple[str, Print]]) -> "StockWording":
        """The stock wording of papers, each with its unit's name."""
        numbers: dict[str, int] = {}
        units, grams = [], []
        for unit, printed in papers:
            units.append(numbers.setdefault(unit, len(numbers)))
            grams.append(np.unique(_hashes(printed)))
        least = many(len(numbers))
        found = [_widely(part, units, least) for part in _slices(grams)]
        return cls(
            len(numbers),
            np.concatenate([hashes for hashes, _ in found]),
            np.concatenate([users for _, users in found]),
        )

    def letters(self, printed: Print) -> npt.NDArray[np.bool_]:
        """For each letter of a print whether it belongs to stock wording."""
        stock = np.zeros(len(printed.letters), dtype=np.bool_)
        if not len(self._hashes):
            return stock
        users = self._users_of(_hashes(printed))
        for share in _SHARES:
            level = max(many(self._units), int(np.ceil(share * self._units)))
            longest = min(_LONGEST, _LETTERS * level * level / self._units)
            for start, end in _runs(users >= level):
                if end + _GRAM - 1 - start <= longest:
                    stock[start : end + _GRAM - 1] = True
        return stock

    def _users_of(self, grams: Hashes) -> npt.NDArray[np.int64]:
        at = np.minimum(np.searchsorted(self._hashes, grams), len(self._hashes) - 1)
        return np.where(self._hashes[at] == grams, self._users[at], 0)


def many(units: int) -> int:
    """How many of so many units are many: three at least, and no small share."""
    return max(_LEAST_UNITS, int(np.ceil(_LEAST_SHARE * units)))


def _hashes(printed: Print) -> Hashes:
    return (printed.grams(_GRAM) >> np.uint64(32)).astype(np.uint32)


def _slices(grams: Sequence[Hashes]) -> Iterator[list[Hashes]]:
    """Every paper's sorted grams, one part of all hashes after the other."""
    bounds = [(number << 32) // _SLICES for number in range(_SLICES + 1)]
    cuts = [np.searchsorted(held, np.array(bounds, dtype=np.uint64)) for held in grams]
    for number in range(_SLICES):
        yield [held[at[number] : at[number + 1]] for held, at in zip(grams, cuts, strict=True)]


def _widely(
    part: Sequence[Hashes], units: Sequence[int], least: int
) -> tuple[Hashes, npt.NDArray[np.int64]]:
    """The grams that ``least`` units write, and how many do."""
    if not part:
        return np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.int64)
    writers = np.repeat(np.array(units, dtype=np.uint64), [len(held) for held in part])
    used = np.unique(np.concatenate(part).astype(np.uint64) << np.uint64(32) | writers)
    hashes, users = np.unique((used >> np.uint64(32)).astype(np.uint32), return_counts=True)
    return hashes[users >= least], users[users >= least]


def _runs(marks: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The stretches of true marks."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], marks.view(np.int8), [0]))))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
