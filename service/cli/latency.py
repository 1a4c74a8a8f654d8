"""What a process that answers people asks of the interpreter, so that no request waits long."""

import gc
import sys

_SWITCH_S = 0.0001
"""After how long a thread that computes lets another have the interpreter. A request asks for it
anew after each row of the database; at Python's 5 ms a job beside it cost such a request 30 ms."""
_THRESHOLDS = (20_000, 20, 50)
"""Allocations, and collections of the younger generations, between two collections."""


def answer_quickly() -> None:
    """To be called once, when everything is loaded. What is there by now stays until the end: left
    to the collector, going through it held up every request for 0.28 s, several times a minute
    while papers were drafted."""
    sys.setswitchinterval(_SWITCH_S)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
