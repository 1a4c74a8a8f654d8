"""A store in a process of its own, for a process that serves people and whoever works for it.

Chroma holds the interpreter while it writes: of the moments in which a request had to wait while
papers were taken in, most were its upsert. And its native code can end the process it runs in.
Here both happen to a child, which is begun anew when it dies and ends with its parent. One process
alone may have Chroma's files open, so the child answers other processes, too (see line).
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, Listener
from multiprocessing.process import BaseProcess
from typing import Any

from vectorstore.asked import ENDED, AskedStore
from vectorstore.errors import StoreBusy, StoreError

_PATIENCE_S = 10.0
"""How long a predecessor that was killed a moment ago may take to let go of the files."""
_NICE = 10
_PAUSE_S = 0.1


@dataclass
class _Child:
    """The process, the line to it, and where others reach it."""

    process: BaseProcess
    line: Connection
    address: str


class StoreApart(AskedStore):
    """A Store (see port): what ``open_store(*values)`` gives, opened and used in a child.

    ``open_store`` is a function of a module, ``values`` can be pickled. Raises what it raises.
    """

    def __init__(self, open_store: Callable[..., Any], *values: object) -> None:
        self._how = (open_store, values)
        # One call at a time: the child has one line, and writes one after another anyhow.
        self._lock = threading.Lock()
        self._child: _Child | None = None
        with self._lock:
            self._begin()

    def address(self) -> str:
        """Where the children of this process reach the store (see line), which is begun anew if it
        has died. Raises StoreError."""
        with self._lock:
            if self._child is not None and not self._child.process.is_alive():
                self._end()
            return (self._child or self._begin()).address

    def close(self) -> None:
        """See the port."""
        with self._lock:
            if self._child is not None:
                with suppress(OSError, EOFError):
                    self._child.line.send(("close", ()))
                    self._child.line.recv()
                self._end()

    def _ask(self, method: str, *values: object) -> Any:
        with self._lock:
            child = self._child or self._begin()
            try:
                child.line.send((method, values))
                good, answer = child.line.recv()
            except (OSError, EOFError) as error:
                self._end()
                raise StoreError(ENDED) from error
        if not good:
            raise answer
        return answer

    def _begin(self) -> _Child:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve, args=(theirs, *self._how), name="vectors", daemon=True
        )
        process.start()
        theirs.close()
        child = self._child = _Child(process, ours, "")
        try:
            good, answer = ours.recv()
        except (OSError, EOFError) as error:
            self._end()
            raise StoreError(ENDED) from error
        if not good:
            self._end()
            raise answer
        child.address = answer
        return child

    def _end(self) -> None:
        if self._child is not None:
            self._child.line.close()
            self._child.process.join(timeout=_PATIENCE_S)
            if self._child.process.is_alive():
                self._child.process.kill()
            self._child = None


def _serve(line: Connection, open_store: Callable[..., Any], values: tuple[object, ...]) -> None:
    """The child: opens the store and answers until its parent is gone."""
    # Ctrl+C goes to everybody at the terminal: the parent ends its children in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Building its graph takes more of the processor than all else while papers are taken in.
    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        store = _opened(open_store, values)
    except StoreError as error:
        line.send((False, error))
        return
    with Listener(authkey=multiprocessing.current_process().authkey) as listener:
        answering = _Answering(store)
        threading.Thread(target=answering.to_others, args=(listener,), daemon=True).start()
        line.send((True, listener.address))
        answering.to(line)
        answering.close()


class _Answering:
    """An open store and the lines on which it is asked, each in a thread."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self._lock = threading.Lock()

    def to(self, line: Connection) -> None:
        """Answers until the other end is gone, or says ``close``."""
        with line, suppress(OSError, EOFError):
            while True:
                method, given = line.recv()
                if method == "close":
                    self.close()
                    line.send((True, None))
                    return
                line.send(self._answer(method, given))

    def to_others(self, listener: Listener) -> None:
        """Lets in whoever has the key."""
        while True:
            try:
                line = listener.accept()
            except (OSError, EOFError, AuthenticationError):
                time.sleep(_PAUSE_S)
                continue
            threading.Thread(target=self.to, args=(line,), daemon=True).start()

    def close(self) -> None:
        """Nothing is answered from here on: the process ends."""
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store = None

    def _answer(self, method: str, given: tuple[object, ...]) -> tuple[bool, Any]:
        with self._lock:
            if self._store is None:
                return False, StoreError(ENDED)
            try:
                return True, getattr(self._store, method)(*given)
            except StoreError as error:
                return False, error


def _opened(open_store: Callable[..., Any], values: tuple[object, ...]) -> Any:
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return open_store(*values)
        except StoreBusy:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
