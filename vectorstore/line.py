"""A store that another process keeps open in its child (see apart), asked from here."""

import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.connection import Client, Connection
from typing import Any

from vectorstore.asked import ENDED, AskedStore
from vectorstore.errors import StoreError


class StoreLine(AskedStore):
    """A Store (see port) at the address that ``where`` gives: it is asked whenever there is no
    line yet or any more, and raises StoreError where there is no store."""

    def __init__(self, where: Callable[[], str]) -> None:
        self._where = where
        self._lock = threading.Lock()
        self._line: Connection | None = None

    def close(self) -> None:
        """Lets go of the line; the store stays open for its owner."""
        with self._lock:
            self._drop()

    def _ask(self, method: str, *values: object) -> Any:
        with self._lock:
            # A line of before may lead to a child that was replaced meanwhile: what a store is
            # asked can be asked twice.
            kept = self._line is not None
            try:
                good, answer = self._answer(method, values)
            except (OSError, EOFError) as error:
                if not kept:
                    raise StoreError(ENDED) from error
                try:
                    good, answer = self._answer(method, values)
                except (OSError, EOFError) as again:
                    raise StoreError(ENDED) from again
        if not good:
            raise answer
        return answer

    def _answer(self, method: str, values: tuple[object, ...]) -> tuple[bool, Any]:
        try:
            if self._line is None:
                authkey = multiprocessing.current_process().authkey
                self._line = Client(self._where(), authkey=authkey)
            self._line.send((method, values))
            good, answer = self._line.recv()
        except (OSError, EOFError):
            self._drop()
            raise
        return good, answer

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
