"""Planted facts: JSONL whose sentences mark every checkable detail."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from service.evaluation.facts import FactReport, evaluate_facts, read_pairs
from service.evaluation.forms import fields, json_rows, name_of
from service.evaluation.report import Figure, Scored
from service.evaluation.rules import Tally
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
_RULE = "fact.unsupported"


def sets(files: Sequence[Path]) -> list[Path]:
    """JSONL files whose first sentence carries a mark."""
    return [p for p in files if fields(p) >= {"note", "text"} and _marked(p)]


def score(sets: Sequence[Path]) -> Scored:
    """Recall of planted changes by kind, and false alarms on the sentences as they are."""
    reports = {f"事实 {name_of(path)}": evaluate_facts(read_pairs(path), _ROUNDS) for path in sets}
    return Scored(
        figures=tuple(figure for name, found in reports.items() for figure in _of(name, found)),
        tallies=tuple(_tally(found) for found in reports.values()),
    )


def _tally(report: FactReport) -> Tally:
    """The rule's matching of details, without what it does to a whole paper."""
    found = sum(report.recall.values(), Share(0, 0))
    return Tally(
        rule=_RULE,
        planted=round(found.total),
        found=round(found.hits),
        false=round(report.flagged_supported.hits),
    )


def _marked(path: Path) -> bool:
    return "⟦" in str(next(iter(json_rows(path)))["text"])


def _of(name: str, report: FactReport) -> Iterable[Figure]:
    for kind, found in report.recall.items():
        title, target = _TARGETS.get(kind, (kind, ""))
        yield Figure.of(name, f"改动后的{title}：找出", found, target)
    yield Figure.of(name, "有依据的被误报", report.flagged_supported, "≤0.02")
