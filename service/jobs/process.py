"""The process that does the jobs of one that serves people.

Jobs and requests in one interpreter take turns at it: a page took three times as long while papers
were drafted. So the process that serves people begins another one for its jobs, begins it anew when
it has died, and ends it; when it is killed itself, the other one ends, too.
"""

import logging
import multiprocessing
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from service.errors import DuizhaoError
from service.jobs.engine import STOP_S
from service.llm.breaker import BreakerState
from service.office.jobs import Doing
from service.settings import Settings
from vectorstore.errors import StoreError

NAME = "jobs"
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_PATIENCE_S = 20.0
"""For so long after its last good word it counts as at work: it may be beginning anew."""
_BEGIN_S = 60.0
_PAUSE_S = 1.0
_LONGEST_PAUSE_S = 30.0
_END_S = STOP_S + 12.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Word:
    """What the jobs process tells of itself again and again. ``failures`` are statements that the
    database did not carry out since the word before."""

    doing: Doing
    breaker: BreakerState
    failures: int = 0


@dataclass(frozen=True)
class Refusal:
    """Why it cannot begin: one Chinese sentence."""

    words: str


@dataclass(frozen=True)
class WhereVectors:
    """It asks where the vectors are: it is answered with the address, or with what to raise."""


class JobsLine:
    """The jobs process's end of the line to its parent. Safe to use from several threads."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._sending = threading.Lock()
        self._asking = threading.Lock()

    def say(self, word: Word | Refusal | WhereVectors) -> None:
        """Tells the parent; one that is gone ends this process by other ways."""
        with self._sending, suppress(OSError):
            self._line.send(word)

    def vectors_at(self) -> str:
        """Where the vectors are. Raises OSError or EOFError when the parent cannot be asked any
        more, and what the parent met when it opened them."""
        with self._asking:
            self.say(WhereVectors())
            answer: str | Exception = self._line.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer


Main = Callable[[Connection, Settings], None]
"""What the process does: a function of a module."""


class JobsProcess:
    """Begun by ``begin``, ended by ``stop``. ``vectors`` gives where the vectors are;
    ``failed`` hears of each statement that the database did not carry out there."""

    def __init__(
        self,
        main: Main,
        settings: Settings,
        *,
        vectors: Callable[[], str],
        failed: Callable[[], None],
    ) -> None:
        self._main = main
        self._settings = settings
        self._vectors = vectors
        self._failed = failed
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._child: BaseProcess | None = None
        self._heard = threading.Event()
        self._refusal = ""
        self._breaker: BreakerState | None = None
        self._good_until: float | None = None
        self._watching = threading.Thread(target=self._watch, name="jobs-process", daemon=True)

    def begin(self) -> None:
        """Begins it; it is at work some seconds later."""
        self._good_until = time.monotonic() + _PATIENCE_S
        resource_tracker.ensure_running()
        self._watching.start()

    def wait(self) -> None:
        """Waits until it is at work. Raises DuizhaoError in its own words when it cannot be."""
        if not self._heard.wait(_BEGIN_S):
            _log.warning("the jobs process is long in beginning")
        if self._refusal:
            raise DuizhaoError(self._refusal)

    def doing(self) -> Doing:
        """Whether jobs are done there; elsewhere when it was never begun."""
        if self._good_until is None:
            return "elsewhere"
        return "ok" if time.monotonic() < self._good_until else "stopped"

    def breaker(self) -> BreakerState | None:
        """What it knows of the model server, None before it has said anything."""
        return self._breaker

    def stop(self) -> None:
        """Has it end as the engine does: what is under way gets some seconds, and stays."""
        self._stopping.set()
        with self._lock:
            child = self._child
        if child is None:
            return
        child.terminate()
        # Only that thread joins the child: of two, one would take it for alive for good.
        self._watching.join(timeout=_END_S)
        if self._watching.is_alive():
            _log.warning("the jobs process does not end by itself")
            child.kill()
            self._watching.join(timeout=_PAUSE_S)

    def _watch(self) -> None:
        pause = _PAUSE_S
        while (begun := self._started()) is not None:
            since = time.monotonic()
            process, line = begun
            with line:
                self._listen(line)
            process.join()
            if self._stopping.is_set():
                return
            pause = _PAUSE_S if time.monotonic() - since > _PATIENCE_S else pause
            _log.warning(
                "the jobs process ended (%s), beginning it anew in %d s", process.exitcode, pause
            )
            if self._stopping.wait(pause):
                return
            pause = min(2 * pause, _LONGEST_PAUSE_S)

    def _started(self) -> tuple[BaseProcess, Connection] | None:
        with self._lock:
            if self._stopping.is_set():
                return None
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            # Not a daemon: it has children of its own.
            process = context.Process(target=self._main, args=(theirs, self._settings), name=NAME)
            with _held_back():
                process.start()
            theirs.close()
            self._child = process
            return process, ours

    def _listen(self, line: Connection) -> None:
        """Hears it to its end."""
        with suppress(OSError, EOFError):
            while True:
                said = line.recv()
                if isinstance(said, Word):
                    self._note(said)
                elif isinstance(said, Refusal):
                    self._hear_refusal(said)
                else:
                    # In a thread: opening them takes seconds, in which it goes on telling.
                    threading.Thread(target=self._tell, args=(line,), daemon=True).start()

    def _hear_refusal(self, said: Refusal) -> None:
        self._refusal = said.words
        if self._heard.is_set():
            _log.error("the jobs process cannot begin: %s", said.words)
        else:
            # Whoever waits for its first word tells it, and nothing is begun anew.
            self._stopping.set()
        self._heard.set()

    def _note(self, word: Word) -> None:
        self._breaker = word.breaker
        for _ in range(word.failures):
            self._failed()
        self._good_until = time.monotonic() + _PATIENCE_S if word.doing == "ok" else 0.0
        self._heard.set()

    def _tell(self, line: Connection) -> None:
        answer: str | Exception
        try:
            answer = self._vectors()
        except (DuizhaoError, StoreError) as error:
            answer = error
        except Exception as error:  # noqa: BLE001 - whatever it was: nobody is left without answer
            _log.warning("the vectors cannot be opened: %s", type(error).__name__)
            answer = StoreError("向量库打不开，请稍后再试")
        with suppress(OSError):
            line.send(answer)


@contextmanager
def _held_back() -> Iterator[None]:
    """What is begun inside gets no signal before it asks for them: Ctrl+C goes to everybody at the
    terminal, also to who has not yet learned to leave it to its parent."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def take_signals(stop: threading.Event) -> None:
    """To be said first of all in the process: SIGTERM sets ``stop``, Ctrl+C is the parent's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
