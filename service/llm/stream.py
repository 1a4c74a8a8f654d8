"""Reads one answer, streamed or whole, and trusts only an end that the server declared."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

from langchain_core.messages import AIMessage, BaseMessage, BaseMessageChunk

from service.llm.endpoint import Pace


class BrokenStream(Exception):
    """The answer ended, but not as a complete one ends; the message says how. ``ended``: the
    server itself ended it so. ``nothing``: not one event of a stream came."""

    def __init__(
        self,
        message: str,
        *,
        ended: bool = False,
        nothing: bool = False,
        prompt_tokens: int = 0,
        completion_tokens: int = 0,
    ) -> None:
        self.ended = ended
        self.nothing = nothing
        self.prompt_tokens = prompt_tokens
        self.completion_tokens = completion_tokens
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A complete answer: its text and the server's own token counts (0 where it gave none)."""

    text: str
    prompt_tokens: int
    completion_tokens: int


@dataclass(slots=True)
class _Heard:
    """What has come so far."""

    text: str = ""
    finish: str = ""
    prompt_tokens: int = 0
    completion_tokens: int = 0

    def add(self, message: BaseMessage) -> None:
        self.text += message.text
        self.finish = message.response_metadata.get("finish_reason") or self.finish
        if isinstance(message, AIMessage) and message.usage_metadata:
            self.prompt_tokens = message.usage_metadata["input_tokens"]
            self.completion_tokens = message.usage_metadata["output_tokens"]

    def accepted(self) -> Spoken:
        """The one rule for both ways. Raises BrokenStream for anything but a complete answer."""
        if self.finish != "stop":
            raise self._refused(f"没有正常结束（finish_reason={self.finish or '无'}）")
        if not self.text.strip():
            raise self._refused("回答是空的")
        return Spoken(self.text, self.prompt_tokens, self.completion_tokens)

    def _refused(self, message: str) -> BrokenStream:
        return BrokenStream(
            message,
            ended=True,
            prompt_tokens=self.prompt_tokens,
            completion_tokens=self.completion_tokens,
        )


def read_whole(message: BaseMessage) -> Spoken:
    """An answer that came in one piece. Raises BrokenStream as ``read_stream`` does."""
    heard = _Heard()
    heard.add(message)
    return heard.accepted()


async def read_stream(stream: AsyncIterator[BaseMessageChunk], pace: Pace) -> Spoken:
    """The whole answer of ``stream``.

    Raises BrokenStream unless the server said ``finish_reason=stop`` and sent some text, or when
    the stream is slower than ``pace`` allows. A chunk counts as a token, as servers send them.
    """
    heard, tokens = _Heard(), 0
    began = time.monotonic()
    async for chunk in _timely(stream, pace.stall_s):
        tokens += 1
        elapsed = time.monotonic() - began
        if elapsed > pace.grace_s and tokens / elapsed < pace.tokens_per_s:
            raise BrokenStream(f"每秒不到 {pace.tokens_per_s:g} 个词元")
        heard.add(chunk)
    return heard.accepted()


async def _timely(
    stream: AsyncIterator[BaseMessageChunk], stall_s: float
) -> AsyncIterator[BaseMessageChunk]:
    while True:
        try:
            async with asyncio.timeout(stall_s):
                chunk = await anext(stream)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise BrokenStream(f"{stall_s:g} 秒没有新内容") from None
        except ValueError as error:
            # What langchain-core raises for a body without events; its subclasses are bad events.
            if type(error) is not ValueError:
                raise
            raise BrokenStream("没有按流式协议回答", nothing=True) from None
        yield chunk
