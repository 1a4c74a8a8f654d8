r"""Expressions that a text can bring to a standstill are found by trying them, in a process apart.

Nested repetition ((a+)+, (?:\w+\s?)+$) takes time that doubles with every letter; no list of
forbidden forms tells all of them from the harmless ones. So each expression is run over rows of the
letters that it is made of, none of which it can finish on. The child counts its own processor time
and ends itself, which nothing inside a search could prevent; a busy machine refuses nothing.
"""

import json
import re
import subprocess
import sys
from collections.abc import Sequence

_SECONDS = 1.0
_WHOLE_SECONDS = 60.0
"""When the trial of all expressions ends where a process cannot count its own time."""
_SHORT, _LONG = 32, 600
"""Letters of a row: few show what doubles, many what grows with a power."""
_LETTERS = "a1 学、，。-_A"
"""Tried besides an expression's own letters: what \\w, \\d, \\s and [^，。] stand for."""
_MOST_LETTERS = 24
_CHILD = """
import json, re, signal, sys
limit = getattr(signal, "ITIMER_VIRTUAL", None)
seconds, tried = json.load(sys.stdin)
for number, (pattern, texts) in enumerate(tried):
    print(number, flush=True)
    if limit is not None:
        signal.setitimer(limit, seconds)
    found = re.compile(pattern, re.MULTILINE)
    for text in texts:
        for match in found.finditer(text):
            pass
print("done", flush=True)
"""


def slow_pattern(patterns: Sequence[str]) -> int | None:
    """The place of the first expression that some text brings to a standstill; None where none
    does. All of them compile."""
    if not patterns:
        return None
    given = json.dumps([_SECONDS, [(pattern, _rows(pattern)) for pattern in patterns]])
    said = _tried(given).split()
    if said and said[-1] == "done":
        return None
    return int(said[-1]) if said else 0


def _tried(given: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter and a fixed program
            [sys.executable, "-I", "-S", "-c", _CHILD],
            input=given,
            capture_output=True,
            encoding="utf-8",
            timeout=_WHOLE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return late.stdout.decode() if isinstance(late.stdout, bytes) else late.stdout or ""
    return done.stdout


def _rows(pattern: str) -> list[str]:
    """Rows of one letter and of two in turn, each ended by what nothing matches."""
    own = dict.fromkeys(re.sub(r"[\\()\[\]{}|?*+^$.:]", "", pattern))
    letters = list(dict.fromkeys([*own, *_LETTERS]))[:_MOST_LETTERS]
    pairs = [one + other for one in letters[:8] for other in letters[:8] if one != other]
    short = [unit * (_SHORT // len(unit)) + "\x00" for unit in (*letters, *pairs)]
    return [*short, *(letter * _LONG + "\x00" for letter in letters)]
