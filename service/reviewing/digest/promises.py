"""Last year's promises, and what this year's paper says became of them."""

from collections.abc import Iterator

from service.reviewing.became import Promise
from service.reviewing.clipping import cited, clipped, nearest
from service.reviewing.frames import (
    LAST_MEASURE,
    LAST_PROBLEM,
    ONLY_COUNTED,
    TOLD,
    TOLD_AGAIN,
    TOLD_PLANNED,
    UNTOLD,
)
from service.reviewing.reading import Reading
from service.reviews import DigestLine, Source

MOST = 24
"""Lines kept; a page shows the first few."""
_ROOM = 44
"""Letters of each side: both must fit into two lines of a page."""
_TOLD_ROOM = 54
_PROBLEM_CHAPTERS = ("problems", "causes", "cases")
_PLAN_CHAPTERS = ("measures", "plan", "requirements")


def lines(reading: Reading) -> Iterator[DigestLine]:
    """The most checkable promises first; problems after measures, as a measure says more."""
    told = (line for promise in reading.promises if (line := _line(reading, promise)))
    for number, line in enumerate(told):
        if number == MOST:
            return
        yield line


def promise_source(reading: Reading, promise: Promise, most: int = _ROOM) -> Source | None:
    """A promise word for word, cut to the room there is."""
    return clipped(reading.past[promise.file], promise.start, promise.end, most)


def _line(reading: Reading, promise: Promise) -> DigestLine | None:
    source = promise_source(reading, promise)
    if source is None:
        return None
    opening = f"{LAST_PROBLEM if promise.problem else LAST_MEASURE}：{cited(source)}"
    if promise.status == "untold" or promise.told is None:
        return _untold(reading, promise, opening, source)
    said = reading.past[promise.file].text[promise.start : promise.end]
    told = nearest(reading.own, *promise.told, said, _TOLD_ROOM)
    if told is None:
        return None
    text = f"{opening}；{_how(promise)}：{cited(told)}"
    return DigestLine(part="promises", text=text, status=promise.status, sources=(source, told))


def _untold(reading: Reading, promise: Promise, opening: str, source: Source) -> DigestLine | None:
    counted = reading.own.source(*promise.counted) if promise.counted else None
    said = ONLY_COUNTED if counted else UNTOLD
    sources = (source, counted) if counted else (source,)
    return DigestLine(
        part="promises", text=f"{opening}；{said}。", status="untold", sources=sources
    )


def _how(promise: Promise) -> str:
    if promise.status == "open" and promise.told_in in _PROBLEM_CHAPTERS:
        return TOLD_AGAIN
    if promise.status == "open" and promise.told_in in _PLAN_CHAPTERS:
        return TOLD_PLANNED
    return TOLD
