"""A server that is gone costs patience, not work: asks wait until it is back.

Where nobody waits (the command line, one request over HTTP), the same model fails at once with a
clear word instead.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from service.drafts import Usage
from service.errors import ModelAnswerRejected, ModelFailure, ModelUnavailable
from service.llm.breaker import Breaker, Leave
from service.llm.outages import HeldBack, OutOfTime, ServerGone
from service.llm.port import Answer, Model, Shape, Turn
from service.prompting import Prompt

PATIENCE_S = 900.0
_TOLD_EVERY_S = 3.0
_POLL_S = 1.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """How a job waits. ``patience_s``: seconds in all, 0 to fail at once. ``on_wait`` is told the
    seconds until the next probe and the cause, ``on_resume`` that the server is back. ``give_up``
    is asked meanwhile: True goes on without the model, and what it raises ends the job."""

    patience_s: float = PATIENCE_S
    on_wait: Callable[[float, str], None] = lambda _seconds, _cause: None
    on_resume: Callable[[], None] = lambda: None
    give_up: Callable[[], bool] = lambda: False
    poll_s: float = _POLL_S


AT_ONCE = Waiting(patience_s=0.0)
"""Nobody waits."""


class PatientModel:
    """A Model around another, for one job in one event loop. ``breaker`` is shared by all jobs.

    Raises what the model raises, and ModelUnavailable when the patience ends or ``give_up`` says
    so. The seconds spent waiting are added to every deadline.
    """

    def __init__(self, model: Model, breaker: Breaker, waiting: Waiting = AT_ONCE) -> None:
        self.name = model.name
        self.slots = model.slots
        self._model = model
        self._breaker = breaker
        self._waiting = waiting
        self._pause = _Pause()
        self._told_at = float("-inf")
        self._resume_due = False

    async def ask(
        self,
        prompt: Prompt,
        shape: type[Shape],
        *,
        max_tokens: int,
        deadline: float | None = None,
        then: Sequence[Turn] = (),
    ) -> Answer[Shape]:
        """See the port."""
        lost = Usage()
        while True:
            try:
                leave = await self._admitted()
                until = None if deadline is None else deadline + self._pause.seconds
                asked = self._model.ask(
                    prompt, shape, max_tokens=max_tokens, deadline=until, then=then
                )
                answer = await self._once(leave, asked)
            except ModelFailure as failure:
                _add(failure, lost)
                if not self._again(failure, deadline):
                    raise
                lost = Usage.lost(failure, self.name)
                continue
            return replace(answer, usage=lost + answer.usage)

    async def _once(self, leave: Leave, asked: Coroutine[Any, Any, Answer[Shape]]) -> Answer[Shape]:
        """Asks with ``leave`` and tells the breaker what became of it."""
        try:
            with self._breaker.under(leave):
                answer = await asked
        except ServerGone as gone:
            # One failure may be the question's fault; nobody at home never is.
            gone.nobody |= self._breaker.failed(leave, gone.why)
            raise
        except (HeldBack, OutOfTime):
            self._breaker.unknown(leave)
            raise
        except (ModelUnavailable, ModelAnswerRejected):
            self._worked(leave)
            raise
        except BaseException:
            self._breaker.unknown(leave)
            raise
        self._worked(leave)
        return answer

    def _worked(self, leave: Leave) -> None:
        self._breaker.worked(leave)
        if self._resume_due and self._breaker.calm:
            self._resume_due = False
            self._waiting.on_resume()

    def _again(self, failure: ModelFailure, deadline: float | None) -> bool:
        """Whether the same ask goes out again: later to a server that is gone, or at once with the
        time that was spent waiting."""
        if self._waiting.patience_s <= 0:
            return False
        if isinstance(failure, ServerGone):
            return failure.nobody
        if isinstance(failure, HeldBack):
            return True
        if isinstance(failure, OutOfTime) and deadline is not None:
            return time.monotonic() < deadline + self._pause.seconds
        return False

    async def _admitted(self) -> Leave:
        leave = self._breaker.admit()
        if leave is not None:
            return leave
        with self._pause.running():
            while leave is None:
                self._check()
                await asyncio.sleep(self._nap())
                leave = self._breaker.admit()
        return leave

    def _check(self) -> None:
        """Tells the job that it waits. Raises ModelUnavailable when it should not any more."""
        state = self._breaker.state()
        if self._waiting.patience_s <= 0:
            wait = f"{state.next_probe_in_s:.0f} 秒后会再试"
            raise ModelUnavailable(f"模型服务器暂时不可用（{state.cause}），{wait}")
        if self._waiting.give_up():
            raise ModelUnavailable("已按要求不再等待模型")
        if self._pause.seconds >= self._waiting.patience_s:
            waited = f"已等待 {self._pause.seconds:.0f} 秒"
            raise ModelUnavailable(f"模型服务器一直不可用（{state.cause}），{waited}")
        self._resume_due = True
        now = time.monotonic()
        if now - self._told_at >= _TOLD_EVERY_S:
            self._told_at = now
            self._waiting.on_wait(state.next_probe_in_s, state.cause)

    def _nap(self) -> float:
        due = self._breaker.state().next_probe_in_s
        return min(self._waiting.poll_s, due) if due > 0 else self._waiting.poll_s


class _Pause:
    """How long a job has waited in all; asks that wait side by side are counted once."""

    def __init__(self) -> None:
        self._over = 0.0
        self._waiters = 0
        self._began = 0.0

    @property
    def seconds(self) -> float:
        current = time.monotonic() - self._began if self._waiters else 0.0
        return self._over + current

    @contextmanager
    def running(self) -> Iterator[None]:
        if not self._waiters:
            self._began = time.monotonic()
        self._waiters += 1
        try:
            yield
        finally:
            self._waiters -= 1
            if not self._waiters:
                self._over += time.monotonic() - self._began


def _add(failure: ModelFailure, lost: Usage) -> None:
    failure.calls += lost.calls
    failure.prompt_tokens += lost.prompt_tokens
    failure.completion_tokens += lost.completion_tokens
