"""The values of advising: what one concern advises, and what came of all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from service.drafts import Refusal, Usage
from service.flags import Flag
from service.llm.port import Shape
from service.prompting import Prompt
from service.value import Value


class Advice(Value):
    """What one concern makes of the model's answer, verified.

    ``order`` holds the ids of the suggestions to be read first, best first; ``asks`` a question by
    flag id; ``found`` new suggestions without an id. ``stamp`` names the prompt and the model.
    """

    order: tuple[str, ...] = ()
    asks: dict[str, str] = {}
    found: tuple[Flag, ...] = ()
    refused: tuple[Refusal, ...] = ()
    stamp: str = ""


class Advised(Value):
    """The flags after advising. Errors and warnings are those given, in their order.

    ``refused`` is what the model proposed and verification kept out, for people who want to know;
    ``notices`` says in one Chinese line what the model could not do, empty when it did everything
    or was asked nothing. ``prompts`` are the name@version of the prompts that were answered.
    """

    flags: tuple[Flag, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notices: tuple[str, ...] = ()
    usage: Usage = Usage()
    prompts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request(Generic[Shape]):
    """One question to the model and what is believed of its answer.

    ``part`` is the concern's Chinese name in notices; ``believe`` is total: whatever the model
    says in the shape, it gives advice that is true as far as code can tell.
    """

    part: str
    prompt: Prompt
    shape: type[Shape]
    max_tokens: int
    believe: Callable[[Shape], Advice]
