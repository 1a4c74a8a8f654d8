"""Who may speak to the model now: a limit over all threads and event loops, shared fairly.

A grant goes to the waiting unit that holds the fewest slots, among equals to the one whose last
turn is longest ago: a unit with twenty asks in the queue takes no more than its turn. Of one
process here; of all processes on one PostgreSQL in ``service.jobs.shared_slots``, on one data
directory in ``service.jobs.slot_files``.
"""

import asyncio
import itertools
import threading
import weakref
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

from service.value import Value

_LOOK_AGAIN_S = 5.0


class Slots(Protocol):
    """The right to have a request under way."""

    def taken(self, by: str) -> AbstractAsyncContextManager[None]:
        """Waits for a slot, holds it for the unit ``by`` and gives it back at the end."""
        ...

    def close(self) -> None:
        """Lets go of whatever keeps the slots; nobody is to ask for one any more."""
        ...


class SlotsState(Value):
    """How many slots there are, are held, and how many requests wait for one."""

    limit: int
    held: int
    waiting: int


# Compared by identity: two tickets of one unit are two.
@dataclass(eq=False)
class _Ticket:
    number: int
    unit: str
    loop: weakref.ref[asyncio.AbstractEventLoop]
    granted: asyncio.Event

    @property
    def abandoned(self) -> bool:
        """Whether its event loop ended without giving the slot back."""
        loop = self.loop()
        return loop is None or loop.is_closed()


class FairQueue:
    """Who waits for a slot and who holds one, and who is next. Safe across threads and event loops,
    and when either is cancelled. ``changed`` is called after everybody who comes or leaves, without
    any lock held, and now and then while somebody waits: it lets in whom there is room for."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        self._held: list[_Ticket] = []
        self._waiting: list[_Ticket] = []
        self._turns = itertools.count(1)
        self._last_turn: dict[str, int] = {}

    @asynccontextmanager
    async def taken(self, by: str) -> AsyncGenerator[None]:
        """As ``Slots.taken``."""
        loop = asyncio.get_running_loop()
        ticket = _Ticket(next(self._numbers), by, weakref.ref(loop), asyncio.Event())
        try:
            with self._lock:
                self._waiting.append(ticket)
            await self._turn(ticket)
            yield
        finally:
            self._leave(ticket)

    def let_in(self, most: int) -> bool:
        """Gives a slot to the next who waits, if fewer than ``most`` are held; tells whether."""
        with self._lock:
            self._forget_abandoned()
            if not self._waiting or len(self._held) >= most:
                return False
            ticket = self._next()
            self._waiting.remove(ticket)
            self._held.append(ticket)
            self._last_turn[ticket.unit] = next(self._turns)
            _wake(ticket)
            return True

    def counts(self) -> tuple[int, int]:
        """How many slots are held, and how many wait for one."""
        with self._lock:
            self._forget_abandoned()
            return len(self._held), len(self._waiting)

    async def _turn(self, ticket: _Ticket) -> None:
        self._changed()
        while not ticket.granted.is_set():
            # Looks again by itself: a loop that died gives nothing back and wakes nobody.
            # Not wait_for: in Python 3.11 it may swallow the cancellation of the whole ask.
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_AGAIN_S):
                    await ticket.granted.wait()
            self._changed()

    def _leave(self, ticket: _Ticket) -> None:
        with self._lock:
            for tickets in (self._held, self._waiting):
                if ticket in tickets:
                    tickets.remove(ticket)
        self._changed()

    def _forget_abandoned(self) -> None:
        self._held = [ticket for ticket in self._held if not ticket.abandoned]
        self._waiting = [ticket for ticket in self._waiting if not ticket.abandoned]

    def _next(self) -> _Ticket:
        holding = Counter(ticket.unit for ticket in self._held)
        return min(
            self._waiting,
            key=lambda t: (holding[t.unit], self._last_turn.get(t.unit, 0), t.number),
        )


class FairSlots:
    """Slots of one process."""

    def __init__(self, limit: int) -> None:
        self.limit = max(1, limit)
        self._queue = FairQueue(self._fill)

    def taken(self, by: str) -> AbstractAsyncContextManager[None]:
        """See the protocol."""
        return self._queue.taken(by)

    def state(self) -> SlotsState:
        """What is held and waited for now."""
        held, waiting = self._queue.counts()
        return SlotsState(limit=self.limit, held=held, waiting=waiting)

    def close(self) -> None:
        """See the protocol."""

    def _fill(self) -> None:
        while self._queue.let_in(self.limit):
            pass


def _wake(ticket: _Ticket) -> None:
    loop = ticket.loop()
    # Closed this very moment: the next grant finds the slot abandoned.
    with suppress(RuntimeError):
        if loop is not None:
            loop.call_soon_threadsafe(ticket.granted.set)
