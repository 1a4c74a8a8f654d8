"""Parses untrusted files in a child process with little memory, little time and no secrets.

A plain subprocess rather than multiprocessing: its environment is ours to choose, it does not run
the parent's main module again, and it starts in 0.06 s. One child serves several files in turn and
is replaced after a failure, after a hungry file, and after ``Limits.files_per_child`` files.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType

from service.readers.limits import LIMITS, MEGABYTE, Limits
from service.readers.piece import Extract, Reader, Refused

ROOT = Path(__file__).resolve().parents[2]
START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from service.readers.worker import main; main(sys.argv[2])"
)
KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT")
OUT_OF_MEMORY = 3


def _ended_by(*names: str) -> set[int]:
    """Exit codes of a process that one of these signals ended; Windows has none of them."""
    return {-getattr(signal, name) for name in names if hasattr(signal, name)}


ENDED_FOR_TIME = _ended_by("SIGXCPU", "SIGKILL")
ENDED_FOR_MEMORY = {OUT_OF_MEMORY} | _ended_by("SIGSEGV", "SIGABRT", "SIGBUS")
TOO_SLOW = Refused("内容过大或过于复杂，读取超时", "请拆分后再试，或用原来的软件打开另存一份")
TOO_LARGE = Refused(
    "内容过大或过于复杂，读取时内存不足", "请拆分后再试，或用原来的软件打开另存一份"
)
BROKEN = Refused("内容有误，无法读取", "请用原来的软件打开，另存一份再试")


class Sandbox:
    """One child process at a time, started when first needed. For one thread; close it after use.

    ``peak`` is the largest resident memory, in bytes, that its children have reported.
    """

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.peak = 0
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def extract(self, reader: Reader, data: bytes) -> Extract:
        """The pieces of a file's bytes. Raises Refused when the limits do not allow them."""
        if not reader.sandboxed:
            return reader.extract(data)
        child = self._ready()
        timer = Alarm(child, self._wall_seconds(len(data)))
        try:
            answer = _exchange(child, reader.format, data)
        finally:
            timer.cancel()
        if not answer:
            raise self._death(timer.rang)
        kind, *rest, peak = json.loads(answer)
        self._note_use(int(peak))
        if kind == "refused":
            raise Refused(*rest)
        return Extract.from_json(rest[0])

    def close(self) -> None:
        """Ends the child."""
        child, self._child, self._served = self._child, None, 0
        if child is not None:
            child.kill()
            with contextlib.suppress(BrokenPipeError):
                child.communicate()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            self._child = _start(self._limits)
        return self._child

    def _note_use(self, peak: int) -> None:
        self.peak = max(self.peak, peak)
        self._served += 1
        hungry = peak > self._limits.child_memory_kept
        if hungry or self._served >= self._limits.files_per_child:
            self.close()

    def _wall_seconds(self, length: int) -> float:
        cpu = self._limits.cpu_s + self._limits.cpu_s_per_megabyte * length / MEGABYTE
        return self._limits.wall_s + self._limits.wall_factor * cpu

    def _death(self, rang: bool) -> Refused:
        """Why the child is gone; a new one starts with the next file."""
        code = self._child.wait() if self._child is not None else 0
        self.close()
        if rang or code in ENDED_FOR_TIME:
            return TOO_SLOW
        return TOO_LARGE if code in ENDED_FOR_MEMORY else BROKEN


class Alarm:
    """Kills the child when the time is over; ``rang`` tells that it did."""

    def __init__(self, child: subprocess.Popen[bytes], seconds: float) -> None:
        self.rang = False
        self._child = child
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def cancel(self) -> None:
        """The child has answered or died."""
        self._timer.cancel()

    def _ring(self) -> None:
        self.rang = True
        self._child.kill()


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    return subprocess.Popen(  # noqa: S603  # our own interpreter and code, no shell
        [sys.executable, "-I", "-c", START, str(ROOT), json.dumps(limits)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**environment, "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"},
    )


def _exchange(child: subprocess.Popen[bytes], name: str, data: bytes) -> bytes:
    """Sends one file and waits for its answer; empty when the child died."""
    if child.stdin is None or child.stdout is None:
        return b""
    with contextlib.suppress(BrokenPipeError):
        child.stdin.write(json.dumps([name, len(data)]).encode() + b"\n")
        child.stdin.write(data)
        child.stdin.flush()
    answer = child.stdout.readline()
    return answer if answer.endswith(b"\n") else b""
