"""The HTTP server: chat (streamed or not), JSON forms, embeddings, usage, speed and faults."""

import asyncio
import base64
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import numpy as np
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.simulated_llm.faults import fault
from tests.simulated_llm.ledger import Call, Ledger, tokens
from tests.simulated_llm.request import ChatRequest
from tests.simulated_llm.wire import DONE, chunk, completion

Behaviour = Callable[[ChatRequest], str]
JSON = "application/json"


@dataclass(frozen=True)
class Speed:
    """Seconds before the first token, and tokens a second after it; 0 is as fast as it goes."""

    first_token_s: float = 0.0
    tokens_per_s: float = 0.0


@dataclass
class Simulated:
    """A running server. ``fault_at`` maps a request's number (from 1) to a fault's name,
    ``fault_on`` the request itself; ``forms`` are the JSON forms it knows, others are refused with
    400. ``streams``: "yes", "refuses" with 400 when a stream is asked for, or "ignores" the wish
    and answers whole."""

    behaviour: Behaviour
    speed: Speed = Speed()
    fault_at: Callable[[int], str] = lambda _number: ""
    fault_on: Callable[[ChatRequest], str] = lambda _request: ""
    streams: Literal["yes", "refuses", "ignores"] = "yes"
    forms: Sequence[str] = ("json_schema", "json_object", "plain")
    slots: int = 64
    wrap: Callable[[str], str] = lambda text: text
    ledger: Ledger = field(default_factory=Ledger)
    base_url: str = ""

    def app(self) -> Starlette:
        """The ASGI application."""
        return Starlette(
            routes=[
                Route("/v1/models", _models),
                Route("/v1/chat/completions", self._chat, methods=["POST"]),
                Route("/v1/embeddings", self._embed, methods=["POST"]),
            ]
        )

    async def _chat(self, request: Request) -> Response:
        asked = ChatRequest(await request.json(), self.ledger.arrive())
        streamed = bool(asked.body.get("stream")) and self.streams != "ignores"
        broken = self.fault_at(asked.number) or self.fault_on(asked)
        if broken:
            return fault(broken).to(request, streamed=streamed)
        if streamed and self.streams == "refuses":
            return _refused("streaming is not supported by this gateway")
        if asked.form not in self.forms:
            return _refused(f"response_format {asked.form} is not supported")
        answer = self.wrap(self.behaviour(asked))
        usage = self._account(asked, answer)
        if streamed:
            stream = self._stream(answer, usage)
            return StreamingResponse(stream, media_type="text/event-stream")
        return StreamingResponse(self._whole(answer, usage), media_type=JSON)

    async def _whole(self, answer: str, usage: dict[str, int]) -> AsyncIterator[bytes]:
        with self.ledger.under_way():
            await asyncio.sleep(self._seconds(tokens(answer)))
        yield to_json(completion(answer, usage=usage)).encode()

    def _account(self, asked: ChatRequest, answer: str) -> dict[str, int]:
        prompt, said = tokens(asked.prompt), tokens(answer)
        cached = round(self.ledger.cached(asked.prompt) / 1.5)
        call = Call(asked.shape, asked.prompt, prompt, cached, said, asked.form)
        self.ledger.record(call)
        return {
            "prompt_tokens": prompt,
            "completion_tokens": said,
            "total_tokens": prompt + said,
        }

    async def _stream(self, answer: str, usage: dict[str, int]) -> AsyncIterator[bytes]:
        with self.ledger.under_way():
            async for piece in self._paced(answer, usage["completion_tokens"]):
                yield piece
            yield chunk("", finish="stop").encode()
            yield chunk(None, usage=usage).encode()
        # Before the last word: whoever reads it may ask again at once.
        yield DONE.encode()

    async def _paced(self, answer: str, said: int) -> AsyncIterator[bytes]:
        pieces = [answer[i : i + 24] for i in range(0, len(answer), 24)]
        began = time.monotonic()
        sent = 0
        await asyncio.sleep(self.speed.first_token_s)
        for piece in pieces:
            yield chunk(piece).encode()
            sent += len(piece)
            # Paced by the clock, not by sleeps that add up: a fixed speed must stay fixed.
            due = self._seconds(sent / len(answer) * said)
            await asyncio.sleep(max(0.0, began + due - time.monotonic()))

    def _seconds(self, said: float) -> float:
        rate = self.speed.tokens_per_s
        return self.speed.first_token_s + (said / rate if rate else 0.0)

    async def _embed(self, request: Request) -> Response:
        body = await request.json()
        texts = [body["input"]] if isinstance(body["input"], str) else list(body["input"])
        self.ledger.embedded += len(texts)
        as_text = body.get("encoding_format") == "base64"
        data = [
            {"object": "embedding", "index": i, "embedding": _vector(text, as_text)}
            for i, text in enumerate(texts)
        ]
        usage = {"prompt_tokens": len(texts), "total_tokens": len(texts)}
        return JSONResponse({"object": "list", "data": data, "model": "simulated", "usage": usage})


def _refused(message: str) -> JSONResponse:
    return JSONResponse({"error": {"message": message}}, 400)


async def _models(_: Request) -> Response:
    return JSONResponse({"object": "list", "data": [{"id": "simulated", "object": "model"}]})


def _vector(text: str, as_text: bool) -> str | list[float]:
    """A repeatable embedding in which texts that share characters are near each other."""
    vector = np.zeros(256, dtype=np.float32)
    for first, second in pairwise(text):
        vector[(ord(first) * 31 + ord(second)) % 256] += 1
    vector /= float(np.linalg.norm(vector)) or 1.0
    return base64.b64encode(vector.tobytes()).decode() if as_text else vector.tolist()


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(simulated: Simulated, port: int = 0) -> Iterator[Simulated]:
    """Runs the server in a thread on loopback until the block ends."""
    config = uvicorn.Config(
        simulated.app(),
        host="127.0.0.1",
        port=port or free_port(),
        log_level="critical",
        ws="none",
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    simulated.base_url = f"http://127.0.0.1:{config.port}/v1"
    try:
        yield simulated
    finally:
        server.should_exit = True
        server.force_exit = True
        thread.join(timeout=10)


def to_json(value: object) -> str:
    """JSON as a model would write it."""
    return json.dumps(value, ensure_ascii=False)
