import pytest

from service.evaluation.marks import Mark, touches, unmarked
from service.evaluation.rules import Tally, all_rules, lintscore, rule_scores


def test_lintscore_is_proselints() -> None:
    # T·(T/(T+F))^2: 80 found with 20 false ones are worth 80·0.64.
    assert lintscore(80, 20) == pytest.approx(51.2)
    assert lintscore(7, 0) == 7
    assert lintscore(0, 5) == 0


def test_tallies_of_a_rule_add_up_over_sets() -> None:
    (score,) = rule_scores(
        [
            Tally(rule="left.scrape", planted=4, found=3, false=1),
            Tally(rule="left.scrape", on_good=2, characters=1000),
        ]
    )
    assert (score.planted, score.found, score.recall) == (4, 3, 0.75)
    assert score.lintscore == pytest.approx(3 * (3 / 4) ** 2)
    assert score.lintscore_strict == pytest.approx(3 * (3 / 6) ** 2)
    assert score.per_thousand == 2


def test_all_rules_look_through_the_same_good_papers_once() -> None:
    scores = rule_scores([Tally(rule=r, on_good=1, characters=500) for r in ("a.b", "c.d")])
    overall = all_rules(scores)
    assert overall is not None
    assert (overall.on_good, overall.characters, overall.per_thousand) == (2, 500, 4)
    assert all_rules(()) is None


def test_marks_are_taken_out_and_their_places_kept() -> None:
    text, marks = unmarked("支部⟦achievement:成绩显著⟧，⟦not blames-below:南站没报⟧。")
    assert text == "支部成绩显著，南站没报。"
    assert marks == (Mark("achievement", 2, 6), Mark("not blames-below", 7, 11))


def test_an_empty_span_touches_what_it_stands_in() -> None:
    assert touches(3, 3, 2, 5)
    assert touches(2, 4, 3, 9)
    assert not touches(2, 3, 3, 9)
