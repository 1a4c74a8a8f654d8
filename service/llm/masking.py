"""A model outside the house is told no personal detail: it sees placeholders, we read names."""

import json
from collections.abc import Sequence
from dataclasses import replace

from pydantic import JsonValue, TypeAdapter, ValidationError

from service.errors import ModelAnswerRejected, ModelUnavailable
from service.language.placeholders import Placeholders, Unmaskable
from service.llm.port import Answer, Model, Shape, Turn
from service.prompting import Prompt

_JSON: TypeAdapter[JsonValue] = TypeAdapter(JsonValue)


class MaskedModel:
    """A Model around an external one. Personal details of a prompt and its turns are put aside
    before it is asked and put back into its answer before anybody reads it, so that quotes hold.

    ``roster`` holds the names of the house. What stands for what lives as long as the ask. Raises
    ModelUnavailable without asking when a detail cannot be put aside.
    """

    def __init__(self, model: Model, roster: Sequence[str] = ()) -> None:
        self.name = model.name
        self.slots = model.slots
        self._model = model
        self._roster = tuple(roster)

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
        aside = self._aside([prompt.system, prompt.user, *(turn.text for turn in then)])
        system, user, *said = aside.texts
        answer = await self._model.ask(
            prompt.model_copy(update={"system": system, "user": user}),
            shape,
            max_tokens=max_tokens,
            deadline=deadline,
            then=tuple(Turn(turn.role, text) for turn, text in zip(then, said, strict=True)),
        )
        return self._put_back(answer, shape, aside)

    def _aside(self, texts: Sequence[str]) -> Placeholders:
        try:
            return Placeholders(texts, self._roster)
        except Unmaskable:
            message = "材料里的个人信息没有全部隐去，没有发给外部模型"
            raise ModelUnavailable(message) from None

    def _put_back(
        self, answer: Answer[Shape], shape: type[Shape], aside: Placeholders
    ) -> Answer[Shape]:
        raw = json.dumps(_restored(_JSON.validate_json(answer.raw), aside), ensure_ascii=False)
        try:
            return replace(answer, value=shape.model_validate_json(raw), raw=raw)
        except ValidationError:
            raise ModelAnswerRejected(
                f"模型 {self.name} 没有给出可用的回答：放回个人信息以后格式不合要求",
                calls=answer.usage.calls,
                prompt_tokens=answer.usage.prompt_tokens,
                completion_tokens=answer.usage.completion_tokens,
            ) from None


def _restored(value: JsonValue, aside: Placeholders) -> JsonValue:
    """Put back inside the strings, so that no detail can break the JSON around it."""
    if isinstance(value, str):
        return aside.restored(value)
    if isinstance(value, list):
        return [_restored(part, aside) for part in value]
    if isinstance(value, dict):
        return {aside.restored(key): _restored(part, aside) for key, part in value.items()}
    return value
