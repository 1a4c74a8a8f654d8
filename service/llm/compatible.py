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
from copy import copy
from typing import Any, cast

import httpx2
from langchain_core.messages import (
    AIMessage,
    BaseMessage,
    BaseMessageChunk,
    HumanMessage,
    SystemMessage,
)
from langchain_openai.chat_models.base import BaseChatOpenAI
from pydantic import SecretStr

from service.llm.attempts import ATTEMPTS, Attempts, Gate, Line, OpenGate, Question, Seen
from service.llm.endpoint import Endpoint
from service.llm.forms import in_words, response_format
from service.llm.manner import Manner, Way
from service.llm.port import Answer, Shape, Turn
from service.llm.slots import FairSlots, Slots
from service.llm.stream import Spoken, read_stream, read_whole
from service.llm.watching import Unwatched, Watch
from service.prompting import Prompt

__all__ = ["ATTEMPTS", "CompatibleModel"]


class CompatibleModel:
    """A Model (see port) behind an OpenAI-compatible address. Safe to share between threads and
    event loops: they share its slots. ``gate`` says when nobody should knock."""

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        slots: Slots | None = None,
        gate: Gate | None = None,
    ) -> None:
        self.name = endpoint.model
        self.slots = endpoint.slots
        self._ask_s = endpoint.ask_s
        self._seen = Seen(Unwatched(), "")
        self._line = Line(
            name=endpoint.model,
            speak=_Connections(endpoint).speak,
            slots=slots or FairSlots(endpoint.slots),
            manner=Manner(endpoint.stream),
            backoff_s=endpoint.backoff_s,
            gate=gate or OpenGate(),
        )

    def seen_by(self, *, watch: Watch | None = None, unit: str = "") -> "CompatibleModel":
        """The same model, connections and slots; its requests are told to ``watch`` and counted
        for ``unit``."""
        view = copy(self)
        view._seen = Seen(watch or Unwatched(), unit)
        return view

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
        until = time.monotonic() + self._ask_s if deadline is None else deadline
        question = Question(prompt, shape, max_tokens, tuple(then))
        return await Attempts(self._line, self._seen, question, until).answer()


class _Connections:
    """One connection pool an event loop: connections cannot cross loops."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._chats: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, BaseChatOpenAI] = (
            weakref.WeakKeyDictionary()
        )

    async def speak(
        self, question: Question[Shape], objections: tuple[Turn, ...], way: Way
    ) -> Spoken:
        """One request."""
        pace = self._endpoint.pace
        messages = _messages(question, objections)
        wanted = response_format(way.form, question.shape)
        # In extra_body: the SDK's own response_format path parses with the shape and raises early.
        asked: dict[str, Any] = {
            "max_tokens": question.max_tokens,
            "extra_body": {"response_format": wanted} if wanted else None,
        }
        chat = self._here()
        if not way.streamed:
            async with asyncio.timeout(pace.whole_s):
                return read_whole(await chat.ainvoke(messages, timeout=pace.whole_s, **asked))
        stream = cast("AsyncGenerator[BaseMessageChunk]", chat.astream(messages, **asked))
        # An abandoned stream must let go of its connection now, not when it is collected.
        async with aclosing(stream) as open_stream:
            return await read_stream(open_stream, pace)

    def _here(self) -> BaseChatOpenAI:
        loop = asyncio.get_running_loop()
        if loop not in self._chats:
            self._chats[loop] = self._connect()
        return self._chats[loop]

    def _connect(self) -> BaseChatOpenAI:
        wait = httpx2.Timeout(self._endpoint.pace.stall_s, connect=10.0)
        # No idle connections: one left open would outlive its event loop, and servers that
        # close idle ones first cause resets. A handshake is nothing beside a generation.
        most = max(16, self._endpoint.slots)
        limits = httpx2.Limits(max_connections=most, max_keepalive_connections=0)
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


def _messages(question: Question[Shape], objections: tuple[Turn, ...]) -> list[BaseMessage]:
    prompt = question.prompt
    return [
        SystemMessage(prompt.system),
        HumanMessage(prompt.user),
        *map(_message, question.then),
        HumanMessage(in_words(question.shape)),
        *map(_message, objections),
    ]


def _message(turn: Turn) -> BaseMessage:
    return AIMessage(turn.text) if turn.role == "assistant" else HumanMessage(turn.text)
