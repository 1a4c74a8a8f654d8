"""The baseline: figures that were reached once, and which of today's are lower beyond chance.

A figure fell when the interval of the difference (Newcombe 1998, method 10, from the two Wilson
intervals) lies wholly below zero. Comparing today's upper bound with the old value would call one
miss in 110 a fall where the old value was 1.0, because only a perfect share has an upper bound of
1; this way it takes five. A figure that is gone, or stands on less than half its former trials,
fell too: what is no longer measured cannot be trusted to have stayed.
"""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from service.errors import BadData
from service.evaluation.report import Figure, Report
from service.evaluation.rules import RuleScore
from service.value import Value

_FEWEST = 0.5


class Baseline(Value):
    """What was reached: whole sets' figures, and each rule's counts, of which recall is held."""

    schema_: Literal["eval-baseline/1"] = Field(default="eval-baseline/1", alias="schema")
    figures: tuple[Figure, ...] = ()
    rules: tuple[RuleScore, ...] = ()
    overall: RuleScore | None = None

    @classmethod
    def of(cls, report: Report) -> "Baseline":
        """The baseline that a report makes. Parts by unit are left out: they stand on so few
        sentences that only their sum can be held to anything."""
        whole = tuple(figure for figure in report.figures if not figure.unit)
        return cls(figures=whole, rules=report.rules, overall=report.overall)


def read_baseline(path: Path) -> Baseline:
    """A saved baseline. Raises BadData for a file that is none."""
    try:
        return Baseline.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise BadData(f"{path.name} 不是可用的基准文件：{error}") from error


def fallen(report: Report, baseline: Baseline) -> tuple[str, ...]:
    """One Chinese line for every figure of the baseline that is lower now beyond chance, stands on
    too few trials, or is gone."""
    now = {(figure.set, figure.name): figure for figure in _held(Baseline.of(report))}
    lines = []
    for old in _held(baseline):
        new = now.get((old.set, old.name))
        if new is None:
            lines.append(f"{old.set}｜{old.name}：没有这一项了（原为 {old.value:.3f}）")
        elif new.count < _FEWEST * old.count:
            lines.append(f"{old.set}｜{old.name}：样本由 {old.count} 减到 {new.count}")
        elif _fell(old, new):
            lines.append(
                f"{old.set}｜{old.name}：由 {old.value:.3f} 变为 {new.value:.3f}"
                f"（{new.low:.3f}–{new.high:.3f}，样本 {new.count}）"
            )
    return tuple(lines)


def _held(baseline: Baseline) -> Iterator[Figure]:
    yield from baseline.figures
    yield from (_as_figure(score) for score in baseline.rules if score.planted)


def _as_figure(score: RuleScore) -> Figure:
    return Figure(
        set="规则",
        name=score.rule,
        value=score.recall,
        low=score.low,
        high=score.high,
        count=score.planted,
    )


def _fell(old: Figure, new: Figure) -> bool:
    """Whether the whole interval of the difference is on the wrong side of zero."""
    if old.falls:
        worse = new.value - old.value
        return worse > math.hypot(new.value - new.low, old.high - old.value)
    worse = old.value - new.value
    return worse > math.hypot(old.value - old.low, new.high - new.value)
