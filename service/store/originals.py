"""Originals: files as they were handed in, kept by their SHA-256, and the rows that name them.

A file is written before its row and removed after it, so that a process that is killed leaves at
most a file that nothing names: ``Originals.sweep`` takes it away after a day. For that day a file
whose row was removed is still there, which is what lets a backup finish that began before.
"""

import errno
import hashlib
import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from service.errors import DuizhaoError, NotFound, StorageFull
from service.ids import new_id
from service.scope import Scope, of_unit
from service.store.database import Database
from service.store.tables import OriginalRow
from service.value import Value

GRACE_S = 24 * 3600.0
"""Seconds for which a file that no row names is left alone."""
_PIECE = 1 << 20
_UNIT = re.compile(r"[0-9A-Za-z_-]{1,24}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_PART, _ASIDE = ".part", ".aside"


class OriginalDamaged(DuizhaoError):
    """A kept file is gone or no longer what it was."""


class KeptOriginal(Value):
    """A file of a unit. ``size`` is in bytes; ``sha256`` names its content."""

    unit: str
    sha256: str
    file: str
    size: int
    kept_at: datetime


class OriginalFiles:
    """The files themselves: ``folder/<unit id>/<first two digits>/<sha256>``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, unit: str, data: bytes) -> str:
        """Writes ``data`` durably and gives its SHA-256; the same content again is one file.

        Raises StorageFull, and then nothing is left of it.
        """
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(unit, digest)
        with suppress(FileNotFoundError):
            if self._is_whole(path, digest):
                # Seen anew: the sweep counts its day from here.
                os.utime(path)
                return digest
        try:
            _write(path, data)
        except OSError as error:
            if error.errno in _FULL:
                raise StorageFull(
                    "磁盘已满，文件没有保存。请清理磁盘后重新上传，已有内容不受影响"
                ) from error
            raise
        return digest

    def pieces(self, unit: str, digest: str) -> Iterator[bytes]:
        """The content in pieces of at most 1 MiB. Raises OriginalDamaged, at the latest at the
        end: whoever passes pieces on must be able to take them back."""
        seen = hashlib.sha256()
        try:
            with self._path(unit, digest).open("rb") as file:
                while piece := file.read(_PIECE):
                    seen.update(piece)
                    yield piece
        except FileNotFoundError as error:
            raise OriginalDamaged(
                f"原始文件 {digest[:12]} 不在存储目录里，请从备份恢复或重新上传"
            ) from error
        if seen.hexdigest() != digest:
            raise OriginalDamaged(
                f"原始文件 {digest[:12]} 已损坏（内容与登记的不一致），请从备份恢复或重新上传"
            )

    def size(self, unit: str, digest: str) -> int:
        """Bytes on disk. Raises OriginalDamaged when the file is gone."""
        try:
            return self._path(unit, digest).stat().st_size
        except FileNotFoundError as error:
            raise OriginalDamaged(
                f"原始文件 {digest[:12]} 不在存储目录里，请从备份恢复或重新上传"
            ) from error

    def forget(self, unit: str, digest: str) -> None:
        """Starts the day after which the sweep removes a file that no row names any more."""
        with suppress(FileNotFoundError):
            os.utime(self._path(unit, digest))

    def units(self) -> tuple[str, ...]:
        """The unit ids that have a folder."""
        if not self.folder.is_dir():
            return ()
        names = (entry.name for entry in self.folder.iterdir() if entry.is_dir())
        return tuple(sorted(name for name in names if _UNIT.fullmatch(name)))

    def older_than(self, unit: str, seconds: float) -> Iterator[Path]:
        """Every file of the unit that was last touched more than ``seconds`` ago."""
        until = time.time() - seconds
        for path in (self.folder / unit).rglob("*"):
            with suppress(FileNotFoundError):
                if path.is_file() and path.stat().st_mtime < until:
                    yield path

    def _path(self, unit: str, digest: str) -> Path:
        if not _UNIT.fullmatch(unit) or not _DIGEST.fullmatch(digest):
            raise NotFound("没有这份原始文件")
        return self.folder / unit / digest[:2] / digest

    def _is_whole(self, path: Path, digest: str) -> bool:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest


class Originals:
    """A unit's originals: the rows, with their files."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.files = OriginalFiles(folder)
        self._database = database

    def keep(self, scope: Scope, unit: str, file: str, data: bytes) -> KeptOriginal:
        """Keeps ``data`` under the name ``file``. What the unit has already stays as it was named.

        Raises StorageFull when disk or database has no room.
        """
        digest = self.files.put(unit, data)
        kept = self._keep_row(scope, unit, file, digest, len(data))
        # A sweep that looked before the row was there may have taken the file away.
        self.files.put(unit, data)
        return kept

    def _keep_row(self, scope: Scope, unit: str, file: str, digest: str, size: int) -> KeptOriginal:
        with suppress(NotFound):
            return self.named(scope, unit, digest)
        row = OriginalRow(
            unit_id=unit, sha256=digest, file=file[-500:], size=size, kept_at=datetime.now(UTC)
        )
        try:
            with self._database.writing(scope) as session:
                session.add(row)
        except IntegrityError:
            # Somebody kept the same content at the same time, or there is no such unit: then
            # the row is not found either.
            return self.named(scope, unit, digest)
        return _value(row)

    def named(self, scope: Scope, unit: str, digest: str) -> KeptOriginal:
        """What is known of an original. Raises NotFound."""
        with self._database.reading(scope) as session:
            row = session.scalar(
                select(OriginalRow).where(OriginalRow.unit_id == unit, OriginalRow.sha256 == digest)
            )
        if row is None:
            raise NotFound("没有这份原始文件")
        return _value(row)

    def get(self, scope: Scope, unit: str, digest: str) -> bytes:
        """The content, checked against its digest. Raises NotFound, OriginalDamaged."""
        self.named(scope, unit, digest)
        return b"".join(self.files.pieces(unit, digest))

    def of(self, scope: Scope, unit: str) -> tuple[KeptOriginal, ...]:
        """The unit's originals, oldest first."""
        with self._database.reading(scope) as session:
            rows = session.scalars(
                select(OriginalRow)
                .where(OriginalRow.unit_id == unit)
                .order_by(OriginalRow.kept_at, OriginalRow.sha256)
            ).all()
        return tuple(_value(row) for row in rows)

    def remove(self, scope: Scope, unit: str, digest: str) -> None:
        """Takes an original out; its file goes with the sweep a day later. Raises NotFound."""
        self.named(scope, unit, digest)
        # Touched first: a kill in between costs the file nothing but a later date.
        self.files.forget(unit, digest)
        with self._database.writing(scope) as session:
            session.execute(
                delete(OriginalRow).where(OriginalRow.unit_id == unit, OriginalRow.sha256 == digest)
            )

    def sweep(self, *, grace_s: float = GRACE_S) -> int:
        """Removes files that no row has named for ``grace_s`` seconds; gives how many.

        It takes no scope: it goes through every unit that has a folder, under the scope of each.
        """
        return sum(
            self._swept(unit, path)
            for unit in self.files.units()
            for path in list(self.files.older_than(unit, grace_s))
        )

    def _swept(self, unit: str, path: Path) -> bool:
        digest = path.name.removesuffix(_ASIDE)
        if not _DIGEST.fullmatch(digest):
            return _is_left(path)
        whole, aside = path.with_name(digest), path.with_name(digest + _ASIDE)
        if path == whole and self._has_row(unit, digest):
            return False
        # Put aside before the row is looked for again: ``keep`` looks for the file after its row,
        # so one of the two sees the other.
        with suppress(FileNotFoundError):
            whole.rename(aside)
        if self._has_row(unit, digest):
            with suppress(FileNotFoundError):
                aside.rename(whole)
            return False
        aside.unlink(missing_ok=True)
        return True

    def _has_row(self, unit: str, digest: str) -> bool:
        try:
            self.named(of_unit(unit, "sweep"), unit, digest)
        except NotFound:
            return False
        return True


def _is_left(part: Path) -> bool:
    """Removes what a killed write left; never what is being written now."""
    with suppress(FileNotFoundError):
        if part.stat().st_mtime < time.time() - GRACE_S:
            part.unlink()
            return True
    return False


def _value(row: OriginalRow) -> KeptOriginal:
    return KeptOriginal(
        unit=row.unit_id, sha256=row.sha256, file=row.file, size=row.size, kept_at=row.kept_at
    )


def _write(path: Path, data: bytes) -> None:
    """All of ``data`` under ``path`` after a power cut too, or nothing."""
    made = _make_folders(path.parent)
    part = path.with_name(f"{path.name}.{new_id()}{_PART}")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    for folder in (path.parent, *(folder.parent for folder in made)):
        _settle(folder)


def _make_folders(folder: Path) -> list[Path]:
    """Makes what is missing down to ``folder``, for this user only; gives what it made."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.is_dir()]
    for parent in reversed(missing):
        parent.mkdir(mode=0o700, exist_ok=True)
    return missing


def _settle(folder: Path) -> None:
    """Makes the names in a folder durable, where the file system can."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Mounted object stores have no folders to make durable.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
