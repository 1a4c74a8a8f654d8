"""Who holds the data directory."""

from collections.abc import Iterator
from pathlib import Path

from service.care.finding import Finding, Surroundings, ok
from service.errors import LibraryBusy
from service.store.one_process import hold

NAME, TITLE, SECONDS = "lock", "占用", 5.0


def look(around: Surroundings) -> Iterator[Finding]:
    """Tries the lock for a moment; SQLite and Chroma are for one process at a time."""
    folder = around.settings.data_dir
    if not folder.is_dir():
        yield ok("数据目录尚未建立")
        return
    try:
        with hold(folder):
            yield ok("没有别的 duizhao 进程在用")
    except LibraryBusy:
        yield ok(f"服务正在运行{_by_whom(folder / 'duizhao.lock')}")


def _by_whom(lock: Path) -> str:
    """The process that holds a file lock, where the system tells it."""
    try:
        inode = f":{lock.stat().st_ino} "
        held = [
            line.split() for line in Path("/proc/locks").read_text().splitlines() if inode in line
        ]
    except OSError:
        return ""
    return f"（进程号 {held[0][4]}）" if held else ""
