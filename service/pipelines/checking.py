"""The story of a check: an opened paper, and all it is held against, in; its flags out."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from service.checks import (
    able_rules,
    cap,
    check,
    counts,
    load_cards,
    settle,
    sure_enough,
    without_echoes,
)
from service.checks.advising import advise
from service.errors import BadInput
from service.flags import CheckedFile, Dismissal, Flag, Level
from service.kind import Kind
from service.library import Material
from service.llm.port import Model
from service.notes import Note
from service.pipelines.opening import OpenPaper, open_paper
from service.readers import read_notes
from service.rule import Card
from service.sorting import sort_notes
from service.subject import Subject
from service.value import Value

CAPS: dict[Level, int] = {"error": 60, "warning": 40, "suggestion": 10}
"""How many flags of a level a person is shown: ten suggestions are read, a hundred are switched
off. The data keep every one."""


class Held(Value):
    """What papers are held against: notes, and the unit's own and others' papers."""

    unit: str = ""
    year: int | None = None
    notes: tuple[Note, ...] = ()
    materials: tuple[Material, ...] = ()


def held_against(
    paths: Iterable[Path], kinds: Mapping[str, Kind], unit: str
) -> tuple[Material, ...]:
    """Papers to compare with, from files: the unit's own where they name it or nobody else."""
    return tuple(_compared(open_paper(path, kinds), unit) for path in paths)


def _compared(opened: OpenPaper, unit: str) -> Material:
    origin = opened.paper.unit
    own = not unit or not origin or origin in unit or unit in origin
    return Material(
        sha256=opened.source.sha256,
        owner=unit,
        use="own-past" if own else "peer",
        file=opened.source.file,
        text=opened.source.text,
        paper=opened.paper,
    )


def held_by(
    opened: OpenPaper,
    kinds: Mapping[str, Kind],
    *,
    unit: str = "",
    year: int | None = None,
    notes: Path | None = None,
    against: Iterable[Path] = (),
    stored: Sequence[Material] = (),
) -> Held:
    """Everything that ``opened`` can be held against: its notes, the papers given, and what is in
    the unit's library (``stored``). Without
    ``unit`` the paper's own name is taken for comparing."""
    named = unit or opened.paper.unit
    return Held(
        unit=named,
        year=year,
        notes=_sorted_notes(notes, opened),
        materials=(*stored, *held_against(against, kinds, named)),
    )


def _sorted_notes(notes: Path | None, opened: OpenPaper) -> tuple[Note, ...]:
    if notes is None:
        return ()
    if opened.kind is None:
        raise BadInput(f"{opened.source.file}：看不出是什么文种，请指明文种（kind），才能归类意见")
    return sort_notes(read_notes(notes).notes, opened.kind).notes


def check_paper(
    opened: OpenPaper,
    held: Held,
    cards: Sequence[Card] | None = None,
    dismissals: Sequence[Dismissal] = (),
    *,
    model: Model | None = None,
    deadline_s: float = 600.0,
) -> CheckedFile:
    """The flags of one paper, held against everything but itself.

    ``cards`` are the rules in force for its unit and ``dismissals`` that unit's; flags that are
    dismissed keep their ids and stand in ``dismissed`` alone. A ``model`` may rank suggestions,
    propose questions and find paraphrase within ``deadline_s`` seconds, and nothing else.
    """
    cards = load_cards() if cards is None else cards
    subject = subject_of(opened, held)
    flags = check(subject, cards)
    notices: tuple[str, ...] = ()
    if model is not None:
        flags, notices = _advised(subject, flags, model, cards, deadline_s)
    settled = settle(flags, dismissals, able_rules(subject, cards))
    return CheckedFile(
        file=opened.source.file,
        kind=opened.kind.id if opened.kind else None,
        flags=settled.flags,
        counts=counts(settled.flags),
        dismissed=settled.dismissed,
        unused=settled.unused,
        notices=notices,
    )


def _advised(
    subject: Subject, flags: Sequence[Flag], model: Model, cards: Sequence[Card], deadline_s: float
) -> tuple[tuple[Flag, ...], tuple[str, ...]]:
    found = asyncio.run(advise(subject, tuple(flags), model, deadline_s=deadline_s, cards=cards))
    if not found.prompts:
        return found.flags, found.notices
    part = f"模型 {model.name} 看过建议类提示（调用{found.usage.calls}次），没有改动必改和应改的"
    return found.flags, (part, *found.notices)


def subject_of(opened: OpenPaper, held: Held) -> Subject:
    """What is checked: the paper with all it is held against but itself."""
    others = [m for m in held.materials if m.sha256 != opened.source.sha256]
    return Subject(
        file=opened.source.file,
        text=opened.source.text,
        paper=opened.paper,
        kind=opened.kind,
        unit=held.unit or opened.paper.unit,
        year=held.year or opened.paper.year or (opened.kind.year if opened.kind else None),
        notes=held.notes,
        past=tuple(m for m in others if m.use == "own-past"),
        peers=tuple(m for m in others if m.use == "peer"),
    )


def for_people(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """The best flags of each level, echoes and unsure ones left out, for Word, pages and tables."""
    return cap(sure_enough(without_echoes(flags)), CAPS)
