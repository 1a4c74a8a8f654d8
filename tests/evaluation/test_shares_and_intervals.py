import pytest

from service.evaluation.report import Figure
from service.evaluation.statistics import Share, f1, share_of, wilson


def test_an_interval_holds_its_share_and_narrows_with_more_trials() -> None:
    few, many = Share(9, 10), Share(900, 1000)
    assert few.low < few.value < few.high
    assert few.low < many.low < many.high < few.high


def test_the_interval_is_wilsons() -> None:
    # Values of the closed form for 9 of 10 at 95 %.
    assert wilson(9, 10) == pytest.approx((0.5958, 0.9821), abs=1e-4)
    assert wilson(10, 10)[1] == pytest.approx(1.0)
    assert wilson(0, 0) == (0.0, 1.0)


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    precision, recall = 8 / 10, 8 / 16
    assert f1(8, 10, 16).value == pytest.approx(2 * precision * recall / (precision + recall))
    assert f1(0, 0, 0).value == 0.0


def test_shares_add_up_over_sets() -> None:
    assert share_of([True, False]) + Share(3, 4) == Share(4, 6)


@pytest.mark.parametrize(
    ("target", "met"), [("≥0.90", True), ("≥0.91", False), ("≤0.90", True), ("", None)]
)
def test_a_figure_knows_whether_it_reaches_its_target(target: str, met: bool | None) -> None:
    assert Figure.of("集", "指标", Share(9, 10), target).met is met
