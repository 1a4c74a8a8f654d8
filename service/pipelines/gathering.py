"""Which files a person means by paths and folders."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from service.readers import SUFFIXES
from service.value import Value


class Skipped(Value):
    """A file that was not taken, and why."""

    file: str
    reason: str


def files_below(
    paths: Iterable[Path], suffixes: Sequence[str] = SUFFIXES
) -> tuple[list[Path], list[Skipped]]:
    """The files below ``paths`` with one of the ``suffixes`` in order, each once; a folder's other
    files with the reason. A file named by itself is always tried: its reader says what is wrong
    with it."""
    files: dict[Path, Path] = {}
    skipped: list[Skipped] = []
    for path in paths:
        below = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in below:
            if file.name.startswith("."):
                continue
            if file.name.startswith("~$"):
                skipped.append(Skipped(file=file.name, reason="Word 打开时的临时文件"))
            elif path.is_dir() and file.suffix.lower() not in suffixes:
                skipped.append(
                    Skipped(file=file.name, reason=f"不读 {file.suffix or '无后缀'} 文件")
                )
            else:
                files.setdefault(file.resolve(), file)
    return list(files.values()), skipped
