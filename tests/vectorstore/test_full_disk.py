"""A disk that fills up under the vectors: one clear error each time, searching goes on, and all is
whole again once there is room. In a child with a time limit: Chroma was seen to wait for ever."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.small_disk import may_mount, small_disk

TIMES = ("0", "0", "16", "64", "160", "400", "0")
PATIENCE_S = 300.0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "small", 24) as folder:
        yield folder


def trials(disk: Path, database: Path) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.vectorstore.filling_disk", str(disk), str(database), *TIMES],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


class TestASmallDisk:
    """Only where a disk may be mounted."""

    __test__ = may_mount()

    def test_vectors_that_found_no_room_are_made_when_there_is_some(
        self, disk: Path, tmp_path: Path
    ) -> None:
        found = trials(disk, tmp_path)
        assert len(found) == len(TIMES)
        for trial in found:
            assert trial["said"].startswith("向量库所在的磁盘已满") or trial["left"] > 0
            assert trial["searched"] == "found"
            assert trial["kept"], "the database stands elsewhere and has the material"
            assert trial["whole"], "every chunk has its vector again"
            assert trial["found"]

    def test_a_database_that_found_no_room_keeps_nothing_of_what_it_refused(
        self, disk: Path
    ) -> None:
        for trial in trials(disk, disk):
            assert trial["said"] or trial["found"]
            assert trial["searched"] == "found"
            assert trial["whole"]
            assert trial["found"] == trial["kept"]
