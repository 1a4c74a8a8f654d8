from pathlib import Path

import pytest

from service.evaluation.facts import FactReport, evaluate_facts, mutations, read_pairs

PAIRS = read_pairs(Path(__file__).with_name("pairs.jsonl"))
pytestmark = pytest.mark.xdist_group("eval-facts")


@pytest.fixture(scope="module")
def report() -> FactReport:
    return evaluate_facts(PAIRS, rounds=3)


def test_the_set_is_large_enough_to_tell() -> None:
    assert len(PAIRS) >= 120
    assert len(list(mutations(PAIRS, rounds=3))) >= 500


def test_a_mutation_changes_its_own_words_and_nothing_else() -> None:
    texts = {pair.note: pair.text for pair in PAIRS}
    for mutation in mutations(PAIRS, rounds=1):
        original = texts[mutation.note]
        tail = len(mutation.text) - mutation.end
        assert original.startswith(mutation.text[: mutation.start])
        assert original.endswith(mutation.text[len(mutation.text) - tail :])
        assert original != mutation.text


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("number", 0.98),
        ("percent", 0.98),
        ("date", 0.98),
        ("title", 0.98),
        ("department", 0.90),
        ("person", 0.90),
        ("meeting", 0.90),
    ],
)
def test_planted_changes_are_found(report: FactReport, kind: str, target: float) -> None:
    missed = [f"{m.text}（{m.note}）" for m in report.missed if m.kind == kind]
    assert report.recall[kind].value >= target, missed


def test_what_a_note_supports_is_left_alone(report: FactReport) -> None:
    assert report.flagged_supported.value <= 0.02, [pair.text for pair in report.wrong]
