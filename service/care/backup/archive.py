"""The tar file of a backup: written piece by piece under another name, read in one pass."""

import hashlib
import os
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from service.care.backup.manifest import BadBackup, Member

_IN_MEMORY = 8 << 20
_PIECE = 1 << 20
_PART = ".part"


class Writer:
    """Adds members and remembers their digests."""

    def __init__(self, tar: tarfile.TarFile, folder: Path) -> None:
        self.members: list[Member] = []
        self._tar = tar
        self._folder = folder

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Adds a member of any size; whatever ``pieces`` raises leaves the archive as it was."""
        # A member's size stands before it, so its content waits beside the archive.
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(self._folder)) as waiting:
            seen, size = hashlib.sha256(), 0
            for piece in pieces:
                seen.update(piece)
                size += len(piece)
                waiting.write(piece)
            waiting.seek(0)
            info = tarfile.TarInfo(name)
            info.size, info.mode = size, 0o600
            self._tar.addfile(info, waiting)
        self.members.append(Member(name=name, size=size, sha256=seen.hexdigest()))


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """A backup that stands under ``path`` when it is whole and on disk, or not at all."""
    part = path.with_name(f".{path.name}{_PART}")
    part.unlink(missing_ok=True)
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar, path.parent)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def reading(path: Path) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """Every member's name and content in the order written, each to be read before the next.

    Raises BadBackup for a file that is no tar, is cut off, or holds anything but plain files.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise BadBackup(f"{path}：打不开（{error.strerror}）") from error
    try:
        with file, tarfile.open(fileobj=file, mode="r|") as tar:
            yield _members(path, tar)
    except (tarfile.TarError, EOFError) as error:
        raise BadBackup(f"{path}：不是 duizhao 的备份，或文件不完整") from error


def _members(path: Path, tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for info in tar:
        content = tar.extractfile(info) if info.isreg() else None
        if content is None:
            raise BadBackup(f"{path}：备份里有不是文件的内容，不予恢复")
        yield info.name, content


def pieces(content: IO[bytes]) -> Iterator[bytes]:
    """A member's content in pieces of at most 1 MiB."""
    while piece := content.read(_PIECE):
        yield piece


def digest(content: IO[bytes]) -> tuple[str, int]:
    """SHA-256 and size of a member's content."""
    seen, size = hashlib.sha256(), 0
    for piece in pieces(content):
        seen.update(piece)
        size += len(piece)
    return seen.hexdigest(), size
