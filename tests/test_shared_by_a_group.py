"""What the tests of a group share is set up once: one worker does all of them."""

import os
import subprocess
import sys
from pathlib import Path

_TESTS = """
import os
from pathlib import Path

import pytest

@pytest.mark.parametrize("number", range(12))
{mark}
def test_where(number):
    (Path(__file__).parent / f"{{number}}.txt").write_text(os.environ["PYTEST_XDIST_WORKER"])
"""


def workers(folder: Path, mark: str) -> set[str]:
    """Those that did the twelve tests so marked, of two."""
    folder.mkdir()
    (folder / "test_where.py").write_text(_TESTS.format(mark=mark))
    here = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    here["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    command = [sys.executable, "-m", "pytest", "-p", "xdist", "-n", "2", "--dist", "loadgroup"]
    subprocess.run(
        [*command, "-c", os.devnull, "--rootdir", str(folder), str(folder)],
        env=here,
        check=True,
        capture_output=True,
    )
    return {told.read_text() for told in folder.glob("*.txt")}


def test_one_worker_does_all_tests_of_a_group(tmp_path: Path) -> None:
    assert len(workers(tmp_path / "grouped", '@pytest.mark.xdist_group("one")')) == 1
    assert len(workers(tmp_path / "alone", "")) == 2
