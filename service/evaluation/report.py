"""What an evaluation gives: figures with their uncertainty and the target they are held to."""

from typing import Literal

from pydantic import Field

from service.evaluation.rules import RuleScore, Tally
from service.evaluation.statistics import Share
from service.value import Value


class Figure(Value):
    """One figure of one set. ``low`` and ``high`` bound it at 95 %, ``count`` is how many trials
    it stands on, ``target`` is ``≥0.95``, ``≤0.02`` or empty where none is set. ``unit`` is empty
    for a whole set, else the unit or paper whose part of it this is."""

    set: str
    name: str
    value: float
    low: float
    high: float
    count: int
    target: str = ""
    unit: str = ""

    @classmethod
    def of(cls, set_: str, name: str, share: Share, target: str = "", unit: str = "") -> "Figure":
        """A share as a figure."""
        return cls(
            set=set_,
            name=name,
            value=share.value,
            low=share.low,
            high=share.high,
            count=round(share.total),
            target=target,
            unit=unit,
        )

    @property
    def falls(self) -> bool:
        """Whether less is better, as of false alarms."""
        return self.target.startswith("≤")

    @property
    def met(self) -> bool | None:
        """Whether the value reaches the target; None without one."""
        if not self.target:
            return None
        wanted = float(self.target[1:])
        return self.value <= wanted if self.falls else self.value >= wanted


class Scored(Value):
    """What a scorer makes of its sets: figures, and what they say of single rules."""

    figures: tuple[Figure, ...] = ()
    tallies: tuple[Tally, ...] = ()


class Report(Value):
    """Everything an evaluation found, figures in the order of the scorers and rules by id.
    ``overall`` is all rules as one."""

    schema_: Literal["eval/1"] = Field(default="eval/1", alias="schema")
    figures: tuple[Figure, ...] = ()
    rules: tuple[RuleScore, ...] = ()
    overall: RuleScore | None = None
    unknown: tuple[str, ...] = ()
