"""The backups that lie in one folder: made there, listed, read through."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from service.care.backup.making import Source, make_backup
from service.care.backup.manifest import BadBackup, Manifest
from service.care.backup.verifying import verify_backup
from service.errors import Conflict, LibraryBusy, NotFound
from service.scope import Scope
from service.store.audit import AuditLog, changing
from service.store.one_process import hold
from service.value import Value

FOLDER = "backups"
NAME = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,90}\.tar$"
"""Names that are listed: those that backups get by themselves, and plain ones like them."""
MADE, VERIFIED = "backup.made", "backup.verified"
_MOST_SEEN = 500
_PLAIN = re.compile(NAME)


class KeptBackup(Value):
    """A backup in the folder. ``size`` is in bytes. ``whole`` is what the last reading through
    found, at ``verified_at``; None when nobody read it since it was written."""

    name: str
    size: int
    made_at: datetime
    whole: bool | None = None
    verified_at: datetime | None = None


class BackupList(Value):
    """What lies in the folder, the newest first. ``unlisted`` files have names that are no
    backup's; ``underway`` is how many bytes there are of one being written, None when none is."""

    folder: str
    items: tuple[KeptBackup, ...] = ()
    underway: int | None = None
    unlisted: int = 0


class BackupCheck(Value):
    """What reading a backup through found. ``missing`` counts the originals that were lost already
    when it was made; ``audit_head`` is the end of the audit's chain at that moment."""

    name: str
    whole: bool
    cause: str = ""
    made_at: datetime | None = None
    program: str = ""
    records: int = 0
    originals: int = 0
    missing: int = 0
    audit_head: str = ""


class KeptBackups:
    """Backups of one installation in ``backups`` of its data directory. What it does is audited."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._folder = source.data_dir / FOLDER
        self._audit = AuditLog(source.database)

    def listed(self, scope: Scope) -> BackupList:
        """What lies there. ``scope`` is the whole house's administrator."""
        folder = str(self._folder)
        if not self._folder.is_dir():
            return BackupList(folder=folder)
        files = [path for path in self._folder.glob("*.tar") if path.is_file()]
        plain = [path for path in files if _PLAIN.fullmatch(path.name)]
        seen = self._verifications(scope)
        found = [kept for path in plain if (kept := _kept(path, seen.get(path.name)))]
        found.sort(key=lambda one: (one.made_at, one.name), reverse=True)
        return BackupList(
            folder=folder,
            items=tuple(found),
            underway=self._underway(),
            unlisted=len(files) - len(plain),
        )

    def make(self, scope: Scope) -> BackupCheck:
        """Makes one more. Raises Conflict while another one is made, BadInput when it cannot be
        written."""
        with self._alone():
            made = make_backup(self._source, self._folder, _unheard)
            self._tell(scope, MADE, made.path, whole=not made.manifest.missing)
        return _told(made.path.name, made.manifest)

    def verify(self, scope: Scope, name: str) -> BackupCheck:
        """Reads one through, from its first byte to its last. Raises NotFound."""
        path = self._folder / name
        if not _PLAIN.fullmatch(name) or not path.is_file():
            raise NotFound("没有这份备份，可能已被移走")
        try:
            checked = _told(name, verify_backup(path, _unheard))
        except BadBackup as error:
            cause = str(error).removeprefix(f"{path}：")
            checked = BackupCheck(name=name, whole=False, cause=cause)
        self._tell(scope, VERIFIED, path, whole=checked.whole)
        return checked

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            with hold(self._folder):
                yield
        except LibraryBusy as error:
            raise Conflict("正在做另一份备份，做完会列在这里") from error

    def _underway(self) -> int | None:
        sizes = [stat.st_size for path in self._folder.glob(".*.part") if (stat := _stat(path))]
        if not sizes:
            return None
        try:
            with hold(self._folder):
                # A part that nobody writes on is what a power cut left.
                return None
        except LibraryBusy:
            return max(sizes)

    def _verifications(self, scope: Scope) -> dict[str, tuple[datetime, bool]]:
        """The last reading of each backup by name, as the audit has them."""
        entries = self._audit.entries(scope, action=VERIFIED, limit=_MOST_SEEN)
        return {e.target: (e.at, e.detail.get("whole") is True) for e in reversed(entries)}

    def _tell(self, scope: Scope, action: str, path: Path, *, whole: bool) -> None:
        detail = {"whole": whole, "size": path.stat().st_size}
        with changing(self._source.database) as session:
            AuditLog.add(session, scope, action=action, target=path.name, detail=detail)


def _unheard(_: int, __: int, ___: str) -> None:
    """Nobody watches each step: the size of the part tells how far it is."""


def _kept(path: Path, seen: tuple[datetime, bool] | None) -> KeptBackup | None:
    """None for one that was taken away at this moment."""
    stat = _stat(path)
    if stat is None:
        return None
    written = datetime.fromtimestamp(stat.st_mtime, UTC)
    at, whole = seen if seen is not None and seen[0] >= written else (None, None)
    return KeptBackup(
        name=path.name, size=stat.st_size, made_at=written, whole=whole, verified_at=at
    )


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _told(name: str, manifest: Manifest) -> BackupCheck:
    return BackupCheck(
        name=name,
        whole=True,
        made_at=manifest.made_at,
        program=manifest.program,
        records=sum(manifest.tables.values()),
        originals=sum(1 for m in manifest.members if m.name.startswith("originals/")),
        missing=len(manifest.missing),
        audit_head=manifest.audit_head,
    )
