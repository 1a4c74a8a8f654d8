"""Scores on labelled sets: what ``duizhao eval`` and tests/eval report."""

from pathlib import Path

from service.evaluation.report import Figure, Report
from service.evaluation.scorers import SCORERS

__all__ = ["SCORERS", "Figure", "Report", "evaluate_folder"]


def evaluate_folder(folder: Path) -> Report:
    """The figures of every set at or below ``folder``; sets are known by their form.

    ``unknown`` names the tables and JSONL files that no scorer took. Raises BadData for a set
    that breaks its form.
    """
    files = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    figures: list[Figure] = []
    taken: set[Path] = set()
    for scorer in SCORERS:
        sets = scorer.sets(files)
        taken.update(sets)
        if sets:
            figures += scorer.score(sets)
    unknown = [p for p in files if p.suffix in (".tsv", ".jsonl") and p not in taken]
    return Report(
        figures=tuple(figures), unknown=tuple(str(p.relative_to(folder)) for p in unknown)
    )
