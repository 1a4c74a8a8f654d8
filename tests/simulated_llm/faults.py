"""The 18 ways in which real servers fail, each as one raw HTTP answer.

Source: the fault table of the team's reliability measurements (7 of them pass through the vendor
SDK as success). Every fault is a function from the request to an ASGI-level answer.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from tests.simulated_llm.wire import DONE, chunk, completion, event

Answering = Callable[[Request], Response]


@dataclass(frozen=True)
class Fault:
    """``answer`` to a request that asked for a stream, ``whole`` to one that did not."""

    name: str
    answer: Answering
    whole: Answering

    def to(self, request: Request, *, streamed: bool) -> Response:
        """The broken answer in the way that was asked for."""
        return (self.answer if streamed else self.whole)(request)


def _error(name: str, status: int, message: str, headers: dict[str, str] | None = None) -> Fault:
    body = {"error": {"message": message, "type": "server_error", "code": status}}

    def answer(_: Request) -> Response:
        return JSONResponse(body, status_code=status, headers=headers)

    return Fault(name, answer, answer)


def _body(name: str, body: str, media_type: str) -> Fault:
    def answer(_: Request) -> Response:
        return Response(body, media_type=media_type)

    return Fault(name, answer, answer)


def _pieces(
    *pieces: str,
    media_type: str = "text/event-stream",
    delay_s: float = 0.0,
    hang: bool = False,
    cut: bool = False,
) -> Answering:
    async def body() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece.encode()
            await asyncio.sleep(delay_s)
        if hang:
            await asyncio.sleep(30)
        if cut:
            raise ConnectionResetError("the server drops the connection here")

    return lambda _: StreamingResponse(body(), media_type=media_type)


def _whole(*pieces: str, delay_s: float = 0.0, hang: bool = False, cut: bool = False) -> Answering:
    return _pieces(*pieces, media_type=_JSON, delay_s=delay_s, hang=hang, cut=cut)


def _spoken(name: str, text: str | None, finish: str | None) -> Fault:
    """A well-formed answer that must not be believed."""
    end = chunk("", finish=finish) if finish else ""
    whole = json.dumps(completion(text, finish=finish), ensure_ascii=False)
    return Fault(name, _pieces(chunk(text), end, DONE), _whole(whole))


_JSON = "application/json"
_HTML = "<html><body>网关正在维护</body></html>"
_ODD = json.dumps({"unexpected": ["shape"]})
_HALF = '{"choices": [{"mess'
_NO_CHOICES = '{"id":"x","object":"chat.completion.chunk","choices":[]}'
_NO_CHOICE = '{"id":"x","object":"chat.completion","created":0,"model":"simulated","choices":[]}'

FAULTS: tuple[Fault, ...] = (
    _error("429", 429, "too many requests", {"retry-after": "0"}),
    _error("500", 500, "internal error"),
    Fault("reset", _pieces(cut=True), _whole(cut=True)),
    Fault("hang", _pieces(hang=True), _whole(hang=True)),
    _error("retry_after_a_day", 429, "quota", {"retry-after": "86400"}),
    _error("context_length", 400, "maximum context length is 4096 tokens"),
    _body("html_200", _HTML, "text/html"),
    _body("truncated_json", _HALF, _JSON),
    Fault(
        "bad_event_json",
        _pieces(event('{"choices": [{"delta"'), DONE),
        _whole('{"choices": [{"message": {"content"}}]}'),
    ),
    Fault("empty_choices", _pieces(event(_NO_CHOICES), DONE), _whole(_NO_CHOICE)),
    _spoken("null_content", None, "stop"),
    _spoken("empty_content", "", "stop"),
    _spoken("content_filter", '{"items": []}', "content_filter"),
    _spoken("length", '{"items": [{"headline": "半', "length"),
    _spoken("no_finish_reason", '{"items": []}', None),
    Fault("drip", _pieces(*[chunk("字")] * 60, delay_s=0.5), _whole(*[" "] * 60, delay_s=0.5)),
    Fault("reset_midway", _pieces(chunk('{"items"'), cut=True), _whole(_HALF, cut=True)),
    _spoken("wrong_shape", _ODD, "stop"),
)


def fault(name: str) -> Fault:
    """The fault of that name."""
    return next(f for f in FAULTS if f.name == name)
