"""The child process that parses files: reads them from its standard input one after another.

For each it gets a line of JSON (format, length) and the bytes, and answers with one line of JSON:
``["extract", …, peak]`` or ``["refused", cause, advice, peak]``. It opens no file and no
connection of its own; anything unforeseen ends it, and the parent says so.
"""

import contextlib
import json
import math
import os
import re
import sys
import time
from pathlib import Path
from typing import BinaryIO

from service.readers import reader_named
from service.readers.limits import MEGABYTE, Limits
from service.readers.piece import Refused

# Windows has no such limits; the parent's wall time holds there all the same.
if sys.platform != "win32":
    import resource

OUT_OF_MEMORY = 3


def main(limits_json: str) -> None:
    """Serves files until the input ends."""
    limits = Limits(*json.loads(limits_json))
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # A library that prints must not disturb the answers.
    os.dup2(2, 1)
    _confine(limits)
    while header := source.readline():
        name, length = json.loads(header)
        _allow_time(limits, length)
        answers.write(_answer(name, source, length).encode() + b"\n")
        answers.flush()


def _answer(name: str, source: BinaryIO, length: int) -> str:
    try:
        extract = reader_named(name).extract(source.read(length))
        return json.dumps(["extract", extract.to_json(), peak()])
    except Refused as refused:
        return json.dumps(["refused", refused.cause, refused.advice, peak()])
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _confine(limits: Limits) -> None:
    """Memory and files; ``RLIMIT_DATA`` keeps resident memory down, ``RLIMIT_AS`` all of it."""
    _limit("RLIMIT_DATA", limits.memory)
    _limit("RLIMIT_AS", limits.address_space)
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_CORE", 0)


def _limit(name: str, value: int) -> None:
    """Sets a limit, unless a lower one is in force."""
    if sys.platform == "win32":
        return
    which = getattr(resource, name)
    _, hard = resource.getrlimit(which)
    ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
    # macOS does not take every limit it names; the others still hold.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(which, (ceiling, hard))


def _allow_time(limits: Limits, length: int) -> None:
    """Processor time for one more file, counted on from what this process has used."""
    allowed = limits.cpu_s + limits.cpu_s_per_megabyte * length / MEGABYTE
    _limit("RLIMIT_CPU", math.ceil(time.process_time() + allowed))


def peak() -> int:
    """The largest resident memory of this process so far, in bytes; 0 where nobody counts.

    Linux's ru_maxrss still holds what the parent had when it started this process, so the kernel's
    own mark is read instead.
    """
    if sys.platform == "darwin":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status = Path("/proc/self/status")
    marks = status.read_text("ascii", "replace") if status.exists() else ""
    found = re.search(r"VmHWM:\s*(\d+) kB", marks)
    return int(found.group(1)) * 1024 if found else 0
