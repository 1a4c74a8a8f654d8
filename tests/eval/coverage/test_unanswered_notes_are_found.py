"""Notes that a paper does not answer: floors under what was measured (docs/evaluation.md)."""

from pathlib import Path

import pytest

from service.evaluation.coverage import (
    CoverageScore,
    Judged,
    paper_of,
    read_judged,
    score_coverage,
)

SETS = sorted(Path(__file__).parent.glob("*.jsonl"))
pytestmark = pytest.mark.xdist_group("eval-coverage")


@pytest.fixture(scope="module")
def score() -> CoverageScore:
    parts = [score_coverage(paper_of(p).read_text("utf-8"), read_judged(p)) for p in SETS]
    return sum(parts, CoverageScore())


def test_the_sets_are_large_enough_to_tell() -> None:
    judged = [one for path in SETS for one in read_judged(path)]
    assert len(SETS) >= 3
    assert len(judged) >= 60
    assert sum(not one.reflected for one in judged) >= 25
    assert sum("措施" in one.why for one in judged) >= 8


def test_unanswered_notes_are_found_more_often_than_not(score: CoverageScore) -> None:
    assert score.recall.value >= 0.85, score.overlooked
    assert score.precision.value >= 0.80, score.alarms


def test_a_note_repeated_word_for_word_counts_as_answered() -> None:
    paper = "一、存在的问题\n（一）作风方面\n一是食堂早餐品种少。二是会议偏多。\n"
    judged = [
        Judged(note="食堂早餐品种少", reflected=True),
        Judged(note="电梯坏了", reflected=False),
    ]
    found = score_coverage(paper, judged)
    assert (found.right, found.flagged, found.missing) == (1, 1, 1)
    assert found.alarms == found.overlooked == ()
