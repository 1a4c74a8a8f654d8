"""What a rule is: a card of data (YAML) and a function that finds, never one that rewrites.

A rule is one module in ``service/checks`` with ``find(subject, card)`` and one card in
``service/checks/rules`` of the same name; ``service/checks/__init__.py`` lists it.
"""

from collections.abc import Callable, Iterable
from typing import Any, Literal

from pydantic import Field

from service.flags import Evidence, Level
from service.paper import ChapterRole
from service.subject import Subject
from service.value import Value

CardLevel = Level | Literal["off"]


class Example(Value):
    """Something a rule must flag (hit) or leave alone (miss).

    ``text`` is a whole paper or a sentence; a sentence is put under ``role`` before it is parsed.
    ``flags`` are the exact texts of the spans that a hit must give; empty means any span.
    The rest is context: notes' texts, those of clues among them, past and peer papers' texts, kind
    id, unit, year, and the (least, most) characters that the notice prescribes.
    """

    text: str
    flags: tuple[str, ...] = ()
    role: ChapterRole = "problems"
    kind: str | None = None
    unit: str = ""
    year: int | None = None
    notes: tuple[str, ...] = ()
    clues: tuple[str, ...] = ()
    length: tuple[int, int] | None = None
    past: tuple[str, ...] = ()
    peers: tuple[str, ...] = ()


class Card(Value):
    """A rule's data. ``scope`` empty means every chapter. ``message`` and ``ask`` may hold
    ``{name}`` places that a finding's ``fields`` fill. ``data`` is the rule's own lists and
    thresholds; overlays (city, unit) may replace ``level`` and any entry of ``data``."""

    id: str
    level: CardLevel
    scope: tuple[ChapterRole, ...] = ()
    message: str
    ask: str
    source: str
    why: str
    hit: tuple[Example, ...] = Field(min_length=1)
    miss: tuple[Example, ...] = Field(min_length=1)
    data: dict[str, Any] = {}


class Finding(Value):
    """What ``find`` gives: a span of the subject's text, and what the message needs.

    ``ask`` and ``level`` override the card's where the finding knows better.
    """

    start: int
    end: int
    fields: dict[str, str] = {}
    item: str | None = None
    score: float = 0.5
    evidence: tuple[Evidence, ...] = ()
    ask: str = ""
    level: Level | None = None


Find = Callable[[Subject, Card], Iterable[Finding]]
