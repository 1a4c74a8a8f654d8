"""Postings: which hashed grams stand where, kept in sorted blocks so that adding stays quick.

An entry is a gram's 32-bit hash and a 32-bit place in one number. New entries form a block of
their own; neighbouring blocks are merged while they are of like size and small (the log-structured
merge tree, O'Neil et al. 1996), so that no single addition sorts everything anew. Two grams may
share a hash: whoever needs certainty compares the letters.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_LOW = np.uint64(32)
# Blocks beyond this many entries are left as they are: merging one takes some ten milliseconds.
_LARGE = 1 << 20

Entries = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]


class Postings:
    """Places by hash. Readers may search while one writer adds: blocks are only ever replaced."""

    def __init__(self, large: int = _LARGE) -> None:
        """``large`` bounds the entries that one addition merges, itself apart."""
        self._large = large
        self._blocks: tuple[Entries, ...] = ()

    def __len__(self) -> int:
        return sum(len(block) for block in self._blocks)

    def add(self, hashes: npt.NDArray[np.uint64], places: npt.NDArray[np.integer]) -> None:
        """Adds entries in one block; ``places`` are below 2**32."""
        if not len(hashes):
            return
        block = np.sort(_keys(hashes) | places.astype(np.uint64))
        blocks = list(self._blocks)
        while blocks and len(blocks[-1]) <= 2 * len(block) and len(blocks[-1]) <= self._large:
            # Two sorted runs: the stable sort merges them in one pass.
            block = np.sort(np.concatenate((blocks.pop(), block)), kind="stable")
        self._blocks = (*blocks, block)

    def find(self, hashes: npt.NDArray[np.uint64]) -> tuple[Numbers, Numbers]:
        """Every entry with one of the hashes: (which of the hashes, place), in no promised
        order but always the same."""
        keys = _keys(hashes)
        found = [_in_block(block, keys) for block in self._blocks]
        return _joined([which for which, _ in found]), _joined([place for _, place in found])


def _keys(hashes: npt.NDArray[np.uint64]) -> Entries:
    """The upper half of each hash, with room for a place."""
    return (hashes >> _LOW) << _LOW


def _in_block(block: Entries, keys: Entries) -> tuple[Numbers, Numbers]:
    low = np.searchsorted(block, keys, "left")
    counts = np.searchsorted(block, keys | np.uint64(0xFFFFFFFF), "right") - low
    which = np.repeat(np.arange(len(keys)), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    entries = block[np.repeat(low, counts) + np.arange(len(which)) - first]
    return which, (entries & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _joined(parts: Sequence[Numbers]) -> Numbers:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
