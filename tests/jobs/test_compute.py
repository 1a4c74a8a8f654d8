"""Heavy work goes to children that are spawned, replaced when they die, and never left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from service.compute import Compute, ComputingFailed
from service.errors import DuizhaoError, UnreadableFile
from tests.jobs.computing import blunder, counted, die, refuse, three_steps
from tests.jobs.running import wait_for

pytestmark = pytest.mark.usefixtures("spawned")
PARENT = """
import os, sys, time
from service.compute import Compute
if __name__ == "__main__":
    print(Compute().in_child(os.getpid), flush=True)
    time.sleep(60)
"""


@pytest.fixture
def compute() -> Iterator[Compute]:
    with closing(Compute()) as made:
        yield made


def test_work_is_done_in_one_kept_child(compute: Compute) -> None:
    first = compute.in_child(os.getpid)
    assert first != os.getpid()
    assert compute.in_child(os.getpid) == first


def test_what_goes_to_a_child_in_pieces_arrives_whole(compute: Compute) -> None:
    words, nested, _ = compute.in_child(counted, ("甲", "乙"), [("丙",), ()])
    assert (words, nested) == (("甲", "乙"), [("丙",), ()])
    assert compute.in_child(counted, (), None)[:2] == ((), None)


def test_a_child_yields_to_the_process_that_serves_people(compute: Compute) -> None:
    assert compute.in_child(counted, (), None)[2] > os.nice(0)


def test_what_it_raises_is_raised_here(compute: Compute) -> None:
    with pytest.raises(UnreadableFile, match="坏了") as raised:
        compute.in_child(refuse, "a.docx")
    assert (raised.value.file, raised.value.cause) == ("a.docx", "坏了")


def test_a_fault_of_ours_tells_its_place_and_no_words(compute: Compute) -> None:
    with pytest.raises(ComputingFailed, match=r"ValueError at .*computing.py") as raised:
        compute.in_child(blunder, "张三的意见")
    assert "张三" not in str(raised.value)


def test_a_child_that_died_is_replaced(compute: Compute) -> None:
    first = compute.in_child(os.getpid)
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: compute.in_child(os.getpid) != first, "a new child")
    with pytest.raises(DuizhaoError, match="内存不足"):
        compute.in_child(die)
    assert compute.in_child(abs, -3) == 3


def test_steps_are_told_here(compute: Compute) -> None:
    told: list[tuple[int, int, str]] = []
    result = compute.with_steps(lambda *step: told.append(step), three_steps, "甲")
    assert result == "甲甲甲"
    assert told == [(1, 3, "甲"), (2, 3, "甲"), (3, 3, "甲")]


def test_children_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    with parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    wait_for(lambda: not _alive(child), "the child's end")


def _alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
