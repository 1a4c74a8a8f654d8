"""What a paper owns up to: each problem with its aspect and theme, and whether it tells a case.

A case is something that a person could go and look up: a statement that says when, how many, which
office, which document, or that names two things of daily work together. A figure under a subject
that nobody could look up (个别部门…60%) is none: the checks flag it, and here it does not count.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from service.flags import Flag
from service.kind import Kind
from service.kinds import aspect_named
from service.language.cues import CueKind, cues
from service.language.questions import QUESTION
from service.language.sentences import sentences
from service.language.spans import Span
from service.paper import Item, Section
from service.reviews import OwnedProblem
from service.subject import Subject
from service.themes.cues import Reading, cue_index
from service.themes.filing import OTHER_THEME, file_note

_CHAPTERS = frozenset({"problems", "plan"})
_NO_CASE = "generic.no-case"
_FAKE = "generic.fake-detail"
_GENERIC = "generic.wording"
# What can be looked up by itself. A deadline (每月) says what ought to be, a mask (XX次) nothing.
_CHECKABLE: frozenset[CueKind] = frozenset({"number", "date", "document", "office", "named"})
# One thing of daily work says where, two of them together say what happened.
_THINGS = 2
_STATEMENT = re.compile(r"[^。！？!?；;\n]+")
_FIRST = re.compile(r"[^，。；：！？\n]{1,40}")
_MARKER = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*|[一二三四五六七八九十]是)"
)


def owned_problems(subject: Subject, flags: Sequence[Flag]) -> tuple[OwnedProblem, ...]:
    """Every problem of the paper's problems and plan chapters, in reading order.

    ``flags`` are the checks' flags of this very paper. ``aspect`` is that of the heading a problem
    stands under; without one it is the aspect that its words speak for, "" without a kind.
    """
    return tuple(
        _owned(section, item, subject.kind, flags)
        for chapter, section, item in subject.paper.placed_items()
        if chapter.role in _CHAPTERS and item.role == "problem" and item.text.strip()
    )


def _owned(section: Section, item: Item, kind: Kind | None, flags: Sequence[Flag]) -> OwnedProblem:
    ours = [f for f in flags if item.start <= f.start < item.end]
    theme, aspect = _filed(item, kind)
    return OwnedProblem(
        item=item.id,
        headline=item.headline or _opening(item.text),
        aspect=_headed(section, kind) or aspect,
        theme=theme,
        start=item.start,
        end=item.end,
        concrete=_concrete(item, ours),
        generic=_generic(item, [f for f in ours if f.rule == _GENERIC]),
    )


def _opening(text: str) -> str:
    """The first clause of an item that has no headline."""
    first = _FIRST.search(_MARKER.sub("", text.strip()))
    return first.group().strip() if first else ""


def _headed(section: Section, kind: Kind | None) -> str:
    """The aspect its heading names: the kind's full title, else as the paper words it."""
    named = aspect_named(section.aspect or section.title, kind)
    return named.title if named else section.aspect


def _filed(item: Item, kind: Kind | None) -> tuple[str, str]:
    """The item's theme, and the aspect of ``kind`` that its words speak for."""
    reading = reading_of(item.headline, item.text)
    theme = reading.best.theme.name if reading.best else OTHER_THEME
    filed = file_note(reading, kind, cue_index().taxonomy) if kind and kind.aspects else None
    return theme, filed.aspect if filed else ""


def reading_of(headline: str, text: str) -> Reading:
    """What a problem is about: what its headline says, where that says anything, else its text.

    The case below a headline may speak of any thing at all; the headline says what it is for.
    """
    reading = cue_index().read(headline)
    return reading if reading.best else cue_index().read(text)


def _concrete(item: Item, flags: Iterable[Flag]) -> bool:
    """Whether some statement tells a case. A fake detail spoils its own statement only."""
    spoilt = [f.start - item.start for f in flags if f.rule == _FAKE]
    if any(f.rule == _NO_CASE for f in flags):
        return False
    return any(
        _tells(statement.text)
        for statement in _statements(item.text)
        if not any(statement.start <= place < statement.end for place in spoilt)
    )


def _statements(text: str) -> Iterator[Span]:
    """The statements of ``text``; a draft's own questions (【待补：…】) are none."""
    asked = QUESTION.sub(lambda question: "\u3000" * len(question.group()), text)
    for match in _STATEMENT.finditer(asked):
        yield Span(match.start(), match.end(), match.group())


def _tells(statement: str) -> bool:
    found = cues(statement)
    if any(cue.kind in _CHECKABLE for cue in found):
        return True
    return len({cue.text for cue in found if cue.kind == "thing"}) >= _THINGS


def _generic(item: Item, flags: Sequence[Flag]) -> bool:
    """Whether the headline, or more than half of the item's sentences, would fit any unit."""
    places = [(f.start - item.start, f.end - item.start) for f in flags]
    at = item.text.find(item.headline) if item.headline else -1
    if at >= 0 and any(a < at + len(item.headline) and at < b for a, b in places):
        return True
    said = sentences(item.text)
    empty = sum(any(s.start <= a < s.end for a, _ in places) for s in said)
    return 2 * empty > len(said)
