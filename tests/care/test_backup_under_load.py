"""Twenty backups while another process writes, each restored elsewhere and whole."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select

from service.care.backup import Manifest, Source, make_backup, restore_backup
from service.store.audit import AuditLog
from service.store.database import Database, open_database
from service.store.originals import OriginalFiles, Originals
from service.store.tables import AssignmentRow
from tests.care.busy_writer import SCOPE, UNIT
from tests.postgres import PostgresServer

BACKUPS = 20


@contextmanager
def writing(address: str, folder: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.care.busy_writer", address, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        try:
            yield
            assert process.poll() is None, "the writer stopped by itself"
        finally:
            process.kill()


def silent(done: int, total: int, name: str) -> None:
    assert done <= total, name


def halves(database: Database, side: str) -> dict[str, int]:
    with database.reading(SCOPE) as session:
        rows = session.execute(
            select(AssignmentRow.id, AssignmentRow.version).where(AssignmentRow.id.startswith(side))
        ).all()
    return {row.id.removeprefix(side): row.version for row in rows}


def assert_whole(database: Database, folder: Path, manifest: Manifest) -> int:
    left, right = halves(database, "left-"), halves(database, "right-")
    assert left == right
    newest = max(map(int, left))
    assert {n: version for n, version in left.items() if version != int(n) + 1} == {str(newest): 1}
    check = AuditLog(database).verify(manifest.audit_head)
    assert (check.broken_at, check.head, check.entries) == (None, manifest.audit_head, newest)
    originals = Originals(database, folder / "originals")
    kept = originals.of(SCOPE, UNIT)
    assert kept
    for original in kept:
        assert len(originals.get(SCOPE, UNIT, original.sha256)) == original.size
    return newest


def test_twenty_backups_of_a_busy_sqlite_come_back_whole(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'd.sqlite'}"
    assert_backups_come_back(address, tmp_path, lambda _: "")


def test_twenty_backups_of_a_busy_postgresql_come_back_whole(
    postgres_address: str, postgres_server: PostgresServer, tmp_path: Path
) -> None:
    made: list[str] = []

    def elsewhere(number: int) -> str:
        # Every fifth into PostgreSQL again, the others onto one machine with SQLite.
        if number % 5:
            return ""
        made.append(postgres_server.create_database())
        return postgres_server.address(made[-1], "psycopg")

    try:
        assert_backups_come_back(postgres_address, tmp_path, elsewhere)
    finally:
        for name in made:
            postgres_server.drop_database(name)
    assert len(made) == BACKUPS // 5


def assert_backups_come_back(address: str, tmp_path: Path, elsewhere: Callable[[int], str]) -> None:

    open_database(address).close()
    folder = tmp_path / "originals"
    seen = []
    with writing(address, folder):
        database = open_database(address)
        source = Source(database, OriginalFiles(folder), tmp_path)
        made = [make_backup(source, tmp_path / "backups", silent) for _ in range(BACKUPS)]
        database.close()
    for number, backup in zip(count(), made, strict=False):
        into, url = tmp_path / f"restored-{number}", elsewhere(number)
        manifest = restore_backup(backup.path, into, silent, database_url=url)
        assert manifest.missing == ()
        restored = open_database(url or f"sqlite:///{into / 'duizhao.sqlite'}")
        seen.append(assert_whole(restored, into, manifest))
        restored.close()
    assert seen == sorted(seen)
    assert seen[-1] > seen[0], "nothing was written while the backups were made"


@pytest.fixture(autouse=True)
def _from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
