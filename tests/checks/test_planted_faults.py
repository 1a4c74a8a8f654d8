"""Every fault planted in the sample library is found by its rule, wherever the rule can see it."""

from functools import lru_cache

import pytest

from service.checks import load_cards
from service.flags import Flag
from service.kinds import load_kinds
from service.library import Material
from service.paper import Chapter, Section
from service.pipelines.checking import Held, check_paper
from service.pipelines.opening import OpenPaper, open_paper
from service.samples import PAPERS, Entry, Fault, entries

RULES = frozenset(card.id for card in load_cards())
KINDS = load_kinds()
FAULTS = [(entry, fault) for entry in entries() for fault in entry.faults]
BESIDE_ANSWERED = {
    ("jiangyu-port/2024-team-2024.docx", "measure.no-deadline"),
    ("liuxi-town/2024-team-2024.txt", "measure.no-owner"),
    ("yunze-lab/2021-branch-2021.txt", "measure.no-deadline"),
    ("yunze-lab/2021-branch-2021.txt", "measure.no-owner"),
}
"""Owner and deadline are asked for by group of measures: these stand in a group that names one."""
FOUND = [(e, f) for e, f in FAULTS if f.rule in RULES and (e.file, f.rule) not in BESIDE_ANSWERED]


@lru_cache(maxsize=64)
def _opened(file: str) -> OpenPaper:
    kind = next(entry.kind for entry in entries() if entry.file == file)
    return open_paper(PAPERS / file, KINDS, KINDS[kind])


@lru_cache(maxsize=64)
def _flags(file: str) -> tuple[Flag, ...]:
    """The paper's flags, held against its own unit's earlier papers."""
    this = next(entry for entry in entries() if entry.file == file)
    past = [e for e in entries() if e.unit == this.unit and e.year < this.year]
    held = Held(unit=this.unit, year=this.year, materials=tuple(map(_material, past)))
    return check_paper(_opened(file), held).flags


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


@pytest.mark.parametrize(
    ("entry", "fault"), FOUND, ids=[f"{e.slug}-{e.year}-{f.rule}-{f.quote[:8]}" for e, f in FOUND]
)
def test_a_planted_fault_is_found_where_it_stands(entry: Entry, fault: Fault) -> None:
    assert [flag for flag in _flags(entry.file) if _meets(entry, fault, flag)]


def _meets(entry: Entry, fault: Fault, flag: Flag) -> bool:
    if flag.rule != fault.rule:
        return False
    if not fault.quote:
        aspects = KINDS[entry.kind].aspects
        titles = [a.title for a in aspects if fault.aspect in (a.key, a.title, a.short)]
        return any(title in flag.message for title in titles)
    at = _opened(entry.file).source.text.index(fault.quote)
    return any(a < at + len(fault.quote) and at < b for a, b in _reach(entry, flag))


def _reach(entry: Entry, flag: Flag) -> list[tuple[int, int]]:
    """The flag's own span; for rules that speak of an item or a group, all that it speaks of."""
    own = [(flag.start, flag.end)]
    paper = _opened(entry.file).paper
    if flag.rule.startswith("generic."):
        return own + [(i.start, i.end) for i in paper.items() if i.id == flag.item]
    if flag.rule.startswith("measure."):
        parts: list[Chapter | Section] = [*paper.chapters]
        parts += [section for chapter in paper.chapters for section in chapter.sections]
        headed = [part for part in parts if part.title and part.start <= flag.start < part.end]
        ends = [max([part.end, *_ends(part)]) for part in headed]
        items = [(i.start, i.end) for i in paper.items() if i.id == flag.item]
        return [*own, *items, *zip((part.start for part in headed), ends, strict=True)]
    return own


def _ends(part: Chapter | Section) -> list[int]:
    sections = part.sections if isinstance(part, Chapter) else (part,)
    return [item.end for section in sections for item in section.items]


def test_every_planted_fault_is_one_that_a_rule_looks_for() -> None:
    assert {fault.rule for _, fault in FAULTS} - RULES == set()
