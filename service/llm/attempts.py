"""One ask: its requests one after the other, what each cost, and what is made of each fault."""

import asyncio
import time
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from typing import Generic, Protocol

from pydantic import ValidationError

from service.drafts import Usage
from service.errors import BudgetSpent, ModelAnswerRejected, ModelFailure
from service.llm.cleaning import json_part
from service.llm.faults import Fault, failure, fault_of
from service.llm.manner import Manner, Way
from service.llm.outages import HeldBack, OutOfTime
from service.llm.port import Answer, Shape, Turn
from service.llm.slots import Slots
from service.llm.stream import Spoken
from service.llm.watching import Watch
from service.prompting import Prompt

ATTEMPTS = 3
"""Requests that one ask may cost at most, whatever goes wrong, besides finding the way to ask."""


@dataclass(frozen=True, slots=True)
class Question(Generic[Shape]):
    """What is asked."""

    prompt: Prompt
    shape: type[Shape]
    max_tokens: int
    then: tuple[Turn, ...]


class Speak(Protocol):
    """Makes one request: the question, our objections to its answers, and the way to ask."""

    def __call__(
        self, question: Question[Shape], objections: tuple[Turn, ...], way: Way
    ) -> Awaitable[Spoken]:
        """The complete answer; raises what ``fault_of`` sorts."""
        ...


class Gate(Protocol):
    """Whether anybody may knock at the server now. The breaker is one."""

    @property
    def lets(self) -> bool:
        """Whether a request may leave."""
        ...

    @property
    def calm(self) -> bool:
        """Whether a request that found no working server may be tried again."""
        ...


class OpenGate:
    """A Gate that always lets everybody through."""

    lets = True
    calm = True


@dataclass(frozen=True, slots=True)
class Line:
    """What all asks of one server share."""

    name: str
    speak: Speak
    slots: Slots
    manner: Manner
    backoff_s: float
    gate: Gate


@dataclass(frozen=True, slots=True)
class Seen:
    """On whose behalf, and before whose eyes."""

    watch: Watch
    unit: str


@dataclass
class Attempts(Generic[Shape]):
    """The attempts of one ask. ``until`` is a ``time.monotonic`` instant."""

    line: Line
    seen: Seen
    question: Question[Shape]
    until: float
    calls: int = 0
    tries: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    objections: tuple[Turn, ...] = ()
    _unfit: bool = False
    _whole: bool = False
    _said_so: bool = False

    async def answer(self) -> Answer[Shape]:
        """The accepted answer. Raises a ModelFailure with everything that was spent."""
        try:
            # The loop's clock is time.monotonic, so the deadline needs no conversion.
            async with asyncio.timeout_at(self.until):
                return await self._tried()
        except TimeoutError:
            raise self._late() from None
        except BudgetSpent as forbidden:
            forbidden.calls = self.calls
            forbidden.prompt_tokens = self.prompt_tokens
            forbidden.completion_tokens = self.completion_tokens
            raise

    async def _tried(self) -> Answer[Shape]:
        while self.tries < ATTEMPTS:
            way = self.line.manner.way()
            way = replace(way, streamed=way.streamed and not self._whole)
            met = await self._request(way)
            if isinstance(met, Answer):
                self._learn(way)
                return met
            if met is None:
                self.tries += 1
            elif not self._other_way(met, way):
                await self._recover(met)
        raise self._failed(ModelAnswerRejected, f"{self.tries} 次回答的格式都不合要求")

    async def _request(self, way: Way) -> Answer[Shape] | Fault | None:
        """The answer, the fault, or None for an answer that does not fit."""
        async with self.line.slots.taken(self.seen.unit):
            if not self.line.gate.lets:
                raise self._failed(HeldBack, "服务器暂时不可用")
            row = self.seen.watch.sent(prompt=self.question.prompt.stamp)
            self.calls += 1
            try:
                spoken = await self.line.speak(self.question, self.objections, way)
            except asyncio.CancelledError:
                self._heard(row, "late" if time.monotonic() >= self.until else "cancelled")
                raise
            except Exception as error:  # noqa: BLE001 - vendors raise anything; fault_of sorts it
                fault = fault_of(error)
                self._heard(row, fault.word, fault.prompt_tokens, fault.completion_tokens)
                return fault
            answer = self._fitting(spoken)
            word = "answered" if answer else "unusable"
            self._heard(row, word, spoken.prompt_tokens, spoken.completion_tokens)
        return replace(answer, usage=self._usage()) if answer else None

    def _heard(self, row: int, word: str, prompt_tokens: int = 0, completion: int = 0) -> None:
        self.prompt_tokens += prompt_tokens
        self.completion_tokens += completion
        self.seen.watch.heard(
            row, outcome=word, prompt_tokens=prompt_tokens, completion_tokens=completion
        )

    def _fitting(self, spoken: Spoken) -> Answer[Shape] | None:
        raw = json_part(spoken.text)
        try:
            value = self.question.shape.model_validate_json(raw)
        except ValidationError as error:
            self._unfit = True
            self.objections = (
                Turn("assistant", spoken.text),
                Turn("user", complaint(error)),
            )
            return None
        return Answer(value, raw, Usage(), self.question.prompt.stamp)

    def _other_way(self, fault: Fault, way: Way) -> bool:
        """Whether the same question goes out at once in another way, as no new attempt."""
        if fault.form_refused and self.line.manner.refuse_form(way.form):
            return True
        if fault.stream_refused and way.streamed and self.line.manner.may_ask_whole:
            self._whole = True
            self._said_so = not fault.silent
            return not fault.passing
        return False

    async def _recover(self, fault: Fault) -> None:
        self.tries += 1
        self._unfit = False
        again = fault.passing and self.tries < ATTEMPTS
        if not again or (fault.gone and not self.line.gate.calm):
            raise failure(
                self.line.name,
                fault,
                calls=self.calls,
                prompt_tokens=self.prompt_tokens,
                completion_tokens=self.completion_tokens,
            )
        await asyncio.sleep(max(fault.wait_s, self.line.backoff_s * 2 ** (self.tries - 1)))

    def _learn(self, way: Way) -> None:
        if way.streamed:
            self.line.manner.streamed_well()
        elif self._whole:
            self.line.manner.answered_whole(said_so=self._said_so)

    def _late(self) -> ModelFailure:
        kind = ModelAnswerRejected if self._unfit else OutOfTime
        return self._failed(kind, "规定时间内没有答完")

    def _failed(self, kind: type[ModelFailure], why: str) -> ModelFailure:
        return kind(
            f"模型 {self.line.name} 没有给出可用的回答：{why}",
            calls=self.calls,
            prompt_tokens=self.prompt_tokens,
            completion_tokens=self.completion_tokens,
        )

    def _usage(self) -> Usage:
        return Usage(
            calls=self.calls,
            prompt_tokens=self.prompt_tokens,
            completion_tokens=self.completion_tokens,
            model=self.line.name,
        )


def complaint(error: ValidationError) -> str:
    """What was wrong with an answer, as the model is told it."""
    wrong = "；".join(
        f"{'.'.join(str(p) for p in e['loc']) or '整体'}：{e['msg']}" for e in error.errors()[:3]
    )
    return f"上面的 JSON 不合格（{wrong}）。请只输出改正后的 JSON。"
