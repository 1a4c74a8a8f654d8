"""What is generic: wording that would fit any unit, one line a problem or chapter."""

from collections.abc import Iterator

from service.flags import Flag
from service.reviewing.clipping import cited, clause_around, clipped
from service.reviewing.frames import COUNT
from service.reviewing.reading import Reading
from service.reviewing.tracing import flat
from service.reviews import DigestLine, Source

MOST = 12
"""Lines kept; a page shows the first few."""
_SHOWN = 2
"""Phrases shown of one problem: the third says nothing new."""
_ROOM = 30
_HEADING = 18


def lines(reading: Reading) -> Iterator[DigestLine]:
    """Problems that are nothing but generic first, then those with most such wording."""
    groups: dict[int, list[Flag]] = {}
    for flag in reading.of("generic.wording"):
        groups.setdefault(_place(reading, flag), []).append(flag)
    made = []
    for place, flags in groups.items():
        problem = reading.at(place)
        line = _line(reading, flags, _heading(reading, place))
        if line is not None:
            hollow = problem is not None and problem.generic and not problem.concrete
            made.append(((not hollow, problem is None, -len(flags), place), line))
    yield from (line for _, line in sorted(made, key=lambda pair: pair[0])[:MOST])


def _place(reading: Reading, flag: Flag) -> int:
    """Where the problem, else the chapter, of a flag begins: what one line is about."""
    problem = reading.at(flag.start)
    if problem is not None:
        return problem.start
    chapter = reading.chapter_at(flag.start)
    return chapter.start if chapter else 0


def _heading(reading: Reading, place: int) -> Source | None:
    problem = reading.at(place)
    if problem is not None:
        return reading.headline(problem)
    chapter = reading.chapter_at(place)
    return clipped(reading.own, chapter.start, chapter.end, _HEADING) if chapter else None


def _line(reading: Reading, flags: list[Flag], heading: Source | None) -> DigestLine | None:
    found = [reading.own.source(flag.start, flag.end) for flag in flags]
    sources = [source for source in found if source is not None]
    shown: list[Source] = []
    for source in sources:
        short = clause_around(reading.own, source.start, source.end, _ROOM)
        inside = heading and heading.start <= source.start < heading.end
        if short is not None and not inside and len(shown) < _SHOWN:
            shown.append(short)
    if not sources or not (shown or heading):
        return None
    said = "".join(cited(source) for source in shown)
    named = flat(heading.quote) if heading else ""
    every = _distinct([*shown, *sources, *([heading] if heading else [])])
    count = COUNT.format(count=len(sources)) if len(sources) > max(len(shown), 1) else ""
    text = f"{named}：{said}" if named and said else named or said
    return DigestLine(part="generic", text=text + count, sources=every)


def _distinct(sources: list[Source]) -> tuple[Source, ...]:
    """Each place once."""
    return tuple({(s.start, s.end): s for s in sources}.values())
