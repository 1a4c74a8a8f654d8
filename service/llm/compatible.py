"""The door itself: any OpenAI-compatible server (vLLM, Ollama, llama-server, DeepSeek, Qwen …).

Why ``BaseChatOpenAI`` and not ``ChatOpenAI``: the latter sends ``max_completion_tokens``, which
Ollama and llama-cpp-python ignore. Why no retries of the SDK's own: 7 of 18 server faults pass
through it as success, and its time-outs multiply by its retries.
"""

import asyncio
import time
import weakref
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import cast

import httpx2
from langchain_core.messages import (
    AIMessage,
    BaseMessage,
    BaseMessageChunk,
    HumanMessage,
    SystemMessage,
)
from langchain_openai.chat_models.base import BaseChatOpenAI
from pydantic import SecretStr, ValidationError

from service.drafts import Usage
from service.errors import ModelAnswerRejected, ModelUnavailable
from service.llm.cleaning import json_part
from service.llm.faults import Fault, fault_of
from service.llm.forms import FORMS, Form, in_words, response_format
from service.llm.port import Answer, Shape, Turn
from service.llm.stream import Pace, Spoken, read_stream
from service.prompting import Prompt

ATTEMPTS = 3
"""Requests that one ask may cost at most, whatever goes wrong, besides finding the form."""

NO_KEY = SecretStr("")
PATIENT = Pace(stall_s=90.0, tokens_per_s=1.0)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is and how patient to be with it."""

    base_url: str
    model: str
    api_key: SecretStr = NO_KEY
    slots: int = 4
    pace: Pace = PATIENT
    backoff_s: float = 0.5
    ask_s: float = 600.0
    """An ask without a deadline of its own may take this long."""


@dataclass
class _Loop:
    """What belongs to one event loop: connections and slots cannot cross loops."""

    chat: BaseChatOpenAI
    slots: asyncio.Semaphore


@dataclass
class _Spent:
    """What one ask has cost so far, and what went wrong last."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    complaint: str = ""
    rejected: bool = False
    talk: list[BaseMessage] = field(default_factory=list)

    def add(self, spoken: Spoken) -> None:
        self.prompt_tokens += spoken.prompt_tokens
        self.completion_tokens += spoken.completion_tokens


class CompatibleModel:
    """A Model (see port) behind an OpenAI-compatible address. Safe to share between loops."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.name = endpoint.model
        self.slots = endpoint.slots
        self._endpoint = endpoint
        self._loops: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, _Loop] = (
            weakref.WeakKeyDictionary()
        )
        self._forms = FORMS

    async def ask(
        self,
        prompt: Prompt,
        shape: type[Shape],
        *,
        max_tokens: int,
        deadline: float | None = None,
        then: Sequence[Turn] = (),
    ) -> Answer[Shape]:
        """See the port. Repairs an ill-formed answer by saying what was wrong with it."""
        here = self._here()
        spent = _Spent()
        until = time.monotonic() + self._endpoint.ask_s if deadline is None else deadline
        try:
            # The loop's clock is time.monotonic, so the deadline needs no conversion.
            async with asyncio.timeout_at(until), here.slots:
                return await self._attempts(here, spent, prompt, shape, max_tokens, then)
        except TimeoutError:
            raise self._gone(spent, "规定时间内没有答完") from None

    async def _attempts(
        self,
        here: _Loop,
        spent: _Spent,
        prompt: Prompt,
        shape: type[Shape],
        max_tokens: int,
        then: Sequence[Turn],
    ) -> Answer[Shape]:
        messages = [*_messages(prompt, then), HumanMessage(in_words(shape))]
        tries = 0
        while tries < ATTEMPTS:
            form = self._forms[0]
            spent.calls += 1
            try:
                spoken = await self._speak(here, [*messages, *spent.talk], form, shape, max_tokens)
            except Exception as error:  # noqa: BLE001 - vendors raise anything; fault_of sorts it
                fault = fault_of(error)
                if fault.form_refused and len(self._forms) > 1:
                    self._forms = self._forms[1:]
                    continue
                tries += 1
                await self._recover(fault, spent, tries)
                continue
            tries += 1
            spent.add(spoken)
            try:
                value = shape.model_validate_json(json_part(spoken.text))
            except ValidationError as error:
                spent.rejected = True
                spent.complaint = _complaint(error)
                spent.talk = [AIMessage(spoken.text), HumanMessage(spent.complaint)]
                continue
            return Answer(value, json_part(spoken.text), self._usage(spent), prompt.stamp)
        raise self._gone(spent, spent.complaint)

    async def _speak(
        self,
        here: _Loop,
        messages: list[BaseMessage],
        form: Form,
        shape: type[Shape],
        max_tokens: int,
    ) -> Spoken:
        wanted = response_format(form, shape)
        # In extra_body: the SDK's own response_format path parses with the shape and raises early.
        extra = {"response_format": wanted} if wanted else None
        stream = here.chat.astream(messages, max_tokens=max_tokens, extra_body=extra)
        # An abandoned stream must let go of its connection now, not when it is collected.
        async with aclosing(cast("AsyncGenerator[BaseMessageChunk]", stream)) as open_stream:
            return await read_stream(open_stream, self._endpoint.pace)

    async def _recover(self, fault: Fault, spent: _Spent, tries: int) -> None:
        spent.complaint = fault.message
        spent.rejected = False
        if not fault.passing or tries >= ATTEMPTS:
            raise self._gone(spent, fault.message)
        await asyncio.sleep(max(fault.wait_s, self._endpoint.backoff_s * 2 ** (tries - 1)))

    def _gone(self, spent: _Spent, why: str) -> ModelAnswerRejected | ModelUnavailable:
        error = ModelAnswerRejected if spent.rejected else ModelUnavailable
        return error(
            f"模型 {self.name} 没有给出可用的回答：{why}",
            calls=spent.calls,
            prompt_tokens=spent.prompt_tokens,
            completion_tokens=spent.completion_tokens,
        )

    def _usage(self, spent: _Spent) -> Usage:
        return Usage(
            calls=spent.calls,
            prompt_tokens=spent.prompt_tokens,
            completion_tokens=spent.completion_tokens,
            model=self.name,
        )

    def _here(self) -> _Loop:
        loop = asyncio.get_running_loop()
        if loop not in self._loops:
            self._loops[loop] = _Loop(self._connect(), asyncio.Semaphore(self.slots))
        return self._loops[loop]

    def _connect(self) -> BaseChatOpenAI:
        wait = httpx2.Timeout(self._endpoint.pace.stall_s, connect=10.0)
        # No idle connections: one left open would outlive its event loop, and servers that
        # close idle ones first cause resets. A handshake is nothing beside a generation.
        limits = httpx2.Limits(max_connections=max(16, self.slots), max_keepalive_connections=0)
        # trust_env=False: a proxy in the environment would see every note.
        client = httpx2.AsyncClient(timeout=wait, limits=limits, trust_env=False)
        return BaseChatOpenAI(
            base_url=self._endpoint.base_url,
            model=self._endpoint.model,
            api_key=SecretStr(self._endpoint.api_key.get_secret_value() or "none"),
            temperature=0.3,
            timeout=self._endpoint.pace.stall_s,
            max_retries=0,
            stream_usage=True,
            use_responses_api=False,
            http_async_client=client,
        )


def _messages(prompt: Prompt, then: Sequence[Turn]) -> list[BaseMessage]:
    turns = [AIMessage(t.text) if t.role == "assistant" else HumanMessage(t.text) for t in then]
    return [SystemMessage(prompt.system), HumanMessage(prompt.user), *turns]


def _complaint(error: ValidationError) -> str:
    wrong = "；".join(
        f"{'.'.join(str(p) for p in e['loc']) or '整体'}：{e['msg']}" for e in error.errors()[:3]
    )
    return f"上面的 JSON 不合格（{wrong}）。请只输出改正后的 JSON。"
