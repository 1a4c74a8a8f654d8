"""Sorting without a model against the targets, on labelled notes of invented units.

Sets named heldout-* are held out: only their figures are read, never what they get wrong. What was
changed after those figures were first read is told in README.md beside this file.
"""

from pathlib import Path

import pytest

from service.evaluation.notes import LabelledNote, NotesScore, read_labelled_notes, score_notes
from service.kinds import load_kinds

HERE = Path(__file__).resolve().parent
HELD_OUT = sorted(HERE.glob("heldout-*.jsonl"))
SETS = sorted(set(HERE.glob("*.jsonl")) - set(HELD_OUT))
KINDS = load_kinds()


def assert_targets(score: NotesScore) -> None:
    assert score.empty_recall.value == 1.0
    assert score.clue_recall.value == 1.0
    assert score.false_empty.value <= 0.02
    assert score.false_clue.value <= 0.02
    assert score.aspect6_lenient.value >= 0.85
    assert score.aspect5_lenient.value >= 0.85
    assert score.group_f1 >= 0.70


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_an_own_set_meets_the_targets(path: Path) -> None:
    assert_targets(score_notes(path, KINDS))


@pytest.mark.parametrize("path", HELD_OUT, ids=lambda path: path.stem)
def test_a_held_out_set_keeps_the_figures_it_had_when_first_read(path: Path) -> None:
    score = score_notes(path, KINDS)
    assert score.clue_recall.value == 1.0
    assert score.false_empty.value <= 0.02
    assert score.false_clue.value <= 0.02
    assert score.aspect6_lenient.value >= 0.90
    assert score.aspect5_lenient.value >= 0.88
    assert score.theme.value >= 0.85
    assert score.group_f1 >= 0.65


def test_the_sample_set_meets_the_targets(shared_samples: Path) -> None:
    assert_targets(score_notes(shared_samples / "comments_dev.jsonl", KINDS))


def test_the_own_sets_are_large_enough_to_tell() -> None:
    lines = [line for path in SETS for line in read_labelled_notes(path)]
    assert len(lines) >= 160
    assert len({line.id for line in lines}) == len(lines)
    assert sum(line.empty for line in lines) >= 15
    assert sum(line.route == "clue" for line in lines) >= 10


def test_a_wrong_answer_lowers_the_score(tmp_path: Path) -> None:
    def line(id_: str, text: str, aspect6: str, group: str | None) -> str:
        return LabelledNote(
            id=id_, text=text, aspect6=aspect6, aspect5="3-人民立场", theme="后勤", dup_group=group
        ).to_json()

    path = tmp_path / "notes.jsonl"
    rows = [line("1", "停车位太少", "工作作风", "D"), line("2", "停车难", "理论学习", "D")]
    path.write_text("\n".join(rows), encoding="utf-8")
    score = score_notes(path, KINDS)
    assert score.aspect6.hits == 1
    assert score.aspect5.hits == 2
    assert score.group_f1 == 1.0
    assert len(score.wrong) == 1
