"""Shares and their uncertainty."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

# The two-sided 95 % quantile of the normal distribution.
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``total``; neither needs to be whole (see ``f1``)."""

    hits: float
    total: float

    @property
    def value(self) -> float:
        """The share itself; 0 of nothing is 0."""
        return self.hits / self.total if self.total else 0.0

    @property
    def low(self) -> float:
        """Lower bound of the Wilson interval at 95 %."""
        return wilson(self.hits, self.total)[0]

    @property
    def high(self) -> float:
        """Upper bound of the Wilson interval at 95 %."""
        return wilson(self.hits, self.total)[1]

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}] ({self.hits:g}/{self.total:g})"

    def __add__(self, other: "Share") -> "Share":
        return Share(self.hits + other.hits, self.total + other.total)


def wilson(hits: float, total: float) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927); (0, 1) of nothing."""
    if not total:
        return 0.0, 1.0
    share = hits / total
    centre = share + _Z**2 / (2 * total)
    reach = _Z * math.sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2))
    scale = 1 + _Z**2 / total
    return max(0.0, (centre - reach) / scale), min(1.0, (centre + reach) / scale)


def share_of(marks: Iterable[bool]) -> Share:
    """The share of true marks."""
    found = list(marks)
    return Share(sum(found), len(found))


def f1(right: int, found: int, wanted: int) -> Share:
    """F1 as a share: ``right`` of the mean of found and wanted. Its interval treats that mean as
    the number of trials, which is exact when precision equals recall and near it otherwise."""
    return Share(right, (found + wanted) / 2)
