"""What the jobs process of ``duizhao serve`` does."""

import logging
import os
import sys
import threading
from contextlib import ExitStack
from multiprocessing.connection import Connection

from service.bootstrap import House
from service.compute import end_with_parent
from service.errors import DuizhaoError
from service.jobs import Engine
from service.jobs.process import JobsLine, Refusal, Word, take_signals
from service.settings import Settings

_NICE = 5
_TELL_S = 1.0
_PATIENCE_S = 10.0
_log = logging.getLogger(__name__)


def do_jobs(line: Connection, settings: Settings) -> None:
    """Does jobs until it is told to end, or the parent at the other end of ``line`` is gone."""
    from service.care.logs import configure
    from service.care.redaction import Redaction, secrets_of
    from service.jobs.running import job_id

    stop = threading.Event()
    take_signals(stop)
    end_with_parent()
    # Whoever is served comes first.
    os.nice(_NICE)
    configure(
        settings.log_format,
        settings.log_level,
        redaction=Redaction(secrets_of(settings)),
        ids={"job": job_id},
    )
    parent = JobsLine(line)
    try:
        _work(parent, settings, stop)
    except DuizhaoError as error:
        parent.say(Refusal(str(error)))
        sys.exit(1)
    except Exception:  # noqa: BLE001 - told without its words, which multiprocessing would print
        _log.exception("the jobs process ended")
        sys.exit(1)


def _work(parent: JobsLine, settings: Settings, stop: threading.Event) -> None:
    from service.care.figures import tell_failures
    from service.store.one_process import JOBS, hold

    with ExitStack() as stack:
        house = stack.enter_context(House(settings))
        if settings.database().startswith("sqlite"):
            stack.enter_context(hold(settings.data_dir, JOBS, patience_s=_PATIENCE_S))
            house.vectors_at = parent.vectors_at
        failures = _Failures()
        tell_failures(house.database, failures.add)
        engine = Engine.start(house, listen=True)
        stack.callback(engine.stop)
        while True:
            parent.say(Word(engine.jobs.doing, house.breaker.state(), failures.take()))
            if stop.wait(_TELL_S):
                return


class _Failures:
    """How many there were since somebody looked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = 0

    def add(self) -> None:
        with self._lock:
            self._number += 1

    def take(self) -> int:
        with self._lock:
            number, self._number = self._number, 0
            return number
