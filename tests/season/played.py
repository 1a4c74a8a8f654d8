"""Lays the season out as a reviewer's folders and reviews it."""

import shutil
from pathlib import Path
from typing import NamedTuple

from service.flags import Flag
from service.kind import Kind
from service.kinds import load_kinds
from service.pipelines.checking import check_paper, held_by
from service.pipelines.opening import open_paper
from service.pipelines.reviewing import review
from service.reviews import Review
from service.samples import PAPERS as SAMPLES
from tests.season.planted import FOLDER, Planted, planted

THIS, EARLIER = "2025", ("2023", "2024")
SOURCES = (SAMPLES, FOLDER / "papers")


class Played(NamedTuple):
    """The season after its review. ``texts`` are the papers' by <slug>-<year>, as extracted;
    ``flags`` those of the papers of 2025, each checked by itself."""

    planted: Planted
    review: Review
    texts: dict[str, str]
    flags: dict[str, tuple[Flag, ...]]


def papers_of(slug: str) -> dict[str, Path]:
    """A unit's papers of its leading group by year: one for each of the three years."""
    found = {}
    for folder in SOURCES:
        for path in (folder / slug).glob("*-team-*.*"):
            year = path.name.partition("-")[0]
            if year in (THIS, *EARLIER):
                found[year] = path
    return dict(sorted(found.items()))


def lay_out(folder: Path) -> None:
    """Copies this year's papers, the earlier ones and the notes to ``folder``, with one file of
    Word cut off halfway."""
    for name in ("papers", "earlier", "notes"):
        (folder / name).mkdir()
    for slug in planted().units:
        for year, path in papers_of(slug).items():
            into = "papers" if year == THIS else "earlier"
            shutil.copyfile(path, folder / into / f"{slug}-{year}{path.suffix}")
    for path in sorted((FOLDER / "notes").glob("*.csv")):
        shutil.copyfile(path, folder / "notes" / path.name)
    whole = papers_of("linxi-city")[THIS].read_bytes()
    (folder / "papers" / planted().broken).write_bytes(whole[: len(whole) // 2])


def play(folder: Path) -> Played:
    """The review of the season, laid out in the empty ``folder``."""
    lay_out(folder)
    kinds = load_kinds()
    whole = review([folder / "papers"], kinds, notes=folder / "notes", against=[folder / "earlier"])
    texts, flags = {}, {}
    for path in sorted([*(folder / "papers").iterdir(), *(folder / "earlier").iterdir()]):
        if path.name == planted().broken:
            continue
        opened = open_paper(path, kinds)
        texts[path.stem] = opened.source.text
        if path.parent.name == "papers":
            flags[path.stem] = _flags(path, folder, kinds)
    return Played(planted(), whole, texts, flags)


def _flags(path: Path, folder: Path, kinds: dict[str, Kind]) -> tuple[Flag, ...]:
    """Where in the paper its flags stand: a review counts them only."""
    slug = path.stem.rpartition("-")[0]
    notes = folder / "notes" / f"{path.stem}.csv"
    opened = open_paper(path, kinds)
    past = sorted((folder / "earlier").glob(f"{slug}-*"))
    held = held_by(opened, kinds, notes=notes if notes.exists() else None, against=past)
    return check_paper(opened, held).flags
