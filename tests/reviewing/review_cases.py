"""Papers of the sample library as subjects of a review, with their earlier years and notes."""

from functools import cache
from pathlib import Path

from service.blocks import SourceText
from service.checks import check
from service.flags import Flag
from service.kind import Kind
from service.kinds import load_kinds
from service.library import Material
from service.notes import Note
from service.pipelines.opening import OpenPaper, open_paper, parsed
from service.readers import read_notes
from service.samples import NOTES, PAPERS, entries
from service.sorting import sort_notes
from service.subject import Subject

PAIRS = {
    "qinglan-water/2024-team-2024.txt": (
        "qinglan-water/2023-team-2023.txt",
        "qinglan-water/2023-plan-2023.docx",
    ),
    "yunze-hospital/2024-team-2024.txt": ("yunze-hospital/2023-team-2023.txt",),
    "linxi-city/2025-team-2025.docx": ("linxi-city/2023-team-2023.txt",),
    "luming-college/2025-team-2025.txt": ("luming-college/2023-team-2023.txt",),
    "jiangyu-port/2024-team-2024.docx": ("jiangyu-port/2023-team-2023.txt",),
    "liuxi-town/2024-team-2024.txt": ("liuxi-town/2023-team-2023.txt",),
}
"""A paper and the unit's papers of the year before."""
FILES = tuple(entry.file for entry in entries())
_COLLECTED = {
    "qinglan-water/2024-team-2024.txt": "qinglan-water-2025.xlsx",
    "liuxi-town/2023-team-2023.txt": "liuxi-town-2023.txt",
    "luming-college/2025-team-2025.txt": "luming-college-2024.docx",
}


@cache
def kinds() -> dict[str, Kind]:
    return load_kinds()


@cache
def opened(file: str) -> OpenPaper:
    return open_paper(PAPERS / file, kinds())


def material(file: str) -> Material:
    paper = opened(file)
    return Material(
        sha256=file,
        owner=paper.paper.unit,
        use="own-past",
        file=file,
        text=paper.source.text,
        paper=paper.paper,
    )


@cache
def subject(file: str) -> Subject:
    """A sample paper with last year's, and with the notes collected for it where there are any."""
    paper = opened(file)
    return Subject(
        file=file,
        text=paper.source.text,
        paper=paper.paper,
        kind=paper.kind,
        unit=paper.paper.unit,
        year=paper.paper.year or (paper.kind.year if paper.kind else None),
        notes=_notes(file, paper.kind),
        past=tuple(material(name) for name in PAIRS.get(file, ())),
    )


@cache
def flags(file: str) -> tuple[Flag, ...]:
    return check(subject(file))


def written(
    text: str,
    *,
    kind: str = "team-2024",
    notes: tuple[Note, ...] = (),
    past: tuple[Material, ...] = (),
) -> Subject:
    """A paper of the test's own words."""
    source = SourceText(file="本年.txt", format="txt", text=text)
    made = parsed(source, kinds(), kinds()[kind])
    return Subject(
        file="本年.txt",
        text=text,
        paper=made.paper,
        kind=made.kind,
        unit="白鹭县档案局党组",
        year=2024,
        notes=notes,
        past=past,
    )


def past_paper(text: str, kind: str = "team-2023") -> Material:
    """An earlier paper of the test's own words."""
    source = SourceText(file="上年.txt", format="txt", text=text)
    made = parsed(source, kinds(), kinds()[kind])
    return Material(
        sha256="上年",
        owner="白鹭县档案局党组",
        use="own-past",
        file="上年.txt",
        text=text,
        paper=made.paper.model_copy(update={"year": 2023}),
    )


def _notes(file: str, kind: Kind | None) -> tuple[Note, ...]:
    name = _COLLECTED.get(file)
    if name is None or kind is None:
        return ()
    return sort_notes(read_notes(Path(NOTES / name)).notes, kind).notes
