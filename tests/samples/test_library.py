"""The sample library is large, varied, invented, and says truly what was planted in it."""

import re
from functools import cache
from pathlib import Path

import pytest

from service.kinds import guess_kind, load_kinds
from service.language.formulae import formula_spans
from service.language.normal import grams, normal
from service.parsing import parse
from service.readers import read_here, read_notes
from service.samples import NOTES, PAPERS, Entry, entries

PEOPLE = re.compile(
    r"(?:张|王|李|赵|刘|陈|杨|黄|周|吴|徐|孙|马|朱|胡|郭|何|林)[^，。、\W]{1,2}(?:局长|书记|院长|主任|科长|同志说)"
)


@cache
def text_of(file: str) -> str:
    return read_here(PAPERS / file).text


@cache
def body_of(file: str) -> str:
    """What the writer wrote: the items, without titles and prescribed headings."""
    return "\n".join(item.text for item in parse(read_here(PAPERS / file)).items())


def official() -> str:
    """Everything that a notice prescribes: nobody wrote it, everybody may use it."""
    kinds = load_kinds().values()
    parts = [
        text
        for kind in kinds
        for text in (kind.theme, kind.meeting, kind.name, *(a.title for a in kind.aspects))
    ]
    return "\n".join(normal(part) for part in parts)


def own_runs(text: str, size: int) -> set[str]:
    """The runs of ``size`` characters that are nobody's official wording."""
    kept = text
    for span in reversed(formula_spans(text)):
        kept = kept[: span.start] + "\n" + kept[span.end :]
    prescribed = official()
    lines = (normal(line) for line in re.split(r"[\n，。；：“”]", kept))
    return {run for line in lines for run in grams(line, size) if run not in prescribed}


def test_there_are_enough_papers_of_enough_units_years_and_kinds() -> None:
    found = entries()
    assert len(found) >= 24
    assert len({e.slug for e in found}) == 8
    assert len({e.year for e in found}) >= 3
    assert len({e.kind for e in found}) >= 4
    assert {e.quality for e in found} == {"good", "middling", "generic", "copied"}


def test_the_index_names_every_paper_there_is() -> None:
    files = {p.relative_to(PAPERS).as_posix() for p in PAPERS.rglob("*") if p.is_file()}
    assert {e.file for e in entries()} == files


@pytest.mark.parametrize("entry", entries(), ids=lambda e: e.file)
def test_a_paper_is_of_real_length_and_of_the_kind_it_is_indexed_as(entry: Entry) -> None:
    source = read_here(PAPERS / entry.file)
    assert 2500 <= len(source.text) <= 5000
    kind = guess_kind(parse(source), load_kinds())
    assert kind is not None
    assert kind.id == entry.kind


@pytest.mark.parametrize("entry", entries(), ids=lambda e: e.file)
def test_every_planted_fault_stands_in_its_paper_word_for_word(entry: Entry) -> None:
    text = text_of(entry.file)
    for fault in entry.faults:
        assert fault.quote in text, f"{fault.rule}: {fault.quote}"


@pytest.mark.parametrize("entry", entries(), ids=lambda e: e.file)
def test_nobody_is_named_in_a_paper(entry: Entry) -> None:
    assert PEOPLE.findall(text_of(entry.file)) == []


@pytest.mark.parametrize("entry", entries(), ids=lambda e: e.file)
def test_nothing_is_copied_from_the_papers_kept_outside(entry: Entry, shared_samples: Path) -> None:
    theirs = {
        run
        for path in shared_samples.glob("*.txt")
        for run in own_runs(path.read_text(encoding="utf-8"), 13)
    }
    assert own_runs(body_of(entry.file), 13) & theirs == set()


def test_units_share_no_long_wording_of_their_own() -> None:
    by_unit: dict[str, set[str]] = {}
    for entry in entries():
        by_unit.setdefault(entry.slug, set()).update(own_runs(body_of(entry.file), 20))
    units = sorted(by_unit)
    for number, first in enumerate(units):
        for second in units[number + 1 :]:
            assert by_unit[first] & by_unit[second] == set(), f"{first} and {second}"


@pytest.mark.parametrize(
    "name", ["qinglan-water-2025.xlsx", "luming-college-2024.docx", "liuxi-town-2023.txt"]
)
def test_a_set_of_raw_notes_has_sixty_to_ninety_opinions(name: str) -> None:
    assert 60 <= len(read_notes(NOTES / name).notes) <= 90
