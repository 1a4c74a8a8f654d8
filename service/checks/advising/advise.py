"""The story of advising: the concerns are asked, one call each, and what they advise is merged."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

from service.checks.advising import paraphrase, questions, rerank
from service.checks.advising.advised import Advice, Advised, Request
from service.checks.advising.merging import merged
from service.checks.advising.sheet import Sheet
from service.checks.cards import packaged_cards
from service.drafts import Usage
from service.errors import ModelFailure, ModelUnavailable
from service.flags import Flag
from service.llm.port import Model
from service.rule import Card
from service.subject import Subject
from service.value import Value

CONCERNS: tuple[Callable[[Sheet], Request[Any] | None], ...] = (
    rerank.request,
    questions.request,
    paraphrase.request,
)
"""What a model is asked about, the shortest answer first."""


class _Outcome(Value):
    """One concern's call: its advice, or why there is none. ``gone``: the server did not answer."""

    part: str
    advice: Advice | None = None
    usage: Usage = Usage()
    prompt: str = ""
    failure: str = ""
    gone: bool = False


async def advise(
    subject: Subject,
    flags: tuple[Flag, ...],
    model: Model,
    *,
    deadline_s: float,
    cards: Sequence[Card] | None = None,
) -> Advised:
    """``flags`` of ``subject`` with what the model may add to them; never fails, never loses one.

    ``cards`` are the rules in force (None: as shipped); a reuse rule that is off is not asked
    about, and the persons of their roster are hidden from the model. Everything ends within
    ``deadline_s`` seconds, or a little after; what is not answered by then is left out and told in
    ``notices``.
    """
    until = time.monotonic() + deadline_s
    held = tuple(packaged_cards() if cards is None else cards)
    sheet = Sheet(subject, tuple(flags), held, model.name)
    # Choosing pairs takes up to a second: other requests of the same loop must not wait for it.
    requests = await asyncio.to_thread(_requests, sheet)
    outcomes = await _asked(requests, model, until)
    advices = [outcome.advice for outcome in outcomes if outcome.advice]
    return Advised(
        flags=merged(flags, advices) if advices else tuple(flags),
        refused=tuple(refusal for advice in advices for refusal in advice.refused),
        notices=_notices(outcomes),
        usage=sum((outcome.usage for outcome in outcomes), Usage()),
        prompts=tuple(outcome.prompt for outcome in outcomes if outcome.prompt),
    )


def _requests(sheet: Sheet) -> list[Request[Any]]:
    return [found for concern in CONCERNS if (found := concern(sheet)) is not None]


async def _asked(requests: Sequence[Request[Any]], model: Model, until: float) -> list[_Outcome]:
    """The first alone, the others together: the server has read the paper by then, and where it
    does not answer nobody waits a second time."""
    if not requests:
        return []
    first = await _ask(requests[0], model, until)
    if first.gone:
        untried = [_Outcome(part=r.part, failure=first.failure) for r in requests[1:]]
        return [first, *untried]
    return [first, *await asyncio.gather(*(_ask(r, model, until) for r in requests[1:]))]


async def _ask(request: Request[Any], model: Model, until: float) -> _Outcome:
    try:
        answer = await model.ask(
            request.prompt, request.shape, max_tokens=request.max_tokens, deadline=until
        )
    except ModelFailure as failure:
        spent = Usage.lost(failure, model.name)
        gone = isinstance(failure, ModelUnavailable)
        return _Outcome(part=request.part, usage=spent, failure=str(failure), gone=gone)
    return _Outcome(
        part=request.part,
        advice=request.believe(answer.value),
        usage=answer.usage,
        prompt=answer.stamp,
    )


def _notices(outcomes: Sequence[_Outcome]) -> tuple[str, ...]:
    failed = [outcome for outcome in outcomes if outcome.failure]
    if not failed:
        return ()
    parts = "、".join(outcome.part for outcome in failed)
    return (f"模型没有完成{parts}，这部分按规则的结果给出，提示一条不少（{failed[0].failure}）",)
