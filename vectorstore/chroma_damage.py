"""Telling damaged files of Chroma from a passing trouble, and setting them aside."""

import re
import shutil
from pathlib import Path

from vectorstore.hnsw_files import whole

_DATABASE = "chroma.sqlite3"
_CODE = re.compile(r"\(code: (\d+)\)")
_BEYOND_REPAIR = {1, 11, 26}
"""SQLite's codes for: a table is missing, the file is corrupt, is no database."""
_MOVED = 1032
"""The open file is not the one in the folder any more."""
_INDEX = re.compile("hnsw|Error finding id|Error getting embedding|dimension", re.IGNORECASE)
_PASSING = re.compile("os error|No space")
_SPARE = 1 << 20
"""Bytes that must be free before anything is moved: beginning anew on a full disk ends nowhere."""


def beyond_repair(error: Exception) -> bool:
    """Whether Chroma's ``error`` says that what it kept is unreadable, or was made for vectors of
    another length. A busy or full disk is not that."""
    said = str(error)
    codes = [int(code) for code in _CODE.findall(said)]
    if codes:
        return any(code & 0xFF in _BEYOND_REPAIR or code == _MOVED for code in codes)
    return bool(_INDEX.search(said)) and not _PASSING.search(said)


def identity(folder: Path) -> tuple[int, int] | None:
    """Which file the database of ``folder`` is (device, inode); None without one. It changes when
    the file was removed under an open store, also when Chroma has made an empty one in its place,
    which it does when it happens to open one more connection."""
    try:
        found = (folder / _DATABASE).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def unsafe(folder: Path) -> bool:
    """Whether opening what lies in ``folder`` could end the process or find half a store."""
    indexes = [path for path in folder.iterdir() if path.is_dir()]
    lost = identity(folder) is None
    return bool(indexes) and (lost or not all(whole(index) for index in indexes))


def set_aside(folder: Path, keep: str) -> Path:
    """Moves all but ``keep`` to a new folder beside it; where to. Raises OSError."""
    if shutil.disk_usage(folder).free < _SPARE:
        raise OSError(28, "磁盘已满")
    number = 1
    while (place := folder.with_name(f"{folder.name}.broken-{number}")).exists():
        number += 1
    place.mkdir()
    for path in list(folder.iterdir()):
        if path.name != keep:
            path.rename(place / path.name)
    return place
