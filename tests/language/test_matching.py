"""Likeness between a spoken opinion and the official sentence that answers it."""

import csv
from pathlib import Path

import pytest

from service.checks.background import packaged_background
from service.language.matching import Matcher, Rarity, concepts

PAIRS = Path(__file__).parents[1] / "eval" / "coverage" / "pairs.tsv"
THRESHOLD = 0.19
RARITY = Rarity(said.text for said in packaged_background().said)


def _pairs() -> list[tuple[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [(row["note"], row["answer"]) for row in csv.DictReader(file, delimiter="\t")]


def test_spoken_and_official_words_share_their_concepts() -> None:
    assert concepts("盖个公章要跑三个科室") & concepts("审批流程环节偏多")
    assert not concepts("电梯坏了") & concepts("食堂菜品单一")


def test_a_text_is_fully_like_itself_and_not_like_a_stranger() -> None:
    matcher = Matcher(["食堂菜品单一", "abcdef"], RARITY)
    place, likeness = matcher.best("食堂菜品单一", 2)[0]
    assert place == 0
    assert likeness == pytest.approx(1.0)
    assert matcher.best("xyz", 1) == [(0, 0.0)] or matcher.best("xyz", 1)[0][1] < THRESHOLD


def test_no_text_is_like_nothing() -> None:
    assert Matcher([], RARITY).best("食堂", 3) == []
    assert Matcher(["食堂"], RARITY).best("", 3) == []


def test_answers_are_found_with_recall_085_at_precision_080() -> None:
    pairs = _pairs()
    notes = [note for note, _ in pairs]
    answers = [answer for _, answer in pairs]
    found = sum(Matcher(answers, RARITY).best(note, 1)[0][1] >= THRESHOLD for note in notes)
    wrong = 0
    for place, note in enumerate(notes):
        others = answers[:place] + answers[place + 1 :]
        wrong += Matcher(others, RARITY).best(note, 1)[0][1] >= THRESHOLD
    assert found / len(pairs) >= 0.85
    assert found / (found + wrong) >= 0.80
