"""Labelled sentences of generic wording: what the sets are like. Their figures are held in
tests/eval/test_figures_hold.py; only the real papers, which are not ours, are scored here."""

import csv
from pathlib import Path

import pytest

from service.evaluation.generic import Labelled, read_labels, score, subject_of
from service.kinds import load_kinds
from service.readers import read
from service.samples import PAPERS
from tests.eval import agreement

HERE = Path(__file__).parent
TABLES = ("fresh.tsv", "invented.tsv", "library_a.tsv", "library_b.tsv")


def labels(name: str) -> tuple[Labelled, ...]:
    return read_labels((HERE / name).read_text(encoding="utf-8"))


def test_the_sets_are_large_enough_to_tell() -> None:
    every = [said for name in TABLES for said in labels(name)]
    assert len(every) >= 600
    assert len({said.file for said in every}) >= 20


def test_every_sentence_of_the_library_stands_in_its_paper() -> None:
    for name in ("library_a.tsv", "library_b.tsv"):
        files = {said.file for said in labels(name)}
        texts = {file: read(PAPERS / file).text for file in files}
        for said in labels(name):
            assert said.sentence.strip() in texts[said.file], said


def test_real_papers_meet_the_target(shared_samples: Path) -> None:
    labelled = read_labels((shared_samples / "generic_labels_dev.tsv").read_text(encoding="utf-8"))
    kinds = {"000": "team-2021", "001": "branch-2021", "003": "plan-2023"}
    known = load_kinds()
    subjects = {
        path.name[:3]: subject_of(
            path.name, path.read_text(encoding="utf-8"), known[kinds[path.name[:3]]]
        )
        for path in shared_samples.glob("*.txt")
    }
    found = score(labelled, subjects)
    assert found.precision >= 0.95
    assert found.recall >= 0.85
    assert found.specific_flagged <= 0.05
    assert found.precision_at_10 >= 0.95


def test_rows_with_another_label_are_left_out() -> None:
    rows = "file\tsentence\tlabel\na\t甲。\tgeneric\na\t乙。\tunsure\n"
    assert read_labels(rows) == (Labelled("a", "甲。", "generic"),)


def test_two_labellings_agree() -> None:
    with (HERE / "second.tsv").open(encoding="utf-8", newline="") as lines:
        second = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert sorted(row["sentence"] for row in second) == sorted(agreement.sample())
    assert len(second) >= 150
    assert agreement.kappa(agreement.pairs())[1] >= 0.6


def test_kappa_is_cohens() -> None:
    # Two raters, 50 cases: 20 both yes, 15 both no, 5 and 10 apart; 0.4 by the closed form.
    said = [("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10
    value, low, high = agreement.kappa(said)
    assert value == pytest.approx(0.4)
    assert low < value < high
    assert agreement.kappa([("y", "y")] * 3) == (1.0, 1.0, 1.0)
