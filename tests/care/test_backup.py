"""What a backup holds, what it refuses, and that it never stands half done."""

import io
import json
import os
import signal
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from service.care.backup import Source, make_backup, restore_backup, verify_backup
from service.care.backup.manifest import BadBackup
from service.care.backup.rows import LEFT_OUT, TABLES
from service.errors import BadInput
from service.scope import of_unit
from service.store.audit import AuditLog
from service.store.database import Database, open_database
from service.store.originals import OriginalFiles, Originals
from service.store.tables import Base, DismissalRow, PersonRow, SignInRow, UnitRow

SCOPE = of_unit("z-unit", "p", "甲")


def silent(done: int, total: int, name: str) -> None:
    assert done <= total, name


def dismissal() -> DismissalRow:
    now = datetime.now(UTC)
    return DismissalRow(
        unit_id="z-unit",
        rule="r",
        fingerprint="f",
        reason="第一行\n第二行\u2028“引号”𠮷",
        who="甲",
        dismissed_at=now,
        text="",
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Source]:
    address = f"sqlite:///{tmp_path / 'data' / 'duizhao.sqlite'}"
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres_address")
    yield from filled(address, tmp_path / "data")


@pytest.fixture
def sqlite_source(tmp_path: Path) -> Iterator[Source]:
    yield from filled(f"sqlite:///{tmp_path / 'data' / 'duizhao.sqlite'}", tmp_path / "data")


def filled(address: str, data: Path) -> Iterator[Source]:
    database = open_database(address)
    now = datetime.now(UTC)
    with database.deciding(write=True) as session:
        # The child sorts before its parent.
        session.add(UnitRow(id="z-unit", name="上级", created_at=now))
        session.flush()
        session.add(UnitRow(id="a-unit", name="下级", parent_id="z-unit", created_at=now))
        session.add(PersonRow(id="p", login="jia", name="甲", created_at=now))
        session.flush()
        session.add(
            SignInRow(
                token_hash="t" * 64,
                person_id="p",
                created_at=now,
                seen_at=now,
                expires_at=now + timedelta(days=1),
            )
        )
        for number in range(3):
            AuditLog.add(session, SCOPE, action="unit.create", target=str(number))
    with database.writing(SCOPE) as session:
        session.add_all([dismissal(), dismissal(), dismissal()])
    with database.writing(SCOPE) as session:
        session.delete(session.scalars(select(DismissalRow).order_by(DismissalRow.number)).all()[2])
    originals = Originals(database, data / "originals")
    originals.keep(SCOPE, "z-unit", "空.txt", b"")
    originals.keep(SCOPE, "z-unit", "大.bin", os.urandom(3_000_000))
    for name in ("kinds/own.yaml", "rules/unit/terms.tsv"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text("标识: x\n", encoding="utf-8")
    (data / "kinds" / "outside.yaml").symlink_to("/etc/passwd")
    (data / "rules" / ".hidden").write_text("no")
    yield Source(database, OriginalFiles(data / "originals"), data)
    database.close()


def dump(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.engine.connect() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in TABLES
        }


def backup_of(source: Source, tmp_path: Path) -> Path:
    return make_backup(source, tmp_path / "b" / "one.tar", silent).path


def names_in(path: Path) -> list[str]:
    with tarfile.open(path) as tar:
        return tar.getnames()


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_backup_of_either_database_restores_into_either(
    source: Source, tmp_path: Path, target: str, request: pytest.FixtureRequest
) -> None:
    path, into, url = backup_of(source, tmp_path), tmp_path / "new", ""
    if target == "postgresql":
        server = request.getfixturevalue("postgres_server")
        url = server.address(server.create_database(), "psycopg")
    restore_backup(path, into, silent, database_url=url)
    restored = open_database(url or f"sqlite:///{into / 'duizhao.sqlite'}")
    assert dump(restored) == dump(source.database)
    assert AuditLog(restored).verify().entries == 3
    files = {p.relative_to(into).as_posix() for p in into.rglob("*.*") if p.is_file()}
    assert {"kinds/own.yaml", "rules/unit/terms.tsv"} <= files
    assert not files & {"kinds/outside.yaml", "rules/.hidden"}
    for original in Originals(restored, into / "originals").of(SCOPE, "z-unit"):
        assert (
            len(b"".join(OriginalFiles(into / "originals").pieces("z-unit", original.sha256)))
            == original.size
        )
    with restored.writing(SCOPE) as session:
        row = dismissal()
        session.add(row)
        session.flush()
        assert row.number == 4, "the number of a deleted row names another"
    restored.close()


def test_every_table_is_in_the_backup_or_left_out_on_purpose() -> None:
    assert {table.name for table in TABLES} | set(LEFT_OUT) == set(Base.metadata.tables)


def test_no_sign_in_and_no_token_is_in_the_backup(source: Source, tmp_path: Path) -> None:
    path = backup_of(source, tmp_path)
    assert b"t" * 64 not in path.read_bytes()
    assert not any("sign_in" in name for name in names_in(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_gets_a_backup_under_a_name_of_its_own_each_time(
    sqlite_source: Source, tmp_path: Path
) -> None:
    made = [make_backup(sqlite_source, tmp_path / "b", silent).path for _ in range(2)]
    assert sorted((tmp_path / "b").iterdir()) == sorted(made)
    assert len(set(made)) == 2


def test_no_backup_is_written_over_another(sqlite_source: Source, tmp_path: Path) -> None:
    path = backup_of(sqlite_source, tmp_path)
    before = path.read_bytes()
    with pytest.raises(BadInput, match="已经存在"):
        make_backup(sqlite_source, path, silent)
    assert path.read_bytes() == before


def test_a_lost_original_does_not_stop_the_backup_and_is_named(
    sqlite_source: Source, tmp_path: Path
) -> None:
    lost = next(p for p in (tmp_path / "data" / "originals").rglob("*") if p.is_file())
    lost.write_bytes(b"damaged")
    made = make_backup(sqlite_source, tmp_path / "b", silent)
    assert made.manifest.missing == (f"z-unit/{lost.name}",)
    manifest = restore_backup(made.path, tmp_path / "new", silent)
    assert manifest.missing == made.manifest.missing


def test_only_an_empty_target_is_restored_into(
    sqlite_source: Source, tmp_path: Path, postgres_address: str
) -> None:
    path = backup_of(sqlite_source, tmp_path)
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "mine").write_text("x")
    with pytest.raises(BadInput, match="不是空文件夹"):
        restore_backup(path, tmp_path / "used", silent)
    restore_backup(path, tmp_path / "first", silent, database_url=postgres_address)
    with pytest.raises(BadInput, match="已有内容"):
        restore_backup(path, tmp_path / "second", silent, database_url=postgres_address)
    assert not (tmp_path / "second").exists()
    assert [p.name for p in (tmp_path / "used").iterdir()] == ["mine"]


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None], *extra: str) -> Path:
    """A copy of a backup with members changed (None: dropped) and more at its end."""
    out = path.with_name("changed.tar")
    with tarfile.open(path) as old, tarfile.open(out, "w") as new:
        for info in old:
            data = change(info.name, (old.extractfile(info) or io.BytesIO()).read())
            if data is not None:
                info.size = len(data)
                new.addfile(info, io.BytesIO(data))
        for name in extra:
            new.addfile(tarfile.TarInfo(name), io.BytesIO())
    return out


def assert_refused(path: Path, into: Path, words: str) -> None:
    with pytest.raises(BadBackup, match=words):
        verify_backup(path, silent)
    with pytest.raises(BadBackup, match=words):
        restore_backup(path, into, silent)
    assert not list(into.parent.glob("*new*"))


def test_one_changed_byte_anywhere_is_found(sqlite_source: Source, tmp_path: Path) -> None:
    path = backup_of(sqlite_source, tmp_path)
    with tarfile.open(path) as tar:
        members = [info.name for info in tar if info.size]
    assert len(members) > 5
    for member in members:

        def flip(name: str, data: bytes, wanted: str = member) -> bytes:
            return bytes([data[0] ^ 1]) + data[1:] if name == wanted else data

        with pytest.raises(BadBackup):
            verify_backup(rewritten(path, flip), silent)


def test_missing_extra_and_repeated_members_are_refused(
    sqlite_source: Source, tmp_path: Path
) -> None:
    path, into = backup_of(sqlite_source, tmp_path), tmp_path / "new"
    keep: Callable[[str, bytes], bytes] = lambda _, data: data  # noqa: E731
    dropped = rewritten(path, lambda name, data: None if "units" in name else data)
    assert_refused(dropped, into, "缺少 tables/units.jsonl")
    assert_refused(rewritten(path, lambda n, d: None if "manifest" in n else d), into, "没有清单")
    assert_refused(rewritten(path, keep, "../../outside"), into, "多余")
    assert_refused(rewritten(path, keep, "tables/units.jsonl"), into, "多余")


def test_a_cut_off_file_and_a_file_that_is_none_are_refused(
    sqlite_source: Source, tmp_path: Path
) -> None:
    path, into = backup_of(sqlite_source, tmp_path), tmp_path / "new"
    whole = path.read_bytes()
    for length in (0, 100, 5_000, len(whole) // 2, len(whole) - 20_000):
        path.write_bytes(whole[:length])
        assert_refused(path, into, "不完整|不是 duizhao")
    path.write_bytes(b"no tar at all" * 1000)
    assert_refused(path, into, "不是 duizhao")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_links_and_pipes_in_a_backup_are_refused(
    sqlite_source: Source, tmp_path: Path, kind: bytes
) -> None:
    path = backup_of(sqlite_source, tmp_path)
    out = path.with_name("linked.tar")
    with tarfile.open(out, "w") as tar:
        info = tarfile.TarInfo("kinds/x.yaml")
        info.type, info.linkname = kind, "/etc/passwd"
        tar.addfile(info)
    assert_refused(out, tmp_path / "new", "不是文件的内容")


@pytest.mark.parametrize(
    "name",
    ["kinds/../../outside.yaml", "/kinds/x", "kinds//x", "other/x", "kinds/.x", "originals/x"],
)
def test_no_member_leads_out_of_the_target_even_with_a_manifest_to_match(
    sqlite_source: Source, tmp_path: Path, name: str
) -> None:
    def smuggle(member: str, data: bytes) -> bytes:
        if member != "manifest.json":
            return data
        manifest = json.loads(data)
        for entry in manifest["members"]:
            entry["name"] = name if entry["name"] == "kinds/own.yaml" else entry["name"]
        return json.dumps(manifest).encode()

    path = backup_of(sqlite_source, tmp_path)
    changed = rewritten(path, smuggle)
    out = path.with_name("smuggled.tar")
    with tarfile.open(changed) as old, tarfile.open(out, "w") as new:
        for info in old:
            content = old.extractfile(info)
            info.name = name if info.name == "kinds/own.yaml" else info.name
            info.pax_headers = {}
            new.addfile(info, content)
    assert_refused(out, tmp_path / "new", "不该在备份里")


def test_a_forged_audit_is_not_restored(
    sqlite_source: Source, tmp_path: Path, postgres_address: str
) -> None:
    with sqlite_source.database.deciding(write=True) as session:
        from service.store.tables import AuditRow

        session.scalars(select(AuditRow)).all()[1].target = "forged"
    path = backup_of(sqlite_source, tmp_path)
    for url in ("", postgres_address):
        with pytest.raises(BadBackup, match="审计记录第 2 条不对"):
            restore_backup(path, tmp_path / "new", silent, database_url=url)
        assert not (tmp_path / "new").exists()
    database = open_database(postgres_address)
    assert not any(dump(database).values())
    database.close()


def test_a_backup_of_another_schema_names_the_program_to_use(
    sqlite_source: Source, tmp_path: Path
) -> None:
    def older(name: str, data: bytes) -> bytes:
        return data.replace(b'"0002"', b'"0009"') if name == "manifest.json" else data

    path = rewritten(backup_of(sqlite_source, tmp_path), older)
    with pytest.raises(BadBackup, match=r"请用 duizhao \S+ 恢复"):
        restore_backup(path, tmp_path / "new", silent)


_KILLED = """
import os, signal, sys
from pathlib import Path
from service.care.backup import Source, make_backup, restore_backup
from service.store.database import open_database
from service.store.originals import OriginalFiles
task, address, data, place, when = sys.argv[1:]
steps = 0
def step(done, total, name):
    global steps
    steps += 1
    if steps == int(when):
        os.kill(os.getpid(), signal.SIGKILL)
if task == "backup":
    source = Source(open_database(address), OriginalFiles(Path(data) / "originals"), Path(data))
    make_backup(source, Path(place), step)
else:
    restore_backup(Path(address), Path(place), step)
"""


@pytest.mark.parametrize("when", [1, 26])
def test_a_killed_backup_or_restore_leaves_nothing_under_the_final_name(
    sqlite_source: Source, tmp_path: Path, when: int
) -> None:
    def killed(*arguments: object) -> None:
        command = [sys.executable, "-c", _KILLED, *map(str, arguments), str(when)]
        assert subprocess.run(command, check=False).returncode == -signal.SIGKILL

    address = sqlite_source.database.engine.url.render_as_string()
    killed("backup", address, sqlite_source.data_dir, tmp_path / "b" / "one.tar")
    assert not (tmp_path / "b" / "one.tar").exists()
    path = backup_of(sqlite_source, tmp_path)
    killed("restore", path, "-", tmp_path / "new")
    assert not (tmp_path / "new").exists()
    restore_backup(path, tmp_path / "new", silent)
    assert sorted(p.name for p in (tmp_path / "b").iterdir()) == ["one.tar"]
    assert not list(tmp_path.glob(".new*"))


_LIMITED = """
import resource, sys
from pathlib import Path
from service.care.backup import Source, make_backup, restore_backup
from service.errors import DuizhaoError
from service.store.database import open_database
from service.store.originals import OriginalFiles
task, address, data, place, limits = sys.argv[1:]
for limit in map(int, limits.split(",")):
    # The database itself is opened before: only what is new runs out of room.
    source = task == "backup" and Source(
        open_database(address), OriginalFiles(Path(data) / "originals"), Path(data)
    )
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        if source:
            make_backup(source, Path(place), lambda *_: None)
        else:
            restore_backup(Path(address), Path(place), lambda *_: None)
        print("done")
    except DuizhaoError as error:
        print("refused" if "写不下去" in str(error) else error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(*sorted(p.name for p in Path(place).parent.iterdir() if "new" in p.name))
"""


@pytest.mark.parametrize("task", ["backup", "restore"])
def test_a_disk_that_is_full_at_any_point_leaves_nothing_behind(
    sqlite_source: Source, tmp_path: Path, task: str
) -> None:
    path = backup_of(sqlite_source, tmp_path)
    address = sqlite_source.database.engine.url.render_as_string()
    place = tmp_path / "place" / ("new.tar" if task == "backup" else "new")
    place.parent.mkdir()
    limits = ["40000", "300000", "2000000", "9000000"]
    done = subprocess.run(
        [
            *(sys.executable, "-c", _LIMITED, task, address if task == "backup" else str(path)),
            *(str(sqlite_source.data_dir), str(place), ",".join(limits)),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    *refused, last, left = done.stdout.splitlines()
    assert refused == ["refused", ""] * (len(limits) - 1)
    assert (last, left) == ("done", place.name)
