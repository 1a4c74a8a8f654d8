"""A store in a process of its own, for a process that serves people.

Chroma holds the interpreter while it writes: of the moments in which a request had to wait while
papers were taken in, most were its upsert. And its native code can end the process it runs in.
Here both happen to a child, which is begun anew when it dies and ends with its parent.
"""

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from vectorstore.errors import StoreBusy, StoreError
from vectorstore.port import Chunk, Hit, MetaValue, Vectors

_PATIENCE_S = 10.0
"""How long a predecessor that was killed a moment ago may take to let go of the files."""
_NICE = 10
_ENDED = "向量库进程意外结束，已重新启动"


@dataclass
class _Child:
    """The process and the line to it."""

    process: BaseProcess
    line: Connection


class StoreApart:
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

    def upsert(self, unit: str, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """See the port."""
        self._ask("upsert", unit, chunks, vectors)

    def delete(self, unit: str, ids: Sequence[str]) -> None:
        """See the port."""
        self._ask("delete", unit, ids)

    def nearest(
        self, unit: str, vector: Vectors, k: int, where: Mapping[str, MetaValue] | None = None
    ) -> list[Hit]:
        """See the port."""
        found: list[Hit] = self._ask("nearest", unit, vector, k, where)
        return found

    def chunks(self, unit: str) -> list[Chunk]:
        """See the port."""
        found: list[Chunk] = self._ask("chunks", unit)
        return found

    def count(self, unit: str) -> int:
        """See the port."""
        return int(self._ask("count", unit))

    def digests(self, unit: str) -> dict[str, str]:
        """See the port."""
        found: dict[str, str] = self._ask("digests", unit)
        return found

    def drop(self, unit: str) -> None:
        """See the port."""
        self._ask("drop", unit)

    def prune(self, unit: str) -> None:
        """See the port."""
        self._ask("prune", unit)

    def renew(self) -> None:
        """See the port."""
        self._ask("renew")

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
                raise StoreError(_ENDED) from error
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
        child = self._child = _Child(process, ours)
        try:
            good, answer = ours.recv()
        except (OSError, EOFError) as error:
            self._end()
            raise StoreError(_ENDED) from error
        if not good:
            self._end()
            raise answer
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
    # Building its graph takes more of the processor than all else while papers are taken in.
    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        store = _opened(open_store, values)
    except StoreError as error:
        line.send((False, error))
        return
    line.send((True, None))
    with suppress(OSError, EOFError):
        while True:
            method, given = line.recv()
            try:
                line.send((True, getattr(store, method)(*given)))
            except StoreError as error:
                line.send((False, error))
            if method == "close":
                return
    store.close()


def _opened(open_store: Callable[..., Any], values: tuple[object, ...]) -> Any:
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return open_store(*values)
        except StoreBusy:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
