"""How things are timed here: A and B interleaved, the median of the paired ratios."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

PAIRS = 7
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a bench's table. ``target`` is in words; ``met`` None where there is none."""

    what: str
    value: str
    target: str = ""
    met: bool | None = None

    def as_json(self) -> dict[str, object]:
        """The line as a JSON object."""
        return asdict(self)


def limit(what: str, value: float, most: float, unit: str) -> Line:
    """A line whose value should not exceed ``most``."""
    return Line(what, f"{value:.4g} {unit}".strip(), f"<= {most:g} {unit}".strip(), value <= most)


def least(what: str, value: float, wanted: float) -> Line:
    """A line whose value should reach ``wanted``."""
    return Line(what, f"{value:.4g}", f">= {wanted:g}", value >= wanted)


def seconds(work: Callable[[], object], clock: Clock = time.perf_counter) -> float:
    """How long ``work`` takes once, by ``clock`` (in seconds). The garbage collector waits, as in
    the standard ``timeit``: whether one of its rounds over the heap falls into it is chance."""
    was = gc.isenabled()
    gc.disable()
    try:
        began = clock()
        work()
        return clock() - began
    finally:
        if was:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Paired:
    """Median times of two pieces of work in seconds, and the median of the paired ratios a/b."""

    a: float
    b: float
    ratio: float


def paired(
    a: Callable[[], object],
    b: Callable[[], object],
    pairs: int = PAIRS,
    clock: Clock = time.perf_counter,
) -> Paired:
    """Times ``a`` and ``b`` in turn, the order swapped every time, both warmed up once."""
    a()
    b()
    times: list[tuple[float, float]] = []
    for number in range(pairs):
        if number % 2:
            late = seconds(b, clock)
            times.append((seconds(a, clock), late))
        else:
            times.append((seconds(a, clock), seconds(b, clock)))
    return Paired(
        statistics.median(t for t, _ in times),
        statistics.median(t for _, t in times),
        statistics.median(first / second for first, second in times),
    )


def median_seconds(work: Callable[[], object], rounds: int = PAIRS) -> float:
    """The median time of ``work``, warmed up once."""
    work()
    return statistics.median(seconds(work) for _ in range(rounds))
