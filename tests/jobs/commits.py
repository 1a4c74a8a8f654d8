"""Numbers every commit that wrote something, in whatever thread and database, and ends the process
with SIGKILL right before or right after one of them. Installed by the tests' own processes only."""

import os
import signal
import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect

_WRITES = ("INSERT", "UPDATE", "DELETE", "WITH")


class Commits:
    """Counts commits from 1. ``kill`` is "" or ``before:N`` or ``after:N``."""

    def __init__(self, kill: str = "") -> None:
        side, _, number = kill.partition(":")
        self.count = 0
        self.counting = False
        self._side = side
        self._number = int(number or 0)
        self._lock = threading.Lock()
        self._wrote: set[int] = set()

    def install(self) -> None:
        """From now on; commits count once ``counting`` is true."""
        event.listen(Engine, "before_cursor_execute", self._before)
        event.listen(Engine, "after_cursor_execute", self._after)
        real: Callable[[DefaultDialect, Any], None] = DefaultDialect.do_commit

        def do_commit(dialect: DefaultDialect, connection: Any) -> None:
            wrote = id(connection.dbapi_connection) in self._wrote
            self._wrote.discard(id(connection.dbapi_connection))
            number = self._next() if wrote else 0
            self._end("before", number)
            real(dialect, connection)
            self._end("after", number)

        setattr(DefaultDialect, "do_commit", do_commit)  # noqa: B010 - mypy knows it as a method

    def _before(self, connection: Connection, _: Any, statement: str, *__: Any) -> None:
        if not statement.lstrip().upper().startswith(_WRITES):
            return
        if _commits_alone(connection):
            connection.info["alone"] = number = self._next()
            self._end("before", number)
        else:
            self._wrote.add(id(connection.connection.dbapi_connection))

    def _after(self, connection: Connection, *_: Any) -> None:
        self._end("after", connection.info.pop("alone", 0))

    def _next(self) -> int:
        with self._lock:
            self.count += self.counting
            return self.count if self.counting else 0

    def _end(self, side: str, number: int) -> None:
        if number and (side, number) == (self._side, self._number):
            os.kill(os.getpid(), signal.SIGKILL)


def _commits_alone(connection: Connection) -> bool:
    """Whether each statement of the connection is a transaction of its own."""
    return bool(getattr(connection.connection.dbapi_connection, "autocommit", False) is True)
