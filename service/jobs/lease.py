"""Who is alive: each worker holds a PostgreSQL lock under its name for as long as it lives.

Whoever can take a silent worker's lock takes over its work, and then also its name is free (see
``service.jobs.sessions``).
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import psycopg

from service.errors import Conflict
from service.jobs.sessions import BEAT_S, END_IN_SILENCE, SILENCE_S, own_session

_GRACE_S = 3.0
# After the server was away everybody comes back at once: nobody is dead for coming second.

_log = logging.getLogger(__name__)
_TRY = "SELECT pg_try_advisory_lock(hashtextextended('duizhao-worker:' || %s, 0))"
_FREE = "SELECT pg_advisory_unlock(hashtextextended('duizhao-worker:' || %s, 0))"


class Lease:
    """One worker's lock, and the thread that looks after the others'."""

    def __init__(
        self,
        address: str,
        *,
        others: Callable[[str], Iterable[str]],
        take_over: Callable[[str], None],
    ) -> None:
        """``others`` gives the workers that have work under way, besides the one named;
        ``take_over`` queues a dead one's work again."""
        self._address = address
        self._others = others
        self._take_over = take_over
        self._connection: psycopg.Connection[Any] | None = None
        self._since = 0.0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="lease", daemon=True)
        self.name = ""

    def begin(self, name: str, *, exactly: bool) -> str:
        """Takes the first free name of ``name``-1, ``name``-2 …, or ``exactly`` that one, and
        gives it. A name is kept over restarts, so a worker finds its own work again.

        Raises Conflict when exactly that name is in use.
        """
        connection = self._connected()
        patience = time.monotonic() + (SILENCE_S + BEAT_S if exactly else 0.0)
        number = 1
        while True:
            wanted = name if exactly else f"{name}-{number}"
            if _taken(connection, wanted):
                self.name = wanted
                return wanted
            if not exactly:
                number += 1
            elif time.monotonic() > patience:
                raise Conflict(f"名为“{name}”的工作进程已在运行，请换一个名称（--name）")
            else:
                time.sleep(BEAT_S / 3)

    def watch(self) -> None:
        """Begins to look after the others."""
        self._thread.start()

    def stop(self) -> None:
        """Gives the name back."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)
        self._leave()

    def _run(self) -> None:
        while not self._stopping.wait(BEAT_S):
            try:
                connection = self._held()
                if connection is not None:
                    self._look_after(connection)
            except Exception as error:  # noqa: BLE001 - whatever it was: look again in a moment
                _log.warning("lease: %s, trying again", type(error).__name__)
                self._leave()

    def _held(self) -> psycopg.Connection[Any] | None:
        """The session that holds our name; None while another one still has it."""
        if self._connection is not None:
            return self._connection
        connection = self._connected()
        if not _taken(connection, self.name):
            connection.close()
            self._connection = None
        return self._connection

    def _look_after(self, connection: psycopg.Connection[Any]) -> None:
        connection.execute("SELECT 1")
        if time.monotonic() - self._since < _GRACE_S:
            return
        for other in self._others(self.name):
            if _taken(connection, other):
                try:
                    _log.warning("taking over the work of %s, which is gone", other)
                    self._take_over(other)
                finally:
                    connection.execute(_FREE, (other,))

    def _connected(self) -> psycopg.Connection[Any]:
        connection = psycopg.connect(own_session(self._address, "duizhao-lease"), autocommit=True)
        connection.execute(END_IN_SILENCE)
        self._connection, self._since = connection, time.monotonic()
        return connection

    def _leave(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _taken(connection: psycopg.Connection[Any], name: str) -> bool:
    row = connection.execute(_TRY, (name,)).fetchone()
    return row is not None and bool(row[0])
