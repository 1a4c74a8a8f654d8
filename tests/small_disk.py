"""A disk that is soon full: a file system in memory, where this machine lets us mount one."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A new disk of that size at ``folder``. Raises PermissionError where none may be mounted."""
    folder.mkdir()
    size = ["-o", f"size={megabytes}m"]
    command = ["mount", "-t", "tmpfs", *size, "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        raise PermissionError(f"may not mount {folder}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def may_mount() -> bool:
    """Whether there can be such a disk."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with small_disk(Path(folder) / "disk", 1):
                return True
        except PermissionError:
            return False
