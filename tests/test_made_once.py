"""What tests of several workers only read is made by the first of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.made_once import made_once

_TESTS = """
import time
from pathlib import Path

import pytest
from tests.made_once import made_once

def _slowly(folder):
    with (Path(__file__).parent / "made.txt").open("a") as made:
        made.write("x")
    time.sleep(0.5)
    (folder / "there.txt").write_text("all of it")
    return "so it is"

@pytest.fixture(scope="session")
def found(tmp_path_factory):
    return made_once(tmp_path_factory, "found", _slowly)

@pytest.mark.parametrize("number", range(4))
def test_it_is_there(found, number):
    folder, told = found
    assert (folder / "there.txt").read_text() == "all of it"
    assert told == "so it is"
"""


@pytest.mark.parametrize("options", [["-p", "xdist", "-n", "2"], []], ids=["workers", "alone"])
def test_it_is_made_once_a_run_and_whole_for_everybody(tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "test_found.py").write_text(_TESTS)
    here = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    here["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    here["PYTHONPATH"] = str(Path(__file__).parents[1])
    command = [sys.executable, "-m", "pytest", *options, "-c", os.devnull, "--rootdir"]
    for runs in (1, 2):
        subprocess.run(
            [*command, str(tmp_path), str(tmp_path)], env=here, check=True, capture_output=True
        )
        assert (tmp_path / "made.txt").read_text() == "x" * runs


def test_what_was_left_half_made_is_made_anew(tmp_path_factory: pytest.TempPathFactory) -> None:
    def broken(folder: Path) -> str:
        (folder / "half.txt").touch()
        raise ValueError("broken off")

    with pytest.raises(ValueError, match="broken off"):
        made_once(tmp_path_factory, "left-half-made", broken)
    folder, told = made_once(tmp_path_factory, "left-half-made", lambda _: "whole")
    assert list(folder.iterdir()) == []
    assert told == "whole"
