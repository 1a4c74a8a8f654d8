"""A model that is asked for as long as somebody waits for what it answers."""

import asyncio
from collections.abc import Callable, Sequence

from service.llm.port import Answer, Model, Shape, Turn
from service.prompting import Prompt

_LOOK_S = 0.5


class AttendedModel:
    """A Model around another. ``check`` is called twice a second while an answer is awaited; what
    it raises ends the ask, and the request to the model's server with it."""

    def __init__(self, model: Model, check: Callable[[], None]) -> None:
        self.name = model.name
        self.slots = model.slots
        self._model = model
        self._check = check

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
        asked = asyncio.ensure_future(
            self._model.ask(prompt, shape, max_tokens=max_tokens, deadline=deadline, then=then)
        )
        try:
            while not (await asyncio.wait({asked}, timeout=_LOOK_S))[0]:
                self._check()
            return asked.result()
        finally:
            asked.cancel()
            await asyncio.gather(asked, return_exceptions=True)
