from pathlib import Path

import pytest
import yaml

from service.evaluation.structure import score, source_of
from service.kinds import load_kinds
from service.paper import Paper
from service.parsing import parse
from tests.parsing.parsing_cases import LIBRARY, PAPERS, SAMPLES, source


def _aspects(paper: Paper) -> list[str]:
    sections = [s for c in paper.chapters for s in c.sections if s.aspect]
    return list(dict.fromkeys(s.aspect for s in sections))


def _counts(paper: Paper, chapter_role: str, item_role: str) -> list[int]:
    return [
        sum(item.role == item_role for item in section.items)
        for chapter in paper.chapters
        if chapter.role == chapter_role
        for section in chapter.sections
        if section.title
    ]


def _sample(prefix: str) -> Paper:
    found = sorted(SAMPLES.glob(f"{prefix}_*.txt"))
    if not found:
        pytest.skip("the shared samples are not on this machine")
    return parse(source_of(found[0]))


@pytest.mark.parametrize("path", sorted(PAPERS.glob("*.yaml")), ids=lambda p: p.stem)
def test_a_paper_has_the_title_unit_year_chapters_and_aspects_a_person_sees(path: Path) -> None:
    paper = parse(source_of(path.with_suffix(".txt")))
    seen = {
        "title": paper.title,
        "unit": paper.unit,
        "year": paper.year,
        "chapters": [chapter.role for chapter in paper.chapters],
        "aspects": _aspects(paper),
    }
    expected = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {name: seen[name] for name in expected if name in seen} == {
        name: value for name, value in expected.items() if name in seen
    }


def test_items_by_role_and_exact_headline_reach_the_target() -> None:
    scores = score(PAPERS)
    assert len(scores) >= 12
    assert sum(f1 for *_, f1 in scores) / len(scores) >= 0.98
    assert min(f1 for *_, f1 in scores) >= 0.9


def test_the_sample_librarys_papers_are_read_as_a_person_reads_them() -> None:
    scores = score(LIBRARY)
    assert len(scores) >= 20
    assert [name for name, *_, f1 in scores if f1 < 1] == []


def test_sample_000_has_14_problems_under_5_aspects_4_causes_and_5_measures() -> None:
    paper = _sample("000")
    assert _counts(paper, "problems", "problem") == [4, 2, 3, 2, 3]
    assert len(list(paper.items("cause"))) == 4
    assert len(list(paper.items("measure"))) == 5
    assert paper.year == 2021
    assert paper.unit == ""


def test_sample_001_has_8_problems_under_5_aspects_3_causes_and_4_measures() -> None:
    paper = _sample("001")
    assert _counts(paper, "problems", "problem") == [2, 2, 0, 2, 2]
    assert len(list(paper.items("cause"))) == 3
    assert len(list(paper.items("measure"))) == 4


def test_sample_003_is_a_plan_of_5_aspects_with_3_problems_each_and_9_measures() -> None:
    paper = _sample("003")
    assert _counts(paper, "plan", "problem") == [3, 3, 3, 3, 3]
    assert _counts(paper, "plan", "measure") == [2, 3, 2, 1, 1]
    assert len(list(paper.items("measure"))) == 9


def test_headings_are_matched_to_the_aspects_of_a_given_kind() -> None:
    text = "\n".join(
        [
            "一、存在的问题",
            "（一）在强化政治忠诚方面",
            "一是学习不够。",
            "（二）对照固本培元、增强党性要求",
            "一是锻炼不够。",
            "（三）管党治党方面",
            "一是督促不够。",
            "（四）群众文化方面",
            "一是活动不够。",
        ]
    )
    paper = parse(source(text), load_kinds()["team-2025"])
    assert _aspects(paper) == [
        "带头强化政治忠诚、提高政治能力",
        "带头固本培元、增强党性",
        "带头坚决扛起管党治党责任",
        "群众文化",
    ]
    assert paper.kind == "team-2025"
