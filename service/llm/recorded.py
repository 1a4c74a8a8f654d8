"""Answers that were paid for are kept, so that a job killed and begun again pays none twice."""

import hashlib
import json
from collections.abc import Sequence
from typing import Protocol

from pydantic import BaseModel, ValidationError

from service.drafts import Usage
from service.llm.port import Answer, Model, Shape, Turn
from service.prompting import Prompt
from service.value import Value


class SavedAnswer(Value):
    """An accepted answer: its JSON text, the prompt's name@version, and what the ask cost."""

    raw: str
    stamp: str
    usage: Usage


class AnswerBook(Protocol):
    """Where one job's answers are kept, by the key of the ask."""

    def find(self, ask: str) -> SavedAnswer | None:
        """The answer kept under ``ask``, None if there is none."""
        ...

    def keep(self, ask: str, answer: SavedAnswer) -> None:
        """Keeps ``answer`` for good before it returns."""
        ...


class RecordedModel:
    """A Model that looks into ``book`` first, and writes every fresh answer there before it is
    used. An answer found costs no call and comes back with the usage it had."""

    def __init__(self, model: Model, book: AnswerBook) -> None:
        self.name = model.name
        self.slots = model.slots
        self._model = model
        self._book = book

    async def ask(
        self,
        prompt: Prompt,
        shape: type[Shape],
        *,
        max_tokens: int,
        deadline: float | None = None,
        then: Sequence[Turn] = (),
    ) -> Answer[Shape]:
        """See the port."""
        key = ask_key(prompt, shape, max_tokens, then)
        known = self._known(key, shape)
        if known is not None:
            return known
        answer = await self._model.ask(
            prompt, shape, max_tokens=max_tokens, deadline=deadline, then=then
        )
        saved = SavedAnswer(raw=answer.raw, stamp=answer.stamp, usage=answer.usage)
        self._book.keep(key, saved)
        return answer

    def _known(self, key: str, shape: type[Shape]) -> Answer[Shape] | None:
        saved = self._book.find(key)
        if saved is None:
            return None
        try:
            value = shape.model_validate_json(saved.raw)
        except ValidationError:
            # A newer version of the product asks more of an answer: it is asked for anew.
            return None
        return Answer(value, saved.raw, saved.usage, saved.stamp)


def ask_key(
    prompt: Prompt, shape: type[BaseModel], max_tokens: int, then: Sequence[Turn] = ()
) -> str:
    """What an ask is known by: 64 hex digits over everything that the answer depends on."""
    turns = [[turn.role, turn.text] for turn in then]
    whole = [prompt.system, prompt.user, turns, shape.model_json_schema(), max_tokens]
    text = json.dumps(whole, ensure_ascii=True, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=32).hexdigest()
