"""Whether Chroma's HNSW files are whole enough to be loaded.

Chroma loads them in native code that trusts them: a file cut short by a crash or a full disk ends
the whole process at the first search, with no exception to catch. So what it will rely on is
checked before it is opened: sizes, and that every neighbour named exists (1 s a gigabyte).
"""

import struct
from pathlib import Path

import numpy as np

_HEADER = struct.Struct("<i6QiI3QdQ")
"""version, level-0 offset, most elements, elements, bytes an element, label offset, data offset,
highest level, entry point, M, M at level 0, M, level factor, ef_construction."""


def whole(folder: Path) -> bool:
    """Whether the index in ``folder`` can be loaded; also when there is none yet."""
    header = folder / "header.bin"
    if not header.exists():
        return not any(folder.glob("*.bin"))
    try:
        raw = header.read_bytes()
        if len(raw) != _HEADER.size:
            return False
        return _consistent(folder, raw)
    except (OSError, ValueError, struct.error, IndexError):
        return False


def _consistent(folder: Path, raw: bytes) -> bool:
    fields = _HEADER.unpack(raw)
    elements, size, label_at, data_at = fields[3:7]
    entry, level_links, ground_links = fields[8], fields[9], fields[10]
    if not elements:
        return True  # what is in the store still lies in its log
    if data_at != 4 + 4 * ground_links or not data_at < label_at == size - 8:
        return False
    if (folder / "data_level0.bin").stat().st_size < elements * size:
        return False
    if (folder / "length.bin").stat().st_size < elements * 4:
        return False
    links = _ground_links(folder, elements, size, ground_links)
    upper = (folder / "link_lists.bin").read_bytes()
    return bool(entry < elements) and links and _upper_links(upper, elements, level_links)


def _ground_links(folder: Path, elements: int, size: int, most: int) -> bool:
    """Every element begins with how many neighbours it has at the lowest level, and which."""
    rows = np.memmap(folder / "data_level0.bin", dtype=np.uint8, mode="r", shape=(elements, size))
    links = np.ascontiguousarray(rows[:, : 4 + 4 * most]).view("<u4")
    counts = links[:, :1] & 0xFFFF  # the upper half marks deleted elements
    used = np.arange(most) < counts
    return bool((counts <= most).all() and (links[:, 1:][used] < elements).all())


def _upper_links(raw: bytes, elements: int, most: int) -> bool:
    """Every element's length, then that many bytes: for each level a count and neighbours."""
    at, width = 0, 4 + 4 * most
    for _ in range(elements):
        (length,) = struct.unpack_from("<I", raw, at)
        if length % width or at + 4 + length > len(raw):
            return False
        levels = np.frombuffer(raw, "<u4", length // 4, at + 4).reshape(-1, most + 1)
        counts = levels[:, :1] & 0xFFFF
        used = np.arange(most) < counts
        if (counts > most).any() or (levels[:, 1:][used] >= elements).any():
            return False
        at += 4 + length
    return at == len(raw)
