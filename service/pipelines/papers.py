"""The story of a paper: a file in, its outline; its flags; and the same file back with comments."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from service.blocks import SourceText
from service.checks import cap, check, counts
from service.flags import CheckedFile, Flag, Level
from service.kind import Kind
from service.kinds import guess_kind
from service.library import Material
from service.notes import Note
from service.paper import Paper
from service.parsing import parse
from service.pipelines.library import Library
from service.readers import read
from service.rule import Card
from service.subject import Subject
from service.value import Value

CAPS: dict[Level, int] = {"error": 60, "warning": 40, "suggestion": 10}
"""How many flags of a level a person is shown: ten suggestions are read, a hundred are switched
off. The data keep every one."""


class OpenPaper(Value):
    """A paper as read: its text, its structure, and the kind it was taken for."""

    source: SourceText
    paper: Paper
    kind: Kind | None = None


class Held(Value):
    """What papers are held against: notes, and the unit's own and others' papers."""

    unit: str = ""
    year: int | None = None
    notes: tuple[Note, ...] = ()
    materials: tuple[Material, ...] = ()


def open_paper(path: Path, kinds: Mapping[str, Kind], kind: Kind | None = None) -> OpenPaper:
    """Reads and parses a file. Without ``kind`` it is taken for the kind it most looks like."""
    return parsed(read(path), kinds, kind)


def parsed(source: SourceText, kinds: Mapping[str, Kind], kind: Kind | None = None) -> OpenPaper:
    """As ``open_paper``, for a text at hand."""
    paper = parse(source, kind)
    if kind is None:
        kind = guess_kind(paper, kinds)
        paper = parse(source, kind) if kind is not None else paper
    return OpenPaper(source=source, paper=paper, kind=kind)


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
