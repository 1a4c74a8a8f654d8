"""Room: for the data, the originals, and what is worked on."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from service.care.finding import Finding, Surroundings, ok, problem, warning
from service.care.places import existing

NAME, TITLE, SECONDS = "disk", "磁盘", 10.0
FULL, LOW = 100 << 20, 2 << 30
"""Bytes below which nothing works, and below which it will not for long."""
_FEW_FILES = 10_000


def look(around: Surroundings) -> Iterator[Finding]:
    """Space, files and the right to write, folder by folder."""
    settings = around.settings
    folders = (
        ("数据目录", settings.data_dir),
        ("原始文件目录", settings.originals()),
        ("临时文件夹", Path(tempfile.gettempdir())),
    )
    for title, folder in folders:
        yield from _folder(title, existing(folder))


def _folder(title: str, folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    shown = f"{title} {folder}：剩余 {free / (1 << 30):.1f} GB"
    if not _writable(folder):
        yield problem(f"{title} {folder} 写不进去", "请检查目录的属主和权限，或是否只读挂载")
    elif free < FULL:
        yield problem(shown, "磁盘将满：请清理，或换到更大的磁盘")
    elif free < LOW:
        yield warning(shown, "空间不多：请清理，或换到更大的磁盘")
    elif (files := _files_left(folder)) is not None and files < _FEW_FILES:
        yield warning(f"{title} {folder}：只能再建 {files} 个文件", "请清理小文件，或换文件系统")
    else:
        yield ok(shown)


def _writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"duizhao")
            file.flush()
    except OSError:
        return False
    return True


def _files_left(folder: Path) -> int | None:
    """None where the file system does not count files."""
    if os.name == "nt":
        return None
    counted = os.statvfs(folder)
    return counted.f_favail if counted.f_files else None
