"""Checks of old binary Office files (OLE compound files) before LibreOffice sees them.

Layout of the header, directory entry and Word FIB: MS-CFB 2.2 and 2.6.1, MS-DOC 2.5.2.
"""

import struct

from service.readers.piece import Refused

SECTOR = 512
ENTRY = 128
FIB_MAGIC = 0xA5EC
FIB_MAGIC_95 = 0xA5DC
SMALL = 4096
BYTE_ORDER = 0xFFFE
TABLES = 109
"""Sectors of the allocation table that the header lists."""
LAST_SECTOR, END_OF_CHAIN = 0xFFFFFFFA, 0xFFFFFFFE
FIB_ENCRYPTED = 0x0100
UNLOCK = "请用 Word 或 WPS 打开，去掉密码后另存为 .docx 再试"


def check_unlocked(data: bytes) -> None:
    """Raises Refused for a new Office file that a password turned into an OLE file."""
    if _entry(data, "EncryptedPackage") is not None:
        raise Refused("文件加了密码", UNLOCK)


def check_ole(data: bytes) -> None:
    """Raises Refused unless the bytes are a whole Word document without a password."""
    check_unlocked(data)
    entry = _entry(data, "WordDocument")
    if entry is None:
        raise Refused("里面没有 Word 正文，可能是表格等其他文件，或已损坏", "请确认文件没有选错")
    start_sector, size = struct.unpack_from("<II", data, entry + 116)
    sector = 1 << data[30] if data[30] in (9, 12) else SECTOR
    fib = (start_sector + 1) * sector
    small = size < SMALL  # its sectors are counted inside another stream
    if size > len(data) or (not small and fib + 12 > len(data)):
        raise Refused("文件不完整", "可能没有下载或复制完，请重新取得后再试")
    magic, flags = struct.unpack_from("<H8xH", data, fib) if fib + 12 <= len(data) else (0, 0)
    if magic == FIB_MAGIC and flags & FIB_ENCRYPTED:
        raise Refused("文件加了密码", UNLOCK)
    if not (small or magic in (FIB_MAGIC, FIB_MAGIC_95)) or not _chained(data):
        raise Refused("文件已损坏", "请用 Word 或 WPS 打开，另存为 .docx 再试")


def _chained(data: bytes) -> bool:
    """Whether the sectors of the directory follow one another to an end, as the allocation table
    at the front of the file has it."""
    mark, shift = struct.unpack_from("<HH", data, 28)
    if mark != BYTE_ORDER or shift not in (9, 12):
        return False
    sector = 1 << shift
    at = int.from_bytes(data[48:52], "little")
    tables = struct.unpack_from(f"<{TABLES}I", data, 76)
    for _ in range(len(data) // sector):
        if at >= LAST_SECTOR:
            return at == END_OF_CHAIN
        table, place = divmod(at, sector // 4)
        if table >= TABLES:
            return True  # beyond what the header lists: a very large file, LibreOffice looks on
        found = (tables[table] + 1) * sector + 4 * place
        if found + 4 > len(data):
            return False
        at = int.from_bytes(data[found : found + 4], "little")
    return False


def _entry(data: bytes, name: str) -> int | None:
    """Where the directory entry of a stream begins; entries lie on multiples of 128 bytes."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    found = data.find(wanted)
    while found >= 0:
        if found % ENTRY == 0 and found + ENTRY <= len(data):
            return found
        found = data.find(wanted, found + 1)
    return None
