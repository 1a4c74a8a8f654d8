"""What the stages ask of a language model, whatever server stands behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from service.drafts import Usage
from service.prompting import Prompt

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Turn:
    """A later message of the same conversation: the model's answer, or our objection to it."""

    role: Literal["assistant", "user"]
    text: str


@dataclass(frozen=True, slots=True)
class Answer(Generic[Shape]):
    """A complete answer in the shape asked for. ``raw`` is its text, to be quoted in a re-ask."""

    value: Shape
    raw: str
    usage: Usage
    stamp: str


class Model(Protocol):
    """A model that answers in a JSON shape.

    ``slots`` is how many asks may run at once. Only an answer that ended by itself, is not empty
    and fits the shape comes back; anything else raises ModelUnavailable (no answer within the
    attempts or before ``deadline``, a ``time.monotonic`` instant) or ModelAnswerRejected (answers,
    but never in the shape). Both carry what was spent all the same.
    """

    name: str
    slots: int

    async def ask(
        self,
        prompt: Prompt,
        shape: type[Shape],
        *,
        max_tokens: int,
        deadline: float | None = None,
        then: Sequence[Turn] = (),
    ) -> Answer[Shape]:
        """Asks once, with the attempts the server's state allows, and answers in ``shape``."""
        ...
