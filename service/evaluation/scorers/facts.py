"""Planted facts: JSONL whose sentences mark every checkable detail."""

from collections.abc import Sequence
from pathlib import Path

from service.evaluation.facts import evaluate_facts, read_pairs
from service.evaluation.forms import fields, json_rows, name_of
from service.evaluation.report import Figure
from service.evaluation.statistics import Share

_TARGETS = {
    "number": ("数字", "≥0.98"),
    "percent": ("百分比", "≥0.98"),
    "date": ("日期", "≥0.98"),
    "title": ("文件名", "≥0.98"),
    "meeting": ("会议", "≥0.90"),
    "department": ("部门", "≥0.90"),
    "person": ("人员", "≥0.90"),
}
_ROUNDS = 3


def sets(files: Sequence[Path]) -> list[Path]:
    """JSONL files whose first sentence carries a mark."""
    return [p for p in files if fields(p) >= {"note", "text"} and _marked(p)]


def score(sets: Sequence[Path]) -> list[Figure]:
    """Recall of planted changes by kind, and false alarms on the sentences as they are."""
    return [figure for path in sets for figure in _of(path)]


def _marked(path: Path) -> bool:
    return "⟦" in str(next(iter(json_rows(path)))["text"])


def _of(path: Path) -> list[Figure]:
    report, name = evaluate_facts(read_pairs(path), _ROUNDS), f"事实 {name_of(path)}"
    figures = []
    for kind, found in report.recall.items():
        title, target = _TARGETS.get(kind, (kind, ""))
        share = Share(found.hits, found.total)
        figures.append(Figure.of(name, f"改动后的{title}：找出", share, target))
    right = report.flagged_supported
    return [*figures, Figure.of(name, "有依据的被误报", Share(right.hits, right.total), "≤0.02")]
