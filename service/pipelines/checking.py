"""The story of a check: an opened paper, and all it is held against, in; its flags out."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from service.checks import cap, check, counts
from service.errors import BadInput
from service.flags import CheckedFile, Flag, Level
from service.kind import Kind
from service.library import Material
from service.notes import Note
from service.pipelines.library import Library
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
    library: Library | None = None,
) -> Held:
    """Everything that ``opened`` can be held against: its notes, the papers given, and what is in
    the unit's ``library``. Without ``unit`` the paper's own name is taken for comparing."""
    named = unit or opened.paper.unit
    kept = library.materials.of(unit) if library is not None and unit else ()
    return Held(
        unit=named,
        year=year,
        notes=_sorted_notes(notes, opened),
        materials=(*kept, *held_against(against, kinds, named)),
    )


def _sorted_notes(notes: Path | None, opened: OpenPaper) -> tuple[Note, ...]:
    if notes is None:
        return ()
    if opened.kind is None:
        raise BadInput(f"{opened.source.file}：看不出是什么文种，请指明文种（kind），才能归类意见")
    return sort_notes(read_notes(notes).notes, opened.kind).notes


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
