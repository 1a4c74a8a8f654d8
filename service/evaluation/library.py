"""The sample library: faults that its index names, and whatever else is flagged in good papers.

Each paper is held against its own unit's earlier papers. Flags on good papers were not read one by
one: their number is what a person would see, not a number of errors.
"""

from collections import Counter
from collections.abc import Collection
from functools import cache

from service.checks import load_cards
from service.evaluation.known import known_kinds
from service.evaluation.marks import touches
from service.evaluation.reach import reach
from service.evaluation.rules import Tally
from service.flags import Flag
from service.library import Material
from service.pipelines.checking import Held, check_paper
from service.pipelines.opening import OpenPaper, open_paper
from service.samples import PAPERS, Entry, Fault, entries
from service.value import Value


class LibraryScore(Value):
    """``tallies`` by rule, ``missed`` faults for a person to read, ``good`` papers looked through
    and the flags on them by level."""

    tallies: tuple[Tally, ...] = ()
    missed: tuple[str, ...] = ()
    good: int = 0
    characters: int = 0
    levels: dict[str, int] = {}


def score_library(clean: Collection[str]) -> LibraryScore:
    """Scores every rule on every paper; those of a ``clean`` quality count as good."""
    tallies: list[Tally] = []
    missed: list[str] = []
    levels: Counter[str] = Counter()
    good = [entry for entry in entries() if entry.quality in clean]
    characters = sum(len(_opened(entry.file).source.text) for entry in good)
    tallies += [Tally(rule=card.id, characters=characters) for card in load_cards()]
    for entry in entries():
        flags = _flags(entry)
        for fault in entry.faults:
            right = any(_meets(entry, fault, flag) for flag in flags)
            tallies.append(Tally(rule=fault.rule, planted=1, found=int(right)))
            missed += [] if right else [f"{entry.file} {fault.rule} {fault.quote}"]
        if entry in good:
            others = [f for f in flags if not any(_meets(entry, x, f) for x in entry.faults)]
            tallies += [Tally(rule=flag.rule, on_good=1) for flag in others]
            levels.update(flag.level for flag in others)
    return LibraryScore(
        tallies=tuple(tallies),
        missed=tuple(missed),
        good=len(good),
        characters=characters,
        levels=dict(levels),
    )


@cache
def _opened(file: str) -> OpenPaper:
    kinds = known_kinds()
    kind = next(entry.kind for entry in entries() if entry.file == file)
    return open_paper(PAPERS / file, kinds, kinds[kind])


def _flags(entry: Entry) -> tuple[Flag, ...]:
    past = [e for e in entries() if e.unit == entry.unit and e.year < entry.year]
    held = Held(unit=entry.unit, year=entry.year, materials=tuple(map(_material, past)))
    return check_paper(_opened(entry.file), held).flags


def _material(entry: Entry) -> Material:
    opened = _opened(entry.file)
    return Material(
        sha256=opened.source.sha256,
        owner=entry.unit,
        use="own-past",
        file=entry.file,
        text=opened.source.text,
        paper=opened.paper,
    )


def _meets(entry: Entry, fault: Fault, flag: Flag) -> bool:
    if flag.rule != fault.rule:
        return False
    if not fault.quote:
        aspects = known_kinds()[entry.kind].aspects
        titles = [a.title for a in aspects if fault.aspect in (a.key, a.title, a.short)]
        return any(title in flag.message for title in titles)
    opened = _opened(entry.file)
    at = opened.source.text.find(fault.quote)
    end = at + len(fault.quote)
    return at >= 0 and any(touches(a, b, at, end) for a, b in reach(flag, opened.paper))
