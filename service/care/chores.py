"""What a running process tidies up from time to time."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_EVERY_S = 6 * 3600.0
_FIRST_S = 60.0
_LOG = logging.getLogger(__name__)


@contextmanager
def tidying(*chores: Callable[[], object], every_s: float = _EVERY_S) -> Iterator[None]:
    """Does the chores in a thread, soon after the beginning and every few hours, until the block
    ends. One that fails is told and tried again the next time."""
    over = threading.Event()

    def go() -> None:
        wait = min(_FIRST_S, every_s)
        while not over.wait(wait):
            wait = every_s
            for chore in chores:
                _do(chore)

    thread = threading.Thread(target=go, name="chores", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=10)


def _do(chore: Callable[[], object]) -> None:
    try:
        chore()
    except Exception as error:  # noqa: BLE001 - whatever it was, the service goes on
        _LOG.warning("a chore failed: %s, it will be tried again", type(error).__name__)
