"""How well generic.wording does on labelled sentences: floors, well under what was measured.

The library's papers are scored without their own unit in the background; the sentences of
``invented.tsv`` belong to units and trades that the library does not have.
"""

from pathlib import Path

import pytest

from service.blocks import SourceText
from service.evaluation.generic import (
    GenericScore,
    Labelled,
    read_labels,
    score,
    subject_of,
)
from service.kinds import load_kinds
from service.readers import read
from service.subject import Subject

HERE = Path(__file__).parent
PAPERS = HERE.parents[2] / "service" / "samples" / "papers"
SAMPLES = HERE.parents[2] / ".." / "shared" / "samples"
KINDS = load_kinds()


def _library(file: str) -> Subject:
    source: SourceText = read(PAPERS / file)
    kind = KINDS.get(Path(file).stem.partition("-")[2])
    return subject_of(file, source.text, kind)


def _library_score(name: str) -> GenericScore:
    labelled = read_labels((HERE / name).read_text(encoding="utf-8"))
    return score(labelled, {said.file: _library(said.file) for said in labelled})


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("library_*.tsv")))
def test_the_librarys_sentences_are_told_apart_without_their_own_unit(name: str) -> None:
    found = _library_score(name)
    assert found.missed_sentences == 0
    assert found.precision >= 0.88
    assert found.recall >= 0.80
    assert found.specific_flagged <= 0.05


def test_real_papers_meet_the_target() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("real sample papers are not on this machine")
    labelled = read_labels((SAMPLES / "generic_labels_dev.tsv").read_text(encoding="utf-8"))
    kinds = {"000": "team-2021", "001": "branch-2021", "003": "plan-2023"}
    subjects = {
        path.name[:3]: subject_of(
            path.name, path.read_text(encoding="utf-8"), KINDS[kinds[path.name[:3]]]
        )
        for path in SAMPLES.glob("*.txt")
    }
    found = score(labelled, subjects)
    assert found.precision >= 0.95
    assert found.recall >= 0.85
    assert found.specific_flagged <= 0.05
    assert found.precision_at_10 >= 0.95


def test_sentences_of_other_trades_are_told_apart() -> None:
    labelled = read_labels((HERE / "invented.tsv").read_text(encoding="utf-8"))
    papers: dict[str, list[str]] = {}
    for said in labelled:
        papers.setdefault(said.file, []).append(said.sentence)
    found = score(labelled, {file: _as_paper(file, lines) for file, lines in papers.items()})
    assert found.judged == len(labelled)
    assert found.precision >= 0.88
    assert found.recall >= 0.80
    assert found.specific_flagged <= 0.05


HEADINGS = {
    "problem": "一、存在的主要问题\n（一）有关方面\n",
    "cause": "二、产生问题的原因\n",
    "measure": "三、下步整改措施\n",
}


def test_sentences_of_nine_more_trades_and_all_chapters_are_told_apart() -> None:
    raw = (HERE / "fresh.tsv").read_text(encoding="utf-8")
    chapters: dict[str, dict[str, list[str]]] = {}
    for line in raw.splitlines()[1:]:
        file, sentence, _, _, chapter = line.split("\t")
        chapters.setdefault(file, {}).setdefault(chapter, []).append(sentence + "\n")
    labelled = read_labels(raw)
    papers = {
        file: subject_of(file, "".join(HEADINGS[c] + "".join(said[c]) for c in said))
        for file, said in chapters.items()
    }
    found = score(labelled, papers)
    assert found.judged == len(labelled)
    assert found.precision >= 0.95
    assert found.recall >= 0.85
    assert found.specific_flagged <= 0.05


def _as_paper(file: str, lines: list[str]) -> Subject:
    text = "一、存在的主要问题\n（一）有关方面\n" + "\n".join(lines) + "\n"
    return subject_of(file, text)


def test_rows_with_another_label_are_left_out() -> None:
    rows = "file\tsentence\tlabel\na\t甲。\tgeneric\na\t乙。\tunsure\n"
    assert read_labels(rows) == (Labelled("a", "甲。", "generic"),)
