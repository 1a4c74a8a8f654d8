"""Which section of a paper answers which aspect of its kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.checks.places import chapters_of, section_end
from service.kind import AspectSpec, Kind
from service.language.normal import normal
from service.paper import ChapterRole, Paper, Section

_OPENING = 12
"""Characters of a long official title that name it beyond doubt when people shorten it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The sections that answer one aspect: the first heading's span and every section's end."""

    start: int
    end: int
    ends: tuple[int, ...]


def answered(paper: Paper, kind: Kind, roles: Sequence[ChapterRole]) -> dict[str, Answer]:
    """The kind's aspects that have a section in the chapters of ``roles``, by key, in the order
    in which the paper takes them."""
    found: dict[str, Answer] = {}
    # Measures often repeat an aspect's name; that does not make up for the missing problems.
    chapters = chapters_of(paper, "problems") or chapters_of(paper, *roles)
    for chapter in chapters:
        for section in chapter.sections:
            aspect = aspect_of(section, kind)
            if aspect is None:
                continue
            start, end = _place(section)
            before = found.get(aspect.key)
            ends = (*(before.ends if before else ()), section_end(section))
            found[aspect.key] = Answer(
                before.start if before else start, before.end if before else end, ends
            )
    return found


def aspect_of(section: Section, kind: Kind) -> AspectSpec | None:
    """The aspect a section answers: as parsed, else as its heading names it."""
    if section.aspect:
        parsed = kind.aspect(section.aspect)
        if parsed is not None:
            return parsed
    heading = normal(section.title or (section.items[0].headline if section.items else ""))
    return next((a for a in kind.aspects if heading and _names(heading, a)), None)


def _names(heading: str, aspect: AspectSpec) -> bool:
    title = normal(aspect.title)
    return normal(aspect.short) in heading or title[:_OPENING] in heading


def _place(section: Section) -> tuple[int, int]:
    if section.title:
        return section.start, section.end
    first = section.items[0]
    return first.start, min(first.end, first.start + max(len(first.headline), 1))
