"""The limit on requests to the model over all processes on one PostgreSQL.

Each slot is a lock that belongs to a session of the server: a process that dies gives its slots
back at once. Processes that want one queue up at a further lock, the turnstile, which the server
hands on in order of arrival, one turn for one slot; inside a process the turn goes to the unit
whose turn it is (``FairQueue``). Only whoever stands in the turnstile looks for a free slot.

While the database is out of reach each process keeps to the limit by itself: jobs note every
request in the database before it leaves and wait anyway, and what needs no database goes on.
When it is back, requests that are still under way get their locks before the process lets in more.
"""

import asyncio
import logging
import threading
import time
import zlib
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import psycopg

from service.jobs.sessions import BEAT_S, END_IN_SILENCE, own_session
from service.llm.slots import FairQueue, SlotsState

_LOOK_S = 0.03
_AGAIN_S = 1.0
_UNUSED_S = 60.0
"""After so long without an ask the sessions are closed."""
_TURNSTILE = 0
_log = logging.getLogger(__name__)
_TAKEN = """
    SELECT objid::int FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid::bigint = %s
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
_Connection = psycopg.AsyncConnection[Any]


class SharedSlots:
    """``Slots`` of all processes that name the same database and the same model server. Processes
    may set different limits: each keeps to its own."""

    def __init__(self, address: str, limit: int, server: str) -> None:
        """``address`` is the database's, ``server`` names the model server. Connects when there is
        somebody to let in."""
        self.limit = max(1, limit)
        self._address = own_session(address, "duizhao-slots")
        self._server = server
        self._queue = FairQueue(self._changed)
        self._lock = threading.Lock()
        self._keeper: _Keeper | None = None
        self._closed = False

    def taken(self, by: str) -> AbstractAsyncContextManager[None]:
        """See the protocol."""
        return self._queue.taken(by)

    def state(self) -> SlotsState:
        """What this process holds and waits for now."""
        held, waiting = self._queue.counts()
        return SlotsState(limit=self.limit, held=held, waiting=waiting)

    def close(self) -> None:
        """Gives every slot back."""
        with self._lock:
            self._closed = True
            keeper = self._keeper
        if keeper is not None:
            keeper.wake()
            keeper.thread.join(timeout=10)

    def _changed(self) -> None:
        with self._lock:
            if self._keeper is None and not self._closed and any(self._queue.counts()):
                keys = _Keys.of(self._server, self.limit)
                self._keeper = _Keeper(self._address, keys, self._queue, self._let_go)
                self._keeper.thread.start()
            keeper = self._keeper
        if keeper is not None:
            keeper.wake()

    def _let_go(self, unused: bool) -> bool:
        """Whether the keeper is to end; whoever comes from then on gets another one."""
        with self._lock:
            if not self._closed and not (unused and not any(self._queue.counts())):
                return False
            self._keeper = None
            return True


@dataclass(frozen=True)
class _Keys:
    """The names of the locks: one number for the model server, one for each slot."""

    server: int
    limit: int

    @classmethod
    def of(cls, server: str, limit: int) -> "_Keys":
        return cls(zlib.crc32(f"duizhao-slots:{server}".encode()), limit)

    def lock(self, number: int) -> tuple[int, int]:
        """As PostgreSQL's functions take it: they read the same 32 bits with a sign."""
        return self.server - (self.server >> 31 << 32), number


class _Keeper:
    """A thread with an event loop of its own: all that is said to the database goes through it."""

    def __init__(
        self, address: str, keys: _Keys, queue: FairQueue, let_go: Callable[[bool], bool]
    ) -> None:
        self._address = address
        self._keys = keys
        self._queue = queue
        self._let_go = let_go
        self._loop = asyncio.new_event_loop()
        self._woken = asyncio.Event()
        self._used = time.monotonic()
        self._alone = False
        self._ended = False
        self.thread = threading.Thread(target=self._run, name="slots", daemon=True)

    def wake(self) -> None:
        """Something changed in the queue."""
        # It ended this very moment: whoever waits looks again in a while, and begins another.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._woken.set)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._keep())

    async def _keep(self) -> None:
        while not self._ends():
            connected = False
            try:
                async with _sessions(self._address, self._keys) as sessions:
                    connected = True
                    if self._alone:
                        _log.warning("model slots: the database is back")
                    self._alone = False
                    await self._with(sessions)
            except Exception as error:  # noqa: BLE001 - whatever it was: try again in a moment
                # A session that broke says little: the next one may be had at once.
                if connected:
                    _log.warning("model slots: %s, connecting again", type(error).__name__)
                    await asyncio.sleep(_LOOK_S)
                else:
                    await self._without(error)

    def _ends(self) -> bool:
        if any(self._queue.counts()):
            self._used = time.monotonic()
        # Asked once only: when it has let go, another keeper may be at work already.
        if not self._ended:
            self._ended = self._let_go(time.monotonic() - self._used > _UNUSED_S)
        return self._ended

    async def _with(self, sessions: "_Sessions") -> None:
        """Lets in whomever a slot was got for, until the process ends or nobody has asked long."""
        turn: asyncio.Task[int] | None = None
        try:
            while not self._ends():
                self._woken.clear()
                held, waiting = self._queue.counts()
                await sessions.give_back(held)
                # Fewer locks than requests: the database was gone meanwhile.
                if turn is None and (waiting or len(sessions.slots) < held):
                    turn = asyncio.create_task(sessions.take())
                if (number := await self._came(turn)) is not None:
                    turn = None
                    sessions.slots.add(number)
                    self._queue.let_in(len(sessions.slots))
                await sessions.beat(in_turn=turn is not None)
        finally:
            if turn is not None:
                turn.cancel()
                await asyncio.gather(turn, return_exceptions=True)

    async def _came(self, turn: asyncio.Task[int] | None) -> int | None:
        """Waits for the turn, for a change in the queue, or until a sign of life is due; gives the
        slot that the turn brought."""
        woken = asyncio.ensure_future(self._woken.wait())
        awaited: set[asyncio.Future[Any]] = {woken} if turn is None else {woken, turn}
        try:
            await asyncio.wait(awaited, timeout=BEAT_S, return_when=asyncio.FIRST_COMPLETED)
        finally:
            woken.cancel()
        return turn.result() if turn is not None and turn.done() else None

    async def _without(self, error: Exception) -> None:
        """For a moment the limit is this process's own."""
        if not self._alone:
            _log.warning(
                "model slots: the database is out of reach (%s); until it is back each process"
                " keeps to the limit by itself",
                type(error).__name__,
            )
        self._alone = True
        again = time.monotonic() + _AGAIN_S
        while (left := again - time.monotonic()) > 0 and not self._ends():
            self._woken.clear()
            while self._queue.let_in(self._keys.limit):
                pass
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._woken.wait()


class _Sessions:
    """Two sessions: one holds ``slots``, the other one stands in line for the next."""

    def __init__(self, holding: _Connection, queueing: _Connection, keys: _Keys) -> None:
        self._holding = holding
        self._queueing = queueing
        self._keys = keys
        self._beaten = time.monotonic()
        self.slots: set[int] = set()

    async def take(self) -> int:
        """Waits for this process's turn and for a free slot, and takes it; gives its number."""
        turnstile = self._keys.lock(_TURNSTILE)
        await self._queueing.execute("SELECT pg_advisory_lock(%s, %s)", turnstile)
        try:
            while (number := await self._free()) is None:
                await asyncio.sleep(_LOOK_S)
        finally:
            await self._queueing.execute("SELECT pg_advisory_unlock(%s, %s)", turnstile)
        return number

    async def give_back(self, needed: int) -> None:
        """Keeps as many slots as are needed."""
        while len(self.slots) > needed:
            number = self.slots.pop()
            await self._holding.execute(
                "SELECT pg_advisory_unlock(%s, %s)", self._keys.lock(number)
            )

    async def beat(self, *, in_turn: bool) -> None:
        """Shows the server that this process lives, when it is time to; the session in line is
        busy by itself."""
        if time.monotonic() - self._beaten < BEAT_S:
            return
        self._beaten = time.monotonic()
        await self._holding.execute("SELECT 1")
        if not in_turn:
            await self._queueing.execute("SELECT 1")

    async def _free(self) -> int | None:
        """Takes a slot that nobody holds, None when there is none."""
        found = await self._queueing.execute(_TAKEN, (self._keys.server,))
        taken = {number for (number,) in await found.fetchall()}
        for number in range(1, self._keys.limit + 1):
            if number not in taken and await self._took(number):
                return number
        return None

    async def _took(self, number: int) -> bool:
        tried = await self._holding.execute(
            "SELECT pg_try_advisory_lock(%s, %s)", self._keys.lock(number)
        )
        row = await tried.fetchone()
        return row is not None and bool(row[0])


@asynccontextmanager
async def _sessions(address: str, keys: _Keys) -> AsyncGenerator[_Sessions]:
    async with _connected(address) as holding, _connected(address) as queueing:
        yield _Sessions(holding, queueing, keys)


@asynccontextmanager
async def _connected(address: str) -> AsyncGenerator[_Connection]:
    connection = await psycopg.AsyncConnection.connect(address, autocommit=True)
    try:
        await connection.execute(END_IN_SILENCE)
        yield connection
    finally:
        await connection.close()
