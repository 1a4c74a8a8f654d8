"""What is missing against the kind, and what a paper is sent back for: blanks, broken chains,
measures that nobody answers for."""

import re
from collections.abc import Iterator, Sequence

from service.flags import Flag
from service.kind import AspectSpec, ChapterSpec, Kind
from service.reviewing import frames
from service.reviewing.clipping import cited, clipped
from service.reviewing.frames import COUNT
from service.reviewing.quoting import kind_source, kind_text
from service.reviewing.reading import Reading
from service.reviews import DigestLine, Source

_SHOWN = 3
"""Places quoted in one line; all are sources."""
_ROOM = 20
_AROUND = 12
"""Characters on each side of a blank that show where it is."""
_CHAINS = (
    (frames.NO_MEASURE, ("link.no-measure",)),
    (frames.NO_CAUSE, ("link.no-cause",)),
    (frames.ORPHAN, ("link.orphan",)),
)
_CLAUSE_END = re.compile(r"[，,。；;！？!?：:\n]")


def lines(reading: Reading) -> Iterator[DigestLine]:
    """Aspects and chapters first, then blanks, owners and dates, chains, skirted aspects."""
    yield from _against_the_kind(reading)
    blanks = [_around(reading, flag) for flag in reading.of("left.placeholder")]
    yield from _gathered(frames.BLANK, blanks)
    yield from _measures(reading)
    for frame, rules in _CHAINS:
        yield from _gathered(frame, [_spot(reading, flag) for flag in reading.of(*rules)])
    yield from _skirted(reading)


def absent(reading: Reading) -> tuple[str, ...]:
    """The names of the aspects (full titles) and chapters that the paper lacks."""
    kind = reading.subject.kind
    if kind is None:
        return ()
    aspects = [aspect.title for aspect in missing_aspects(reading, kind)]
    return (*aspects, *(_chapter_name(spec) for spec in _missing_chapters(reading, kind)))


def missing_aspects(reading: Reading, kind: Kind) -> list[AspectSpec]:
    """The aspects of the kind that have no section."""
    said = [flag.message for flag in reading.of("shape.aspect-missing")]
    return [a for a in kind.aspects if any(a.title in message for message in said)]


def skirted_aspects(reading: Reading) -> list[str]:
    """The aspects under which problems stand and none of them concrete."""
    told = {p.aspect for p in reading.problems if p.concrete}
    written = dict.fromkeys(p.aspect for p in reading.problems if reading.short(p.aspect))
    return [aspect for aspect in written if aspect not in told]


def _missing_chapters(reading: Reading, kind: Kind) -> list[ChapterSpec]:
    there = {chapter.role for chapter in reading.subject.paper.chapters}
    said = [flag.message for flag in reading.of("shape.chapter-missing")]
    return [
        spec
        for spec in kind.chapters
        if spec.role not in there and any(_names(message, spec) for message in said)
    ]


def _names(message: str, spec: ChapterSpec) -> bool:
    name = spec.title or frames.CHAPTERS.get(spec.role, "")
    return bool(name) and f"“{name}”" in message


def _chapter_name(spec: ChapterSpec) -> str:
    return spec.title or frames.CHAPTERS.get(spec.role, "")


def _against_the_kind(reading: Reading) -> Iterator[DigestLine]:
    kind = reading.subject.kind
    if kind is None:
        return
    for aspect in missing_aspects(reading, kind):
        source = kind_source(kind, aspect.title)
        text = f"{frames.NOT_COVERED}：{aspect.title}"
        yield DigestLine(part="missing", text=text, aspect=aspect.title, sources=(source,))
    for spec in _missing_chapters(reading, kind):
        name = _chapter_name(spec)
        source = kind_source(kind, name if name in kind_text(kind) else "")
        yield DigestLine(part="missing", text=f"{frames.NO_CHAPTER}：{name}", sources=(source,))


def _gathered(frame: str, found: Sequence[Source | None]) -> Iterator[DigestLine]:
    """One line for all places where the same is missing."""
    sources = tuple({(s.start, s.end): s for s in found if s is not None}.values())
    if sources:
        said = "".join(cited(source) for source in sources[:_SHOWN])
        count = COUNT.format(count=len(sources)) if len(sources) > _SHOWN else ""
        yield DigestLine(part="missing", text=f"{frame}：{said}{count}", sources=sources)


def _spot(reading: Reading, flag: Flag) -> Source | None:
    return clipped(reading.own, flag.start, flag.end, _ROOM)


def _around(reading: Reading, flag: Flag) -> Source | None:
    """A blank with the words around it, as “××” alone says nothing."""
    text = reading.subject.text
    before = [m.end() for m in _CLAUSE_END.finditer(text, max(0, flag.start - _AROUND), flag.start)]
    after = _CLAUSE_END.search(text, flag.end, flag.end + _AROUND)
    start = before[-1] if before else max(0, flag.start - _AROUND)
    end = after.start() if after else min(len(text), flag.end + _AROUND)
    return reading.own.source(start, end)


def _measures(reading: Reading) -> Iterator[DigestLine]:
    """Measures without owner or date; those that lack both are named once."""
    nobody = {(f.start, f.end): f for f in reading.of("measure.no-owner")}
    no_date = {(f.start, f.end): f for f in reading.of("measure.no-deadline")}
    both = [flag for span, flag in nobody.items() if span in no_date]
    for frame, flags in (
        (frames.NOBODY_AND_NO_DATE, both),
        (frames.NOBODY, [f for span, f in nobody.items() if span not in no_date]),
        (frames.NO_DATE, [f for span, f in no_date.items() if span not in nobody]),
    ):
        yield from _gathered(frame, [_spot(reading, flag) for flag in flags])


def _skirted(reading: Reading) -> Iterator[DigestLine]:
    """One line for all: their names from the kind, their headlines as what was read."""
    kind, aspects = reading.subject.kind, skirted_aspects(reading)
    if kind is None or not aspects:
        return
    names = [kind_source(kind, reading.short(aspect)) for aspect in aspects]
    headlines = [reading.headline(p) for p in reading.problems if p.aspect in aspects]
    sources = (*names, *(source for source in headlines if source is not None))
    said = "、".join(name.quote for name in names)
    yield DigestLine(part="missing", text=f"{frames.SKIRTED}：{said}", sources=sources)
