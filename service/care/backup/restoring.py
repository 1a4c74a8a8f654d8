"""Restoring a backup: verified before anything is written, and again when everything is there."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from service.care.backup import rows
from service.care.backup.archive import pieces, reading
from service.care.backup.manifest import (
    BadBackup,
    Manifest,
    Step,
    file_in,
    original_in,
    table_in,
)
from service.care.backup.verifying import verify_backup
from service.errors import BadInput, BadSettings, StorageFull
from service.store.audit import AuditLog
from service.store.database import Database, open_database
from service.store.originals import OriginalFiles
from service.store.upgrade import HEAD

SQLITE = "duizhao.sqlite"
ORIGINALS = "originals"


def restore_backup(path: Path, into: Path, step: Step, *, database_url: str = "") -> Manifest:
    """Restores ``path`` into the new data directory ``into``; the rows into the empty database at
    ``database_url``, or, without one, into SQLite in ``into``.

    Raises BadInput for a target that is not empty, BadBackup for a backup that is not whole; then
    nothing is left of it.
    """
    _refuse_full(into)
    manifest = verify_backup(path, step)
    if manifest.schema_version != HEAD:
        raise BadBackup(
            f"{path}：备份的数据库版本是 {manifest.schema_version}，本程序是 {HEAD}，"
            f"请用 duizhao {manifest.program} 恢复，再升级"
        )
    with _stage(into) as stage:
        database = _opened(into, stage, database_url)
        try:
            _fill(database, path, stage, manifest, step)
        except SQLAlchemyError as error:
            kind = type(getattr(error, "orig", None) or error).__name__
            raise BadInput(
                f"数据库写不下去（{kind}），没有恢复：请检查磁盘空间和数据库连接，再试一次"
            ) from error
        finally:
            database.close()
    return manifest


def _refuse_full(into: Path) -> None:
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise BadInput(f"{into}：不是空文件夹，不在已有内容上恢复，请换一个新文件夹")


@contextmanager
def _stage(into: Path) -> Iterator[Path]:
    """A folder that becomes ``into`` when all went well, and is gone otherwise."""
    stage = into.with_name(f".{into.name}.restoring")
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(mode=0o700)
        yield stage
        if into.is_dir():
            into.rmdir()
        stage.rename(into)
    except StorageFull as error:
        raise BadInput(f"{into}：恢复写不下去（磁盘已满），没有留下半份内容") from error
    except OSError as error:
        raise BadInput(f"{into}：恢复写不下去（{error.strerror}），没有留下半份内容") from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _opened(into: Path, stage: Path, database_url: str) -> Database:
    if database_url:
        return open_database(database_url)
    try:
        return open_database(f"sqlite:///{stage / SQLITE}")
    except BadSettings as error:
        raise BadInput(f"{into}：数据库写不下去，没有恢复：请检查磁盘空间和目录权限") from error


def _fill(database: Database, path: Path, stage: Path, manifest: Manifest, step: Step) -> None:
    options = {"begin_immediate": True} if database.is_sqlite else {}
    with database.engine.connect().execution_options(**options) as connection, connection.begin():
        _refuse_used(connection)
        _restore(connection, path, stage, manifest, step)
        rows.set_numbers(connection, manifest.numbers)
        _hold(connection, path, manifest)
    check = AuditLog(database).verify(manifest.audit_head)
    if check.broken_at is not None:
        with database.engine.begin() as connection:
            rows.clear(connection)
        raise BadBackup(
            f"{path}：审计记录第 {check.broken_at} 条不对（{check.cause}），没有恢复，"
            "请换一份备份并查明原因"
        )


def _refuse_used(connection: Connection) -> None:
    if any(rows.counts(connection).values()) or rows.foreign_tables(connection):
        raise BadInput("目标数据库里已有内容，不在已有内容上恢复，请新建一个空数据库")


def _restore(
    connection: Connection, path: Path, stage: Path, manifest: Manifest, step: Step
) -> None:
    tables = {table.name: table for table in rows.TABLES}
    files = OriginalFiles(stage / ORIGINALS)
    with reading(path) as members:
        for done, (name, content) in enumerate(members, 1):
            unit, _ = original_in(name)
            if table := table_in(name):
                rows.insert(connection, tables[table], content)
            elif unit:
                files.put(unit, content.read())
            elif file := file_in(name):
                _write(stage / file, content)
            step(done, len(manifest.members) + 1, "恢复")


def _write(target: Path, content: IO[bytes]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        for piece in pieces(content):
            out.write(piece)
        os.fsync(out.fileno())


def _hold(connection: Connection, path: Path, manifest: Manifest) -> None:
    """Nothing is kept unless the copy is what the manifest says."""
    if rows.counts(connection) != manifest.tables:
        raise BadBackup(f"{path}：恢复后的行数与清单不一致，没有恢复")
    if rows.unmet_references(connection):
        raise BadBackup(f"{path}：恢复后有记录指向不存在的内容，没有恢复")
    named = {f"{unit}/{digest}" for unit, digest in rows.originals(connection)}
    kept = {"/".join(original_in(m.name)) for m in manifest.members if original_in(m.name)[0]}
    if named != kept | set(manifest.missing):
        raise BadBackup(f"{path}：恢复后的原始文件与登记的不一致，没有恢复")
