"""Flags (提示): what a rule found, where, and the question that would mend it."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from service.value import Value

Level = Literal["error", "warning", "suggestion"]
LEVELS: tuple[Level, ...] = ("error", "warning", "suggestion")
LEVEL_NAMES = {"error": "必改", "warning": "应改", "suggestion": "建议", "off": "不查"}
"""As people read them, in Word files, on pages and in the command's output; a rule may be off."""


class Evidence(Value):
    """A passage that shows why: offsets are into the text of ``source``."""

    source: str
    start: int = 0
    end: int = 0
    quote: str


class Flag(Value):
    """One finding. ``start``/``end`` are code points into the checked text and may be equal when
    something is missing. ``score`` (0 to 1) ranks flags of one level. ``fingerprint`` names the
    normalised sentence, so that a dismissal survives edits elsewhere. ``proposed_ask`` is a model's
    more concrete question, kept beside ``ask`` and never in its place; ``stamp`` names the prompt
    and model that had a part in the flag, empty where none had."""

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
    proposed_ask: str = ""
    stamp: str = ""


class Dismissal(Value):
    """A person's word that a flag needs nothing done: it holds for the sentence of that
    ``fingerprint`` under that rule until the sentence changes. ``text`` is what was flagged."""

    unit: str
    rule: str
    fingerprint: str
    reason: str
    who: str
    when: datetime
    text: str = ""


class DismissedFlag(Value):
    """A flag that a person dismissed, kept for whoever wants to see what was dismissed and why."""

    flag: Flag
    dismissal: Dismissal


class CheckedFile(Value):
    """The flags of one file. ``counts`` is by level and by rule, dismissed flags not counted;
    ``text`` only on request. ``unused`` are the unit's dismissals that met no flag here.
    ``notices`` say what a model that was asked had a part in, or could not do."""

    file: str
    kind: str | None = None
    flags: tuple[Flag, ...] = ()
    counts: dict[str, int] = {}
    dismissed: tuple[DismissedFlag, ...] = ()
    unused: tuple[Dismissal, ...] = ()
    notices: tuple[str, ...] = ()
    text: str | None = None


class CheckReport(Value):
    """What ``check`` gives: one entry a file, in the order given."""

    schema_: Literal["check/1"] = Field(default="check/1", alias="schema")
    files: tuple[CheckedFile, ...] = ()
