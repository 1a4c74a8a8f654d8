"""Work that somebody waits for, told to them as it goes on, and ended when they go away."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from threading import Event
from typing import Annotated

from fastapi import Depends, Request
from fastapi.sse import ServerSentEvent
from starlette.concurrency import run_in_threadpool

from service.api.problems import problem_of
from service.value import Value


class Progress(Value):
    """How far the work is: ``done`` pieces ``of`` all, and in words what is being done."""

    done: int
    of: int
    label: str


class _GoneAway(Exception):
    """Nobody waits for the work any more."""


class Listener:
    """Whoever waits at the other end of a line. Work that runs in a thread tells them its steps."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._loop = asyncio.get_running_loop()
        self._told: asyncio.Queue[ServerSentEvent | None] = asyncio.Queue()
        self._gone = Event()

    def step(self, done: int, of: int, label: str) -> None:
        """Tells how far the work has come. What it raises when nobody listens ends the work."""
        self.check()
        told = Progress(done=done, of=of, label=label)
        self._tell(ServerSentEvent(event="progress", raw_data=told.to_json()))

    def check(self) -> None:
        """Raises what ends the work when nobody listens."""
        if self._gone.is_set():
            raise _GoneAway

    def leave(self) -> None:
        """Nobody listens from now on."""
        self._gone.set()

    async def hear(self, work: Callable[[], Value]) -> AsyncIterator[ServerSentEvent]:
        """``progress`` for each step of the work, then ``done`` with what it gave, or ``failed``
        with the problem. The quiet in between is filled by the framework, every 15 seconds."""
        # Held by name: the loop itself would let go of it.
        working = asyncio.ensure_future(run_in_threadpool(self._run, work))
        while (event := await self._told.get()) is not None:
            yield event
        await working

    def _run(self, work: Callable[[], Value]) -> None:
        try:
            self.check()
            # Made into JSON here: it may be large, and the loop serves everybody.
            self._tell(ServerSentEvent(event="done", raw_data=work().to_json()))
        except _GoneAway:
            pass
        except Exception as error:  # noqa: BLE001 - the status is sent: nothing else can tell it
            problem = problem_of(error, self._path)
            self._tell(ServerSentEvent(event="failed", raw_data=problem.model_dump_json()))
        finally:
            self._tell(None)

    def _tell(self, event: ServerSentEvent | None) -> None:
        # A loop that is closed this very moment has nobody listening.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._told.put_nowait, event)


async def _listener(request: Request) -> AsyncIterator[Listener]:
    listener = Listener(request.url.path)
    try:
        yield listener
    finally:
        # Comes at the end of every request, also of one that was broken off.
        listener.leave()


TheListener = Annotated[Listener, Depends(_listener)]
"""Whoever asked; once the line is lost nobody listens."""
