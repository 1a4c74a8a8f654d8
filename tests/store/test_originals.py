"""Originals: kept once, checked when read, gone without a trace when there was no room."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.errors import NotFound, OutOfScope, StorageFull
from service.scope import of_unit
from service.store.database import Database, open_database
from service.store.originals import OriginalDamaged, OriginalFiles, Originals
from service.store.tables import UnitRow
from tests.small_disk import may_mount, small_disk

SCOPE = of_unit("unit-a", "p")


def database_with_units(address: str) -> Database:
    database = open_database(address)
    with database.deciding(write=True) as session:
        for name in ("unit-a", "unit-b"):
            session.add(UnitRow(id=name, name=name, created_at=datetime.now(UTC)))
    return database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    address = f"sqlite:///{tmp_path / 'd.sqlite'}"
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres_address")
    database = database_with_units(address)
    yield database
    database.close()


@pytest.fixture
def originals(database: Database, tmp_path: Path) -> Originals:
    return Originals(database, tmp_path / "originals")


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def age(path: Path, days: float) -> None:
    then = time.time() - days * 86400
    os.utime(path, (then, then))


def test_a_file_comes_back_as_it_was_handed_in(originals: Originals) -> None:
    kept = originals.keep(SCOPE, "unit-a", "征求意见.xlsx", b"content" * 1000)
    assert originals.get(SCOPE, "unit-a", kept.sha256) == b"content" * 1000
    assert originals.of(SCOPE, "unit-a") == (kept,)
    assert (kept.file, kept.size) == ("征求意见.xlsx", 7000)


def test_the_same_content_twice_is_one_file_under_its_first_name(originals: Originals) -> None:
    first = originals.keep(SCOPE, "unit-a", "甲.docx", b"same")
    again = originals.keep(SCOPE, "unit-a", "乙.docx", b"same")
    assert again == first
    assert len(files_in(originals.files.folder)) == 1


def test_files_and_folders_are_for_this_user_only(originals: Originals) -> None:
    originals.keep(SCOPE, "unit-a", "甲.docx", b"x")
    modes = {path.stat().st_mode & 0o077 for path in originals.files.folder.rglob("*")}
    assert modes == {0}


def test_another_unit_sees_none_of_it_and_can_write_none(originals: Originals) -> None:
    kept = originals.keep(SCOPE, "unit-a", "甲.docx", b"secret")
    other = of_unit("unit-b", "q")
    for act in (originals.get, originals.named, originals.remove):
        with pytest.raises(NotFound):
            act(other, "unit-a", kept.sha256)
    assert originals.of(other, "unit-a") == ()
    with pytest.raises(OutOfScope):
        originals.keep(other, "unit-a", "乙.docx", b"smuggled")


@pytest.mark.parametrize("unit", ["../unit-a", "", "a/b", "单位"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, unit: str) -> None:
    with pytest.raises(NotFound):
        OriginalFiles(tmp_path).put(unit, b"x")
    with pytest.raises(NotFound):
        list(OriginalFiles(tmp_path).pieces("unit-a", "../../etc/passwd"))


def test_a_damaged_or_missing_file_is_told_and_mended_by_the_next_upload(
    originals: Originals,
) -> None:
    kept = originals.keep(SCOPE, "unit-a", "甲.docx", b"content")
    (path,) = files_in(originals.files.folder)
    path.write_bytes(b"c0ntent")
    with pytest.raises(OriginalDamaged, match="已损坏"):
        originals.get(SCOPE, "unit-a", kept.sha256)
    path.unlink()
    with pytest.raises(OriginalDamaged, match="不在存储目录里"):
        originals.get(SCOPE, "unit-a", kept.sha256)
    originals.keep(SCOPE, "unit-a", "甲.docx", b"content")
    assert originals.get(SCOPE, "unit-a", kept.sha256) == b"content"


def test_a_removed_original_is_out_at_once_and_its_file_a_day_later(originals: Originals) -> None:
    kept = originals.keep(SCOPE, "unit-a", "甲.docx", b"content")
    (path,) = files_in(originals.files.folder)
    age(path, 30)
    originals.remove(SCOPE, "unit-a", kept.sha256)
    with pytest.raises(NotFound):
        originals.get(SCOPE, "unit-a", kept.sha256)
    assert originals.sweep() == 0
    age(path, 1.1)
    assert originals.sweep() == 1
    assert files_in(originals.files.folder) == []


def test_the_sweep_leaves_what_a_row_names_and_takes_what_a_kill_left(
    originals: Originals,
) -> None:
    kept = originals.keep(SCOPE, "unit-a", "甲.docx", b"content")
    orphan = originals.files.put("unit-a", b"no row")
    folder = originals.files.folder / "unit-a" / "ab"
    folder.mkdir(exist_ok=True)
    (folder / ("ab" * 32 + ".x.part")).write_bytes(b"half")
    for path in files_in(originals.files.folder):
        age(path, 2)
    assert originals.sweep() == 2
    assert originals.get(SCOPE, "unit-a", kept.sha256) == b"content"
    with pytest.raises(OriginalDamaged):
        list(originals.files.pieces("unit-a", orphan))


def test_a_sweep_that_was_killed_loses_nothing(originals: Originals) -> None:
    kept = originals.keep(SCOPE, "unit-a", "甲.docx", b"content")
    (path,) = files_in(originals.files.folder)
    aside = path.rename(path.with_name(path.name + ".aside"))
    age(aside, 2)
    assert originals.sweep() == 0
    assert originals.get(SCOPE, "unit-a", kept.sha256) == b"content"


_KEEP_WHILE_SWEEPING = """
import sys
from pathlib import Path
from service.store.database import open_database
from service.store.originals import Originals
originals = Originals(open_database(sys.argv[1]), Path(sys.argv[2]))
print("ready", flush=True)
while True:
    originals.sweep(grace_s=-1)
"""


def test_a_sweep_at_the_same_moment_takes_no_file_of_a_kept_original(
    database: Database, originals: Originals
) -> None:
    address = database.engine.url.render_as_string(hide_password=False)
    originals.files.folder.mkdir()
    sweeper = subprocess.Popen(
        [sys.executable, "-c", _KEEP_WHILE_SWEEPING, address, str(originals.files.folder)],
        stdout=subprocess.PIPE,
    )
    try:
        assert sweeper.stdout is not None
        sweeper.stdout.readline()
        kept = [originals.keep(SCOPE, "unit-a", f"{n}.txt", b"%d" % n) for n in range(30)]
    finally:
        sweeper.kill()
        sweeper.communicate()
    # What the killed sweep had put aside comes back with the next one.
    originals.sweep(grace_s=-1)
    for n, original in enumerate(kept):
        assert originals.get(SCOPE, "unit-a", original.sha256) == b"%d" % n


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "small", 4) as folder:
        yield folder


class TestASmallDisk:
    """Only where a disk may be mounted; a write refused at any length is tested everywhere."""

    __test__ = may_mount()

    def test_a_full_disk_gives_one_clear_error_and_leaves_no_part(self, disk: Path) -> None:
        files = OriginalFiles(disk / "originals")
        kept: dict[str, bytes] = {}
        refused = 0
        for n in range(40):
            data = (b"%02d" % n) * 100_000
            try:
                kept[files.put("unit-a", data)] = data
            except StorageFull as error:
                refused += "磁盘已满" in str(error)
        assert kept
        assert len(kept) + refused == 40
        assert refused
        assert {path.name for path in files_in(disk)} == set(kept)
        for digest, data in kept.items():
            assert b"".join(files.pieces("unit-a", digest)) == data

    def test_a_disk_that_fills_up_under_the_database_takes_uploads_again_when_freed(
        self, disk: Path
    ) -> None:
        ballast = disk / "ballast"
        database = database_with_units(f"sqlite:///{disk / 'd.sqlite'}")
        originals = Originals(database, disk / "originals")
        first = originals.keep(SCOPE, "unit-a", "first.txt", b"first")
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while file.write(b"0" * 512):
                pass
        refused = 0
        for n in range(8):
            try:
                originals.keep(SCOPE, "unit-a", f"{n}.txt", b"%d" % n)
            except StorageFull:
                refused += 1
        assert refused
        ballast.unlink()
        again = originals.keep(SCOPE, "unit-a", "again.txt", b"again")
        names = [original.sha256 for original in originals.of(SCOPE, "unit-a")]
        assert {first.sha256, again.sha256} <= set(names)
        for digest in names:
            assert originals.get(SCOPE, "unit-a", digest)
        database.close()


_LIMITED = """
import resource, signal, sys
from pathlib import Path
from service.errors import StorageFull
from service.store.originals import OriginalFiles
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
files = OriginalFiles(Path(sys.argv[1]))
for limit in range(0, 5000, 500):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        files.put("unit-a", b"x" * 4400)
        print("kept")
    except StorageFull:
        print("full")
"""


def test_a_write_refused_at_any_length_leaves_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(tmp_path / "o")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["full"] * 9 + ["kept"]
    assert len(files_in(tmp_path / "o")) == 1


def test_other_faults_of_the_disk_are_not_called_full(tmp_path: Path) -> None:
    (tmp_path / "o").write_text("a file where the folder should be")
    with pytest.raises(NotADirectoryError):
        OriginalFiles(tmp_path / "o").put("unit-a", b"x")
