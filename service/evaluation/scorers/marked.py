"""Papers with marked faults (tone and others): YAML with papers and marked text.

Files whose name begins with heldout are scored apart from the others of their folder.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from service.evaluation.forms import yaml_of
from service.evaluation.marked import (
    MarkedPaper,
    MarkedScore,
    is_marked_set,
    read_marked,
    score_marked,
)
from service.evaluation.report import Figure, Scored
from service.evaluation.statistics import Share

_HELD_OUT = "heldout"


def sets(files: Sequence[Path]) -> list[Path]:
    """YAML files of marked papers."""
    return [path for path in files if is_marked_set(yaml_of(path))]


def score(sets: Sequence[Path]) -> Scored:
    """Recall of faults, precision of flags and flagged look-alikes: by rule and together, for
    each folder, what is held out apart."""
    groups: dict[str, list[MarkedPaper]] = {}
    for path in sets:
        part = "（留出）" if path.name.startswith(_HELD_OUT) else ""
        groups.setdefault(f"标注 {path.parent.name}{part}", []).extend(read_marked(path))
    scores = {name: score_marked(papers) for name, papers in groups.items()}
    return Scored(
        figures=tuple(figure for name, found in scores.items() for figure in _figures(name, found)),
        tallies=tuple(tally for found in scores.values() for tally in found.tallies),
    )


def _figures(name: str, found: MarkedScore) -> Iterable[Figure]:
    rules = sorted({tally.rule for tally in found.tallies})
    yield from _shares(name, "各类合计", found, rules)
    for rule in rules:
        yield from _shares(name, rule, found, [rule])


def _shares(name: str, title: str, found: MarkedScore, rules: Sequence[str]) -> Iterable[Figure]:
    tallies = [tally for tally in found.tallies if tally.rule in rules]
    alike = [one for one in found.alike if one.rule in rules]
    right, false = sum(t.found for t in tallies), sum(t.false for t in tallies)
    recall = Share(right, sum(t.planted for t in tallies))
    flagged = Share(sum(one.flagged for one in alike), sum(one.total for one in alike))
    yield Figure.of(name, f"{title}：找出", recall)
    yield Figure.of(name, f"{title}：报得对", Share(right, right + false))
    yield Figure.of(name, f"{title}：相似而无过的被报", flagged, "≤0.05")
