"""Flags (提示): what a rule found, where, and the question that would mend it."""

from typing import Literal

from pydantic import Field

from service.value import Value

Level = Literal["error", "warning", "suggestion"]
LEVELS: tuple[Level, ...] = ("error", "warning", "suggestion")


class Evidence(Value):
    """A passage that shows why: offsets are into the text of ``source``."""

    source: str
    start: int = 0
    end: int = 0
    quote: str


class Flag(Value):
    """One finding. ``start``/``end`` are code points into the checked text and may be equal when
    something is missing. ``score`` (0 to 1) ranks flags of one level. ``fingerprint`` names the
    normalised sentence, so that a dismissal survives edits elsewhere."""

    id: str
    rule: str
    level: Level
    start: int
    end: int
    text: str
    message: str
    ask: str
    item: str | None = None
    score: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    fingerprint: str = ""


class CheckedFile(Value):
    """The flags of one file. ``counts`` is by level and by rule; ``text`` only on request."""

    file: str
    kind: str | None = None
    flags: tuple[Flag, ...] = ()
    counts: dict[str, int] = {}
    text: str | None = None


class CheckReport(Value):
    """What ``check`` gives: one entry a file, in the order given."""

    schema_: Literal["check/1"] = Field(default="check/1", alias="schema")
    files: tuple[CheckedFile, ...] = ()
