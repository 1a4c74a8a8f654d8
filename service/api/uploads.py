"""Uploads as files that are gone once the request is answered."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import UploadFile

_LONGEST_NAME = 120
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


def _written(file: UploadFile, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    name = Path((file.filename or "").replace("\\", "/")).name[-_LONGEST_NAME:] or "upload"
    path = folder / name
    with path.open("wb") as target:
        while piece := file.file.read(_PIECE):
            target.write(piece)
    return path
