"""Reads one streamed answer to its end, and trusts only an end that the server declared."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

from langchain_core.messages import AIMessageChunk, BaseMessageChunk

GRACE_S = 10.0
"""A stream's rate is judged only after this long: the first tokens of a busy server come slowly."""


class BrokenStream(Exception):
    """The stream ended, but not as a complete answer ends; the message says how."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A complete answer: its text and the server's own token counts (0 where it gave none)."""

    text: str
    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True, slots=True)
class Pace:
    """How slow a stream may be: seconds without anything, and tokens a second after the grace."""

    stall_s: float
    tokens_per_s: float
    grace_s: float = GRACE_S


async def read_stream(stream: AsyncIterator[BaseMessageChunk], pace: Pace) -> Spoken:
    """The whole answer of ``stream``.

    Raises BrokenStream unless the server said ``finish_reason=stop`` and sent some text, or when
    the stream is slower than ``pace`` allows. A chunk counts as a token, as servers send them.
    """
    parts: list[str] = []
    finish = ""
    prompt_tokens = completion_tokens = tokens = 0
    began = time.monotonic()
    async for chunk in _timely(stream, pace.stall_s):
        tokens += 1
        elapsed = time.monotonic() - began
        if elapsed > pace.grace_s and tokens / elapsed < pace.tokens_per_s:
            raise BrokenStream(f"每秒不到 {pace.tokens_per_s:g} 个词元")
        parts.append(chunk.text)
        finish = chunk.response_metadata.get("finish_reason") or finish
        if isinstance(chunk, AIMessageChunk) and chunk.usage_metadata:
            prompt_tokens = chunk.usage_metadata["input_tokens"]
            completion_tokens = chunk.usage_metadata["output_tokens"]
    text = "".join(parts)
    if finish != "stop":
        raise BrokenStream(f"没有正常结束（finish_reason={finish or '无'}）")
    if not text.strip():
        raise BrokenStream("回答是空的")
    return Spoken(text, prompt_tokens, completion_tokens)


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
        yield chunk
