"""One process for one data directory, and one that does its jobs: locks that end with the process
that holds them."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from service.errors import LibraryBusy

WHOLE = "duizhao.lock"
"""Held by whoever works on the data directory."""
JOBS = "jobs.lock"
"""Held by its jobs process, which outlives a killed parent by a moment."""


@contextmanager
def hold(data_dir: Path, what: str = WHOLE, *, patience_s: float = 0.0) -> Iterator[None]:
    """Holds ``data_dir`` until the block ends. Raises LibraryBusy when another process does, and
    goes on doing so for ``patience_s``."""
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Any thread may let go of it.
    lock = FileLock(data_dir / what, thread_local=False)
    try:
        lock.acquire(timeout=patience_s)
    except Timeout as error:
        raise LibraryBusy(
            f"数据文件夹 {data_dir} 正被另一个 duizhao 进程使用。请先停掉它（例如正在运行的"
            " duizhao serve），或用 DUIZHAO_DATA_DIR 另指一个文件夹；要几个进程一起用，请改用"
            " PostgreSQL（DUIZHAO_DATABASE_URL）"
        ) from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            lock.release()
