"""The check that figures do not fall: today's against ``baseline.json``, by their intervals.

After a change that is meant to move figures, ``duizhao eval tests/eval --save
tests/eval/baseline.json`` writes them anew; the difference is read before it is committed.
"""

from pathlib import Path

import pytest

from service.evaluation import Figure, Report, fallen, read_baseline
from service.evaluation.marked import read_marked
from service.evaluation.marks import unmarked
from tests.eval import tables

HERE = Path(__file__).parent
BASELINE = read_baseline(HERE / "baseline.json")
UNDER: set[tuple[str, str]] = set()
"""What is known to miss its target; docs/evaluation.md says why."""

pytestmark = pytest.mark.xdist_group("eval")


def counted(report: Report, set_: str, name: str) -> int:
    return sum(f.count for f in report.figures if f.set.startswith(set_) and f.name == name)


def test_no_figure_is_lower_than_it_was(report: Report) -> None:
    lines = fallen(report, BASELINE)
    assert not lines, "低于基准 tests/eval/baseline.json：\n" + "\n".join(lines)


def test_no_set_is_beyond_chance_under_its_target(report: Report) -> None:
    whole = [f for f in report.figures if not f.unit and (f.set, f.name) not in UNDER]
    under = [figure for figure in whole if is_under(figure)]
    assert not under, "\n".join(f"{f.set}｜{f.name} {f.value:.3f} {f.target}" for f in under)


def is_under(figure: Figure) -> bool:
    if figure.met is not False:
        return False
    wanted = float(figure.target[1:])
    return figure.low > wanted if figure.falls else figure.high < wanted


def test_every_set_of_ours_is_scored(report: Report) -> None:
    # Pairs for the likeness alone are scored in tests/language, second labels by agreement.py.
    assert set(report.unknown) == {"coverage/pairs.tsv", "generic/second.tsv"}


def test_the_sets_are_as_large_as_was_asked(report: Report) -> None:
    rules = {score.rule: score for score in report.rules}
    structural = ("shape.", "link.", "measure.")
    assert sum(s.planted for r, s in rules.items() if r.startswith(structural)) >= 60
    assert rules["fact.unsupported"].planted >= 500
    assert counted(report, "照抄", "逐字照抄：找出") >= 100
    assert len({f.unit for f in report.figures if f.set.startswith("套话") and f.unit}) >= 20


def test_forty_papers_have_seeded_faults_of_tone_and_half_of_them_are_held_out() -> None:
    held, others = (
        [paper for path in sorted(HERE.glob(f"tone/{start}*.yaml")) for paper in read_marked(path)]
        for start in ("heldout", "dev")
    )
    assert len(held) >= 20
    assert len(others) >= 20
    assert {paper.unit for paper in held} & {paper.unit for paper in others} == set()
    for paper in (*held, *others):
        names = [mark.name for mark in unmarked(paper.text)[1]]
        assert any(not name.startswith("not ") for name in names), paper.unit


def test_nearly_every_rule_has_faults_to_find(report: Report) -> None:
    assert [score.rule for score in report.rules if not score.planted] == []


def test_every_figure_has_a_name_of_its_own(report: Report) -> None:
    names = [(figure.set, figure.name, figure.unit) for figure in report.figures]
    assert len(names) == len(set(names))


def test_the_tables_of_the_page_are_those_of_the_baseline() -> None:
    page = tables.PAGE.read_text(encoding="utf-8")
    assert tables.figures_table() in page
    assert tables.rules_table() in page
