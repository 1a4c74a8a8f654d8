"""A model that answers from a script, for tests of what is done with an answer."""

import json
from collections.abc import Callable, Sequence

from service.drafts import Usage
from service.llm.port import Answer, Shape, Turn
from service.prompting import Prompt

Script = Callable[[Prompt, str], object]
"""From a prompt and the name of the shape asked for to what the answer's JSON holds."""


class ScriptedModel:
    """Obeys the Model port. Keeps what it was asked; every call costs the same tokens."""

    name = "scripted"
    prompt_tokens, completion_tokens = 10, 5

    def __init__(self, script: Script, slots: int = 2) -> None:
        self.slots = slots
        self.prompts: list[Prompt] = []
        self.follow_ups: list[Sequence[Turn]] = []
        self.deadlines: list[float | None] = []
        self._script = script

    async def ask(
        self,
        prompt: Prompt,
        shape: type[Shape],
        *,
        max_tokens: int,
        deadline: float | None = None,
        then: Sequence[Turn] = (),
    ) -> Answer[Shape]:
        assert max_tokens > 0
        self.prompts.append(prompt)
        self.deadlines.append(deadline)
        if then:
            self.follow_ups.append(then)
        raw = json.dumps(self._script(prompt, shape.__name__), ensure_ascii=False)
        usage = Usage(
            calls=1,
            prompt_tokens=self.prompt_tokens,
            completion_tokens=self.completion_tokens,
            model=self.name,
        )
        return Answer(shape.model_validate_json(raw), raw, usage, prompt.stamp)
