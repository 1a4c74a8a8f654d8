"""When the server is gone, nobody knocks but one, and that one only now and then.

Closed: everybody may ask. After some failures in a row it opens: nobody may. After a pause it is
half open: one ask goes through as a probe; what becomes of the probe closes it or opens it again.

Shared by all jobs of a process, and by no other process: a machine whose own way to the server is
broken must not shut the others out, and finding out needs no database. It costs one probe a pause
for each process (8 processes: 80 requests in 10 pauses, measured), and of all requests together no
more are under way than there are slots.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

from service.value import Value

FAILURES = 3
"""Failed asks in a row, each with all its attempts, after which the server counts as gone."""
COOLDOWN_S = 30.0
"""The least time between two probes."""
_PROBE_COOLDOWNS = 30
# A probe may be a long answer; one that is never told back must not shut the door for good.


class BreakerState(Value):
    """For a person, a health page and metrics. ``cause`` is Chinese and holds no secret."""

    state: Literal["closed", "open", "half_open"] = "closed"
    since: datetime
    next_probe_in_s: float = 0.0
    failures: int = 0
    cause: str = ""


class Leave:
    """The right to ask once. ``answers`` is how often the server had answered anybody by then."""

    def __init__(self, answers: int) -> None:
        self.answers = answers


_HELD: ContextVar[Leave | None] = ContextVar("leave of the ask under way", default=None)


class Breaker:
    """Thread-safe. Every Leave that ``admit`` gave is told back by exactly one of ``worked``,
    ``failed`` and ``unknown``."""

    def __init__(
        self,
        failures: int = FAILURES,
        cooldown_s: float = COOLDOWN_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = failures
        self._cooldown_s = cooldown_s
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._answers = 0
        self._cause = ""
        self._open = False
        self._probe: Leave | None = None
        self._next_probe = 0.0
        self._since = datetime.now(UTC)

    @property
    def calm(self) -> bool:
        """Whether it is closed: a request that fails may be tried again at once."""
        with self._lock:
            return not self._open

    @property
    def lets(self) -> bool:
        """Whether a request of the ask under way may leave now: it may have waited for a slot
        since it got its leave."""
        with self._lock:
            return not self._open or (self._probe is not None and _HELD.get() is self._probe)

    @contextmanager
    def under(self, leave: Leave) -> Iterator[None]:
        """Whatever is asked inside is asked with ``leave``."""
        before = _HELD.set(leave)
        try:
            yield
        finally:
            _HELD.reset(before)

    def admit(self) -> Leave | None:
        """Leave to ask now, None while the server counts as gone."""
        with self._lock:
            if not self._open:
                return Leave(self._answers)
            if self._clock() < self._next_probe:
                return None
            self._probe = Leave(self._answers)
            self._next_probe = self._clock() + self._cooldown_s * _PROBE_COOLDOWNS
            self._changed()
            return self._probe

    def worked(self, leave: Leave) -> None:
        """The server answered, well or badly: it is there."""
        with self._lock:
            self._answers += 1
            # One that left before the breaker opened proves nothing about the server now.
            if self._open and leave is not self._probe:
                return
            self._failures, self._cause, self._probe = 0, "", None
            if self._open:
                self._open = False
                self._changed()

    def failed(self, leave: Leave, cause: str) -> bool:
        """The server was not there, or broken in all attempts; ``cause`` says how.

        Whether the server seems to be at fault and not the question: nobody else was answered
        meanwhile, or it counts as gone by now.
        """
        with self._lock:
            if leave is self._probe:
                self._cause = cause
                self._again()
            elif not self._open:
                self._failures += 1
                self._cause = cause
                if self._failures >= self._most:
                    self._open = True
                    self._again()
            return self._open or leave.answers == self._answers

    def unknown(self, leave: Leave) -> None:
        """The ask ended for another reason (cancelled, deadline): nothing is known."""
        with self._lock:
            if leave is self._probe:
                self._again()

    def state(self) -> BreakerState:
        """How things stand now."""
        with self._lock:
            due = max(0.0, self._next_probe - self._clock()) if self._open else 0.0
            return BreakerState(
                state=self._word(),
                since=self._since,
                next_probe_in_s=0.0 if self._probe else due,
                failures=self._failures,
                cause=self._cause,
            )

    def _word(self) -> Literal["closed", "open", "half_open"]:
        if not self._open:
            return "closed"
        return "half_open" if self._probe else "open"

    def _again(self) -> None:
        self._probe = None
        self._next_probe = self._clock() + self._cooldown_s
        self._changed()

    def _changed(self) -> None:
        self._since = datetime.now(UTC)
