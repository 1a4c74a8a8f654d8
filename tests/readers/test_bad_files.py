"""Hostile and broken files: one clear message each, quickly, in little memory, harming no other."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from service import readers
from service.errors import BadInput, UnreadableFile
from tests.readers.bad_files import BAD_FILES, BAD_NOTES, Build
from tests.readers.office_files import paragraph, word_file

SECONDS = 2.0
MOST_MEMORY = 300 * 1024 * 1024


def _refusal(read: Callable[[Path], object], path: Path) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    return caught.value


def _processor_seconds() -> float:
    """Processor time of this process and its children; wall time depends on the neighbours."""
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _check_one(build: Build, path: Path, said: str, read: Callable[[Path], object]) -> None:
    build(path)
    start = _processor_seconds()
    error = _refusal(read, path)
    assert _processor_seconds() - start < SECONDS
    assert isinstance(error, BadInput)
    message = str(error)
    assert message.startswith(f"{path.name}：")
    assert said in message
    assert "\n" not in message


@pytest.mark.parametrize("name", sorted(BAD_FILES))
def test_a_bad_file_gives_one_clear_message_in_time(name: str, tmp_path: Path) -> None:
    build, said = BAD_FILES[name]
    _check_one(build, tmp_path / name, said, readers.read)


@pytest.mark.parametrize("name", sorted(BAD_NOTES))
def test_a_file_without_usable_notes_gives_one_clear_message(name: str, tmp_path: Path) -> None:
    build, said = BAD_NOTES[name]
    _check_one(build, tmp_path / name, said, readers.read_notes)


READ_ALL = """
import json, resource, sys
from pathlib import Path
from service import readers
paths = [Path(line) for line in sys.stdin.read().splitlines()]
results = [str(result) if isinstance(result, Exception) else result.text
           for _, result in readers.read_many(paths)]
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([results, peak * 1024]))
"""


def test_bad_files_leave_their_neighbours_readable_and_memory_small(tmp_path: Path) -> None:
    good = word_file(tmp_path / "good.docx", paragraph("办事流程还需简化"))
    paths = []
    for name, (build, _) in sorted(BAD_FILES.items()):
        build(tmp_path / name)
        paths += [tmp_path / name, good]
    # A fresh process, so that the peak is that of its children and of no other test's.
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL],
        input="\n".join(map(str, paths)),
        capture_output=True,
        text=True,
        check=True,
    )
    results, peak = json.loads(done.stdout)
    assert results[1::2] == ["办事流程还需简化"] * len(BAD_FILES)
    refused = [path.name for path in paths[::2]]
    assert [result.partition("：")[0] for result in results[::2]] == refused
    assert peak < MOST_MEMORY


def test_there_are_more_than_forty_bad_files() -> None:
    assert len(BAD_FILES) + len(BAD_NOTES) > 40
