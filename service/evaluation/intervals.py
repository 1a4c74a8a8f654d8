"""Shares with their uncertainty."""

import math
from dataclasses import dataclass

# The two-sided 95 % quantile of the normal distribution.
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``total``, with the Wilson 95 % interval (Wilson 1927) as ``low``, ``high``."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """The share itself; 0 of nothing is 0."""
        return self.hits / self.total if self.total else 0.0

    @property
    def low(self) -> float:
        """Lower bound of the interval."""
        return self._bound(-1.0)

    @property
    def high(self) -> float:
        """Upper bound of the interval."""
        return self._bound(1.0)

    def _bound(self, side: float) -> float:
        if not self.total:
            return 0.0 if side < 0 else 1.0
        n, p = self.total, self.value
        centre = p + _Z**2 / (2 * n)
        reach = _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        return min(1.0, max(0.0, (centre + side * reach) / (1 + _Z**2 / n)))

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}] ({self.hits}/{self.total})"
