"""Notes (意见/记录): what people said and what was recorded, the only ground for facts."""

from typing import Literal

from pydantic import Field

from service.value import Value

Route = Literal["draft", "clue", "beyond"]
CoverageStatus = Literal["reflected", "partly", "missing", "set_aside"]


class RawNote(Value):
    """One line or cell as it was handed in, verbatim. ``source`` is its channel (座谈会记录, …)."""

    id: str
    text: str
    source: str = ""


class Personal(Value):
    """A personal detail inside a note's text, to be masked wherever the note leaves the unit."""

    kind: Literal["identity_number", "phone", "bank_card", "plate", "name", "family"]
    start: int
    end: int


class Note(Value):
    """One sorted opinion. One raw note may give several; ``source_id`` names it.

    ``text`` is verbatim from the source. ``aspect`` is the full 对照方面 of the kind, None for an
    empty note. ``group`` joins notes that say the same; a note alone has None. ``route``:
    ``draft`` goes into the paper, ``clue`` (举报性质) is kept verbatim and handed to 纪检, never
    rewritten or summarised, ``beyond`` lies outside the unit's power and is explained.
    ``questions`` are what a person should find out; ``reason`` says why it was filed so.
    """

    id: str
    source_id: str
    text: str
    source: str = ""
    aspect: str | None = None
    theme: str = ""
    group: str | None = None
    empty: bool = False
    route: Route = "draft"
    questions: tuple[str, ...] = ()
    reason: str = ""
    personal: tuple[Personal, ...] = ()


class SortReport(Value):
    """The sorted notes. ``counts`` adds up: lines = lines_kept + lines_empty; see sorting."""

    schema_: Literal["sort/1"] = Field(default="sort/1", alias="schema")
    kind: str = ""
    notes: tuple[Note, ...] = ()
    counts: dict[str, int] = {}


class Coverage(Value):
    """What became of one note: the items that answer it, or why none does."""

    note: str
    status: CoverageStatus
    items: tuple[str, ...] = ()
    reason: str = ""
