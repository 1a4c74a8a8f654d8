"""What an evaluation gives: figures with their uncertainty and the target they are held to."""

from typing import Literal

from pydantic import Field

from service.evaluation.statistics import Share
from service.value import Value


class Figure(Value):
    """One figure of one set. ``low`` and ``high`` bound it at 95 %, ``count`` is how many trials
    it stands on, ``target`` is ``≥0.95``, ``≤0.02`` or empty where none is set."""

    set: str
    name: str
    value: float
    low: float
    high: float
    count: int
    target: str = ""

    @classmethod
    def of(cls, set_: str, name: str, share: Share, target: str = "") -> "Figure":
        """A share as a figure."""
        return cls(
            set=set_,
            name=name,
            value=share.value,
            low=share.low,
            high=share.high,
            count=round(share.total),
            target=target,
        )

    @property
    def met(self) -> bool | None:
        """Whether the value reaches the target; None without one."""
        if not self.target:
            return None
        wanted = float(self.target[1:])
        return self.value >= wanted if self.target[0] == "≥" else self.value <= wanted


class Report(Value):
    """Everything an evaluation found, in the order of the scorers."""

    schema_: Literal["eval/1"] = Field(default="eval/1", alias="schema")
    figures: tuple[Figure, ...] = ()
    unknown: tuple[str, ...] = ()
