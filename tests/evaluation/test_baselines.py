from pathlib import Path

import pytest

from service.errors import BadData
from service.evaluation import Baseline, Figure, Report, fallen, read_baseline
from service.evaluation.rules import Tally, rule_scores
from service.evaluation.statistics import Share


def a_report(hits: float, total: float, target: str = "", unit: str = "") -> Report:
    return Report(figures=(Figure.of("集", "指标", Share(hits, total), target, unit),))


def lines(before: Report, now: Report) -> tuple[str, ...]:
    return fallen(now, Baseline.of(before))


@pytest.mark.parametrize(("hits", "falls"), [(110, False), (109, False), (107, False), (98, True)])
def test_a_figure_falls_when_chance_does_not_explain_it(hits: int, falls: bool) -> None:
    assert bool(lines(a_report(110, 110), a_report(hits, 110))) is falls


def test_more_false_alarms_are_a_fall_and_fewer_are_not() -> None:
    few, many = a_report(2, 300, "≤0.02"), a_report(30, 300, "≤0.02")
    assert lines(few, many)
    assert not lines(many, few)


def test_a_better_figure_is_no_fall() -> None:
    assert lines(a_report(50, 100), a_report(99, 100)) == ()


def test_a_figure_that_is_gone_is_named() -> None:
    assert lines(a_report(9, 10), Report()) == ("集｜指标：没有这一项了（原为 0.900）",)


def test_a_figure_that_stands_on_too_little_is_named() -> None:
    assert lines(a_report(90, 100), a_report(9, 10)) == ("集｜指标：样本由 100 减到 10",)


def test_parts_by_unit_are_not_held_to_anything() -> None:
    assert lines(a_report(9, 10, unit="某站"), Report()) == ()


def test_a_rule_that_finds_less_is_named() -> None:
    before = Report(rules=rule_scores([Tally(rule="left.scrape", planted=60, found=60)]))
    now = Report(rules=rule_scores([Tally(rule="left.scrape", planted=60, found=40)]))
    (line,) = lines(before, now)
    assert "left.scrape" in line


def test_a_baseline_is_the_same_after_it_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    baseline = Baseline.of(a_report(9, 10, "≥0.85"))
    path.write_text(baseline.to_json(), encoding="utf-8")
    assert read_baseline(path) == baseline


def test_a_file_that_is_no_baseline_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(BadData, match=r"baseline\.json"):
        read_baseline(path)
