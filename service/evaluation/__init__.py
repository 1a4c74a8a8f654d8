"""Scores on labelled sets: what ``duizhao eval`` and tests/eval report."""

from pathlib import Path

from service.evaluation.baseline import Baseline, fallen, read_baseline
from service.evaluation.report import Figure, Report
from service.evaluation.rules import all_rules, rule_scores
from service.evaluation.scorers import SCORERS

__all__ = [
    "SCORERS",
    "Baseline",
    "Figure",
    "Report",
    "evaluate_folder",
    "fallen",
    "read_baseline",
]


def evaluate_folder(folder: Path) -> Report:
    """The figures of every set at or below ``folder``; sets are known by their form.

    ``unknown`` names the tables and JSONL files that no scorer took. Raises BadData for a set
    that breaks its form.
    """
    files = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    scored = []
    taken: set[Path] = set()
    for scorer in SCORERS:
        sets = scorer.sets(files)
        taken.update(sets)
        if sets:
            scored.append(scorer.score(sets))
    rules = rule_scores(tally for part in scored for tally in part.tallies)
    unknown = [p for p in files if p.suffix in (".tsv", ".jsonl") and p not in taken]
    return Report(
        figures=tuple(figure for part in scored for figure in part.figures),
        rules=rules,
        overall=all_rules(rules),
        unknown=tuple(str(p.relative_to(folder)) for p in unknown),
    )
