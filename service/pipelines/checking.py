"""The story of a check: an opened paper, and all it is held against, in; its flags out."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from service.checks import cap, check, counts
from service.flags import CheckedFile, Flag, Level
from service.kind import Kind
from service.library import Material
from service.notes import Note
from service.pipelines.library import Library
from service.pipelines.opening import OpenPaper, open_paper
from service.rule import Card
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


def library_materials(library: Library | None, unit: str) -> tuple[Material, ...]:
    """Everything in the unit's library; nothing when no unit is named."""
    return library.materials.of(unit) if library is not None and unit else ()


def check_paper(opened: OpenPaper, held: Held, cards: Sequence[Card] | None = None) -> CheckedFile:
    """The flags of one paper, held against everything but itself."""
    others = [m for m in held.materials if m.sha256 != opened.source.sha256]
    subject = Subject(
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
    flags = check(subject, cards)
    return CheckedFile(
        file=opened.source.file,
        kind=opened.kind.id if opened.kind else None,
        flags=flags,
        counts=counts(flags),
    )


def for_people(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """The best flags of each level, for Word, pages and tables."""
    return cap(flags, CAPS)
