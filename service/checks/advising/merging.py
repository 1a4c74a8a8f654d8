"""Advice laid over flags: the only place where advising touches a flag.

It can set ``proposed_ask`` and ``stamp``, change a suggestion's score, and add suggestions. There
is no way here to drop a flag or to change its level, span, message or question, whatever was
advised.
"""

from collections.abc import Iterable, Sequence

from service.checks.advising.advised import Advice
from service.checks.advising.rerank import WINDOW
from service.flags import Flag

_STEP = 0.0001
"""The smallest difference that a score of four decimals can show."""


def merged(flags: Sequence[Flag], advised: Iterable[Advice]) -> tuple[Flag, ...]:
    """Errors and warnings as given and in their order, then every suggestion by score."""
    firm = [flag for flag in flags if flag.level != "suggestion"]
    open_ = sorted((f for f in flags if f.level == "suggestion"), key=lambda f: -f.score)
    for advice in advised:
        firm = [_asked(flag, advice) for flag in firm]
        open_ = [_asked(flag, advice) for flag in open_]
        open_ = _reordered(open_, advice)
        open_ += _numbered(advice.found, [*firm, *open_])
    return (*firm, *sorted(open_, key=lambda flag: -flag.score))


def _asked(flag: Flag, advice: Advice) -> Flag:
    question = advice.asks.get(flag.id)
    if not question:
        return flag
    return flag.model_copy(update={"proposed_ask": question, "stamp": _stamp(flag, advice)})


def _reordered(flags: list[Flag], advice: Advice) -> list[Flag]:
    """The first of the ranked suggestions in the advised order, under scores that say so; the
    others as they were."""
    window, rest = flags[:WINDOW], flags[WINDOW:]
    place = {id_: at for at, id_ in enumerate(advice.order)}
    if not any(flag.id in place for flag in window):
        return flags
    order = sorted(window, key=lambda flag: place.get(flag.id, len(place)))
    scores = _descending([f.score for f in window], rest[0].score if rest else -1.0)
    moved = [
        flag.model_copy(
            update={
                "score": score,
                "stamp": _stamp(flag, advice) if flag.id in place else flag.stamp,
            }
        )
        for flag, score in zip(order, scores, strict=True)
    ]
    return [*moved, *rest]


def _descending(scores: Sequence[float], floor: float) -> list[float]:
    """The scores, best first, parted where they are equal, so that whoever sorts by them again
    keeps the order. All stay above ``floor`` as long as 1 leaves room."""
    parted: list[float] = []
    below = floor
    for score in reversed(scores):
        below = min(1.0, max(score, round(below + _STEP, 4)))
        parted.append(below)
    return parted[::-1]


def _numbered(found: Sequence[Flag], held: Sequence[Flag]) -> list[Flag]:
    """New suggestions under numbers that no flag has."""
    numbers = [int(f.id[1:]) for f in held if f.id[:1] == "K" and f.id[1:].isdecimal()]
    first = max(numbers, default=0) + 1
    return [
        flag.model_copy(update={"id": f"K{number:04d}", "level": "suggestion"})
        for number, flag in enumerate(found, start=first)
    ]


def _stamp(flag: Flag, advice: Advice) -> str:
    return "；".join(dict.fromkeys(part for part in (flag.stamp, advice.stamp) if part))
