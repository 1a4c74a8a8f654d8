"""Planted faults of structure, wording and the like: YAML with a base paper and its changes."""

from collections.abc import Sequence
from pathlib import Path

from service.evaluation.forms import yaml_of
from service.evaluation.mutations import is_base_set, read_bases, score_mutations
from service.evaluation.report import Figure, Scored
from service.evaluation.rules import rule_scores
from service.evaluation.statistics import Share

_STRUCTURAL = ("shape.", "link.", "measure.")


def sets(files: Sequence[Path]) -> list[Path]:
    """YAML files of bases."""
    return [path for path in files if is_base_set(yaml_of(path))]


def score(sets: Sequence[Path]) -> Scored:
    """Recall by rule, and for structural rules and the others together with their precision."""
    found = score_mutations(base for path in sets for base in read_bases(path))
    scores = rule_scores(found.tallies)
    name = "植入的毛病"
    figures = []
    for title, structural in (("结构类", True), ("其他各类", False)):
        part = [score for score in scores if score.rule.startswith(_STRUCTURAL) is structural]
        right, false = sum(s.found for s in part), sum(s.false for s in part)
        planted = Share(right, sum(s.planted for s in part))
        figures += [
            Figure.of(name, f"{title}：找出", planted, "≥0.95" if structural else ""),
            Figure.of(name, f"{title}：报得对", Share(right, right + false), "≥0.95"),
        ]
    figures += [
        Figure.of(name, f"{score.rule}：找出", Share(score.found, score.planted))
        for score in scores
        if score.planted
    ]
    return Scored(figures=tuple(figures), tallies=found.tallies)
