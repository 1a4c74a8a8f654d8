"""Uploads as files that are gone once the request is answered."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import UploadFile

from service.bootstrap import House
from service.scope import Scope

_LONGEST_NAME = 120
# What no file system or database takes in a name.
_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_PIECE = 1 << 20


@contextmanager
def uploaded(file: UploadFile) -> Iterator[Path]:
    """The upload as a file. Only the last part of its name is believed."""
    with all_uploaded([file]) as (path,):
        yield path


@contextmanager
def all_uploaded(files: Sequence[UploadFile]) -> Iterator[list[Path]]:
    """Every upload as a file, each in a folder of its own: two may be called alike."""
    with TemporaryDirectory() as folder:
        yield [_written(file, Path(folder) / f"第{n}份") for n, file in enumerate(files, 1)]


@contextmanager
def folder_of(files: Sequence[UploadFile]) -> Iterator[Path | None]:
    """The uploads side by side in one folder; None without any. Of two called alike the later one
    stays."""
    if not files:
        yield None
        return
    with TemporaryDirectory() as folder:
        for file in files:
            _written(file, Path(folder))
        yield Path(folder)


def kept_originals(house: House, scope: Scope, unit: str, files: Sequence[UploadFile]) -> list[str]:
    """Keeps the uploads as a unit's originals and gives their SHA-256, each once. Only the last
    part of a name is believed."""
    kept = [
        house.originals.keep(scope, unit, _name(file), file.file.read()).sha256 for file in files
    ]
    return list(dict.fromkeys(kept))


def _name(file: UploadFile) -> str:
    plain = _UNFIT.sub("", file.filename or "").replace("\\", "/")
    return Path(plain).name[-_LONGEST_NAME:] or "upload"


def _written(file: UploadFile, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / _name(file)
    with path.open("wb") as target:
        while piece := file.file.read(_PIECE):
            target.write(piece)
    return path
