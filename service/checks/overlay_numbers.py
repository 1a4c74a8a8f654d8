"""What a number in an overlay may be: a share lies between 0 and 1, a count is whole."""

import math

_SHARES = ("share", "likeness", "conceded", "common")
_LIMITS = {"percentile": 100.0}


def why_not_number(key: str, value: float, shipped: float) -> str:
    """Why ``value`` may not stand for the shipped number of that name, in Chinese; empty when it
    may."""
    if isinstance(shipped, int) and value != int(value if math.isfinite(value) else 0):
        return f"应当是整数，写成了 {value}"
    most = 1.0 if any(word in key for word in _SHARES) else _LIMITS.get(key, math.inf)
    if math.isfinite(value) and 0 <= value <= most:
        return ""
    return (
        f"应当在 0 到 {most:g} 之间，写成了 {value}" if most < math.inf else "应当是不小于 0 的数"
    )
