"""A draft: the paper, what is flagged in it, what became of each note, and what it cost."""

from typing import Literal

from pydantic import Field

from service.errors import ModelFailure
from service.flags import Flag
from service.notes import Coverage, Note
from service.paper import Paper
from service.value import Value


class Usage(Value):
    """Model use of one job. Zero calls and an empty model mean it was composed without one."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    model: str = ""

    @classmethod
    def lost(cls, failure: ModelFailure, model: str) -> "Usage":
        """What an ask to ``model`` cost that gave nothing usable."""
        return cls(
            calls=failure.calls,
            prompt_tokens=failure.prompt_tokens,
            completion_tokens=failure.completion_tokens,
            model=model,
        )

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            calls=self.calls + other.calls,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            model=self.model or other.model,
        )


class Refusal(Value):
    """A model sentence that verification kept out, and why; shown to the person, never printed."""

    section: str
    text: str
    reason: str


class Draft(Value):
    """What ``draft`` gives. ``text`` is the paper as typeset: flags and items point into it.
    ``prompts`` are the name@version of every prompt used."""

    schema_: Literal["draft/1"] = Field(default="draft/1", alias="schema")
    paper: Paper
    text: str = ""
    flags: tuple[Flag, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    usage: Usage = Usage()
    notes: tuple[Note, ...] = ()
    refused: tuple[Refusal, ...] = ()
    prompts: tuple[str, ...] = ()
