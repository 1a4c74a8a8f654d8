"""Heavy work in a child process, so that a process that serves people stays quick to answer.

The children are spawned once and kept. They end with their parent, also when it was killed.
"""

import json
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Generic, TypeVar

from service.errors import DuizhaoError

Result = TypeVar("Result")
Step = Callable[[int, int, str], None]
_TELL_S = 0.5
_NICE = 10


class ComputingFailed(Exception):
    """A fault of ours in a child; says its type and where, not its words."""


class Compute:
    """Child processes for computing. Safe to use from several threads."""

    def __init__(self, processes: int = 1) -> None:
        self._processes = max(1, processes)
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self._closed = False

    def in_child(self, function: Callable[..., Result], *values: object) -> Result:
        """What ``function(*values)`` gives, computed in a child. The function is one of a module,
        the values and the result can be pickled. A DuizhaoError it raises is raised here; for any
        other error, ComputingFailed.

        A child that dies is replaced and the work tried once more; then raises DuizhaoError.
        """
        return self._done(lambda: None, function, *values)

    def with_steps(self, told: Step, function: Callable[..., Result], *values: object) -> Result:
        """As ``in_child`` for a function that takes a ``step`` besides, and calls it with how many
        pieces are done, of how many, and which; ``told`` hears of them here."""
        with TemporaryDirectory(prefix="duizhao-steps-") as folder:
            path = Path(folder) / "steps"
            path.touch()
            with path.open(encoding="utf-8") as steps:

                def meanwhile() -> None:
                    for line in steps.readlines():
                        told(*json.loads(line))

                made: Result = self._done(meanwhile, _stepping, str(path), function, *values)
                return made

    def _done(
        self, meanwhile: Callable[[], None], function: Callable[..., Result], *values: object
    ) -> Result:
        packed = [_packed(value) for value in values]
        for _ in range(2):
            pool = self._ready()
            try:
                future = pool.submit(_outcome, function, *packed)
                while not wait([future], timeout=_TELL_S).done:
                    meanwhile()
                meanwhile()
                outcome: _Outcome[Result] = future.result()
                return outcome.give()
            except BrokenProcessPool:
                self._drop(pool)
                if self._closed:
                    break
        raise DuizhaoError("计算进程意外结束，可能是内存不足；请稍后重试，或减少一次处理的材料")

    def close(self) -> None:
        """Ends the children, whatever they do."""
        with self._lock:
            self._closed = True
            pool, self._pool = self._pool, None
        if pool is not None:
            # Before shutdown, which forgets them.
            children = list((pool._processes or {}).values())
            pool.shutdown(wait=False, cancel_futures=True)
            for child in children:
                child.kill()

    def _ready(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._closed:
                raise DuizhaoError("程序正在停止")
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    self._processes,
                    mp_context=multiprocessing.get_context("spawn"),
                    initializer=_begin,
                )
            return self._pool

    def _drop(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is broken:
                self._pool = None
        broken.shutdown(wait=False)


@dataclass(frozen=True)
class _Outcome(Generic[Result]):
    """What a child sends back. Errors go in parts: as a whole, one whose making takes more than
    its words cannot be read again, and that would look as if the child had died."""

    values: tuple[Result, ...] = ()
    error: type[DuizhaoError] | None = None
    words: str = ""
    fields: dict[str, object] = field(default_factory=dict)

    def give(self) -> Result:
        """The result, or the error raised."""
        if self.values:
            return self.values[0]
        if self.error is None:
            raise ComputingFailed(self.words)
        error = self.error.__new__(self.error, self.words)
        error.args = (self.words,)
        error.__dict__.update(self.fields)
        raise error


@dataclass(frozen=True)
class _Pieces:
    """A tuple on its way, each of its elements by itself."""

    pieces: tuple[bytes, ...]


def _packed(value: object) -> object:
    # Pickling does not let go of the interpreter: a library of papers in one go would hold up
    # whoever is served meanwhile.
    if type(value) is not tuple:
        return value
    return _Pieces(tuple(bytes(ForkingPickler.dumps(each)) for each in value))


def _unpacked(value: object) -> object:
    if not isinstance(value, _Pieces):
        return value
    return tuple(ForkingPickler.loads(each) for each in value.pieces)


def _outcome(function: Callable[..., Result], *packed: object) -> "_Outcome[Result]":
    try:
        return _Outcome((function(*(_unpacked(value) for value in packed)),))
    except DuizhaoError as error:
        return _Outcome(error=type(error), words=str(error), fields=dict(error.__dict__))
    except Exception as error:  # noqa: BLE001 - the parent decides what becomes of it
        return _Outcome(words=where(error))


def where(error: BaseException) -> str:
    """Type and places of an error without its words: they may hold what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{f.filename}:{f.lineno} {f.name}" for f in reversed(frames))
    return f"{type(error).__name__} at {places}"


def _stepping(path: str, function: Callable[..., Result], *values: object) -> Result:
    """In the child: steps go through a file, whole lines at a time."""
    with Path(path).open("a", encoding="utf-8") as steps:

        def step(done: int, of: int, what: str) -> None:
            steps.write(json.dumps([done, of, what]) + "\n")
            steps.flush()

        return function(*values, step=step)


def _begin() -> None:
    """In a new child: leaves Ctrl+C to the parent, yields to who serves people, dies with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    end_with_parent()


def end_with_parent() -> None:
    """To be said in a child: it ends when its parent does, also when that one was killed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # Not the kernel's death signal: that one comes when the *thread* ends that made the child.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
