"""The library takes files in once, says what it skipped, and survives being killed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from service.bootstrap import House
from service.errors import LibraryBusy
from service.pipelines.ingest import IngestReport, ingest
from service.pipelines.library import cut
from service.samples import PAPERS
from service.settings import Settings
from service.store.chunks import ChunkTable
from vectorstore.port import Chunk
from vectorstore.sketch import built_in

UNIT = "青岚县水利局党组"
OWN = PAPERS / "qinglan-water"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(Settings(data_dir=tmp_path / "data")) as opened:
        yield opened


def take_in(house: House, *paths: Path, unit: str = UNIT) -> IngestReport:
    return ingest(paths, house.library_of(unit), use="own-past", kinds=house.kinds)


def chunks(house: House, unit: str = UNIT) -> list[Chunk]:
    """The unit's chunks, which the vector store holds all the same."""
    library = house.library_of(unit)
    kept = ChunkTable(house.database).chunks(library.unit)
    assert library.search.is_whole(library.unit)
    return kept


def test_a_folder_is_taken_in_with_its_subfolders_and_every_item_can_be_found(
    house: House,
) -> None:
    report = take_in(house, OWN)
    assert sorted(report.added) == sorted(p.name for p in OWN.iterdir())
    assert report.passages == len(chunks(house)) > 50
    materials = house.library_of(UNIT).of("own-past")
    assert {m.paper.kind for m in materials} >= {"team-2023", "team-2024", "plan-2023"}


def test_a_material_cut_elsewhere_gives_the_same_chunks_and_vectors(house: House) -> None:
    library = house.library_of(UNIT)
    take_in(house, OWN)
    material = library.of("own-past")[0]
    pieces = cut(material, library.search.embedder)
    assert pieces.vectors is not None
    assert np.array_equal(pieces.vectors, built_in().embed([c.text for c in pieces.chunks]))
    before = chunks(house)
    assert library.put(material, pieces) == len(pieces.chunks)
    assert chunks(house) == before
    assert cut(material, "bge").vectors is None, "only the built-in embedder works in a child"


def test_the_same_files_again_change_nothing(house: House) -> None:
    take_in(house, OWN)
    before = chunks(house)
    again = take_in(house, OWN)
    assert again.added == ()
    assert sorted(again.unchanged) == sorted(p.name for p in OWN.iterdir())
    assert chunks(house) == before


def test_what_cannot_be_read_is_named_with_its_reason_and_stops_nothing(
    house: House, tmp_path: Path
) -> None:
    folder = tmp_path / "papers"
    shutil.copytree(OWN, folder)
    (folder / "坏的.docx").write_bytes(b"not a zip")
    (folder / "空的.txt").write_bytes(b"")
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "~$草稿.docx").write_bytes(b"lock")
    report = take_in(house, folder)
    assert len(report.added) == len(list(OWN.iterdir()))
    reasons = {entry.file: entry.reason for entry in report.skipped}
    assert set(reasons) == {"坏的.docx", "空的.txt", "照片.jpg", "~$草稿.docx"}
    assert all(reasons.values())


def test_a_file_that_is_not_there_is_named(house: House, tmp_path: Path) -> None:
    report = take_in(house, tmp_path / "没有.docx")
    assert [entry.file for entry in report.skipped] == ["没有.docx"]


def test_one_unit_never_sees_what_another_took_in(house: House) -> None:
    take_in(house, OWN)
    other = "禾川县柳溪镇党委"
    take_in(house, PAPERS / "liuxi-town", unit=other)
    assert {m.owner for m in house.library_of(UNIT).of()} == {UNIT}
    assert {c.meta["unit"] for c in chunks(house, other)}.isdisjoint({UNIT})


def test_a_second_process_on_the_same_data_is_told_to_wait(house: House) -> None:
    assert house.search
    with (
        House(house.settings) as second,
        pytest.raises(LibraryBusy, match="正被另一个 duizhao 进程使用"),
    ):
        assert second.search


def ingest_command(data: Path) -> tuple[list[str], dict[str, str]]:
    command = [sys.executable, "-m", "service.cli", "ingest", str(PAPERS), "--unit", UNIT]
    return command, {**os.environ, "DUIZHAO_DATA_DIR": str(data)}


@pytest.mark.parametrize("after_materials", [1, 5, 12])
def test_an_ingest_killed_in_the_middle_is_finished_by_the_next_one(
    tmp_path: Path, after_materials: int
) -> None:
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    command, environment = ingest_command(killed)
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _wait_for_rows(killed / "duizhao.sqlite", after_materials, process)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with House(Settings(data_dir=killed)) as house, House(Settings(data_dir=whole)) as other:
        take_in(house, PAPERS)
        take_in(other, PAPERS)
        assert house.library_of(UNIT).finish() == ()
        assert house.library_of(UNIT).of() == other.library_of(UNIT).of()
        assert chunks(house) == chunks(other)


def _wait_for_rows(database: Path, wanted: int, process: subprocess.Popen[bytes]) -> None:
    import sqlite3

    give_up = time.monotonic() + 60
    while time.monotonic() < give_up and process.poll() is None:
        if database.exists():
            connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
            try:
                if connection.execute("select count(*) from materials").fetchone()[0] >= wanted:
                    return
            except sqlite3.OperationalError:
                pass  # the table is not made yet
            finally:
                connection.close()
        time.sleep(0.01)
    pytest.fail("the ingest was over, or stuck, before it could be killed")
