"""The 18 ways in which real servers fail, each as one raw HTTP answer.

Source: the fault table of the team's reliability measurements (7 of them pass through the vendor
SDK as success). Every fault is a function from the request to an ASGI-level answer.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

from tests.simulated_llm.wire import DONE, chunk, event

Answering = Callable[[Request], Response]


@dataclass(frozen=True)
class Fault:
    """``lasting`` faults repeat whatever the client does; one retry does not help."""

    name: str
    answer: Answering


def _error(status: int, message: str, headers: dict[str, str] | None = None) -> Answering:
    body = {"error": {"message": message, "type": "server_error", "code": status}}
    return lambda _: JSONResponse(body, status_code=status, headers=headers)


def _stream(*pieces: str, delay_s: float = 0.0, hang: bool = False, cut: bool = False) -> Answering:
    async def body() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece.encode()
            await asyncio.sleep(delay_s)
        if hang:
            await asyncio.sleep(30)
        if cut:
            raise ConnectionResetError("the server drops the connection here")

    return lambda _: StreamingResponse(body(), media_type="text/event-stream")


def _whole(text: str | None, finish: str | None) -> Answering:
    return _stream(chunk(text), chunk("", finish=finish), DONE)


_HTML = "<html><body>网关正在维护</body></html>"
_ODD = json.dumps({"unexpected": ["shape"]})

FAULTS: tuple[Fault, ...] = (
    Fault("429", _error(429, "too many requests", {"retry-after": "0"})),
    Fault("500", _error(500, "internal error")),
    Fault("reset", _stream(cut=True)),
    Fault("hang", _stream(hang=True)),
    Fault("retry_after_a_day", _error(429, "quota", {"retry-after": "86400"})),
    Fault("context_length", _error(400, "maximum context length is 4096 tokens")),
    Fault("html_200", lambda _: HTMLResponse(_HTML)),
    Fault(
        "truncated_json", lambda _: Response('{"choices": [{"mess', media_type="application/json")
    ),
    Fault("bad_event_json", _stream(event('{"choices": [{"delta"'), DONE)),
    Fault(
        "empty_choices",
        _stream(event('{"id":"x","object":"chat.completion.chunk","choices":[]}'), DONE),
    ),
    Fault("null_content", _whole(None, "stop")),
    Fault("empty_content", _whole("", "stop")),
    Fault("content_filter", _whole('{"items": []}', "content_filter")),
    Fault("length", _whole('{"items": [{"headline": "半', "length")),
    Fault("no_finish_reason", _stream(chunk('{"items": []}'), DONE)),
    Fault("drip", _stream(*[chunk("字")] * 60, delay_s=0.5)),
    Fault("reset_midway", _stream(chunk('{"items"'), cut=True)),
    Fault("wrong_shape", _whole(_ODD, "stop")),
)


def fault(name: str) -> Fault:
    """The fault of that name."""
    return next(f for f in FAULTS if f.name == name)
