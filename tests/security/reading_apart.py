"""Reads files that are named on standard input, each in a process forked from this small one.

What the kernel counts for the fork and its child, the sandbox, is what the file cost; nothing that
built the file is in it. A good file is read after each. Answers are lines of JSON: outcome, text,
seconds, peak in bytes, whether the good file was read.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from service import readers
from service.blocks import SourceText
from service.errors import UnreadableFile

LONGEST_SHOWN = 400
Following = Iterator[tuple[Path, SourceText | UnreadableFile]]
Answer = tuple[str, str, float, int, bool]


def serve() -> None:
    """Reads ``[path, good path, as notes]`` lines until the input ends."""
    for line in sys.stdin:
        path, good, as_notes = json.loads(line)
        print(_apart(Path(path), Path(good), as_notes), flush=True)  # noqa: T201


def _apart(path: Path, good: Path, as_notes: bool) -> str:
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        with os.fdopen(sink, "w", encoding="ascii") as out:
            json.dump(_read(path, good, as_notes), out)
        os._exit(0)
    os.close(sink)
    with os.fdopen(source, encoding="ascii") as answers:
        answer = answers.read()
    os.waitpid(child, 0)
    return answer or json.dumps(("died", "", 0.0, 0, False))


def _read(path: Path, good: Path, as_notes: bool) -> Answer:
    """Both files by one reader in turn, as a folder is read; notes are always read alone."""
    begun = time.perf_counter()
    following = readers.read_many([good] if as_notes else [path, good])
    outcome, text = _outcome(path, as_notes, following)
    seconds = time.perf_counter() - begun
    good_text = [found.text for _, found in following if not isinstance(found, UnreadableFile)]
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(who).ru_maxrss for who in both) * 1024
    return outcome, text, seconds, peak, good_text != [""] and len(good_text) == 1


def _outcome(path: Path, as_notes: bool, following: Following) -> tuple[str, str]:
    try:
        if as_notes:
            notes = readers.read_notes(path)
            notes.to_json()
            return "read", "\n".join(note.text + note.source for note in notes.notes)
        _, found = next(following)
        if isinstance(found, UnreadableFile):
            return "refused", str(found)
        found.to_json()
        return "read", found.text
    except UnreadableFile as error:
        return "refused", str(error)
    except BaseException as error:  # noqa: BLE001  # what slips through is what is looked for
        return type(error).__name__, str(error)[:LONGEST_SHOWN]


if __name__ == "__main__":
    serve()
