"""What takes long to make and is only read afterwards: made by one worker, for all of them."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], str]
) -> tuple[Path, str]:
    """A folder of this run that ``make`` has filled, and the text that it gave of it.

    Whoever asks first makes it, and the others wait. Nobody may write there afterwards.
    """
    ours = factory.getbasetemp()
    # The folders of the workers lie in that of the run.
    shared = ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours
    folder, told = shared / name, shared / f"{name}.told"
    with FileLock(shared / f"{name}.lock"):
        if not told.exists():
            # Of one who did not come to the end of it.
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            told.write_text(make(folder), encoding="utf-8")
    return folder, told.read_text(encoding="utf-8")
