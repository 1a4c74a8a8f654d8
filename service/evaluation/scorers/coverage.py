"""Coverage of notes: JSONL with note and reflected beside the paper."""

from collections.abc import Sequence
from pathlib import Path

from service.evaluation.coverage import (
    FIELDS,
    RULE,
    CoverageScore,
    paper_of,
    read_judged,
    score_coverage,
)
from service.evaluation.forms import fields, name_of
from service.evaluation.report import Figure, Scored
from service.evaluation.rules import Tally


def sets(files: Sequence[Path]) -> list[Path]:
    """JSONL files with the fields of a coverage set."""
    return [path for path in files if fields(path) >= FIELDS]


def score(sets: Sequence[Path]) -> Scored:
    """Recall and precision of each paper, and of all together."""
    scores = {
        name_of(path): score_coverage(paper_of(path).read_text("utf-8-sig"), read_judged(path))
        for path in sets
    }
    every = sum(scores.values(), CoverageScore())
    parts = [figure for name, found in scores.items() for figure in _figures(name, found)]
    tally = Tally(
        rule=RULE, planted=every.missing, found=every.right, false=every.flagged - every.right
    )
    return Scored(figures=(*parts, *_figures("合计", every)), tallies=(tally,))


def _figures(name: str, found: CoverageScore) -> list[Figure]:
    set_ = f"意见回应 {name}"
    return [
        Figure.of(set_, "未回应的意见：找出", found.recall, "≥0.85"),
        Figure.of(set_, "未回应的意见：报得对", found.precision, "≥0.80"),
    ]
