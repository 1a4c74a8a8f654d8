"""What the tests have computed in a child; loads quickly."""

import os
import signal
import time
from collections.abc import Callable

from service.errors import UnreadableFile


def refuse(file: str) -> None:
    raise UnreadableFile(file, "坏了")


def blunder(text: str) -> None:
    raise ValueError(text)


def die() -> None:
    time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGKILL)


def counted(words: tuple[str, ...], more: object) -> tuple[tuple[str, ...], object, int]:
    return words, more, os.nice(0)


def three_steps(word: str, *, step: Callable[[int, int, str], None]) -> str:
    for done in range(1, 4):
        step(done, 3, word)
    return 3 * word
