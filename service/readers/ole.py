"""Checks of old binary Office files (OLE compound files) before LibreOffice sees them.

Layout of the header, directory entry and Word FIB: MS-CFB 2.2 and 2.6.1, MS-DOC 2.5.2.
"""

import struct

from service.readers.piece import Refused

SECTOR = 512
ENTRY = 128
FIB_MAGIC = 0xA5EC
FIB_ENCRYPTED = 0x0100
UNLOCK = "请用 Word 或 WPS 打开，去掉密码后另存为 .docx 再试"


def check_ole(data: bytes) -> None:
    """Raises Refused unless the bytes are a whole Word document without a password."""
    if _entry(data, "EncryptedPackage") is not None:
        raise Refused("文件加了密码", UNLOCK)
    entry = _entry(data, "WordDocument")
    if entry is None:
        raise Refused("里面没有 Word 正文，可能是表格等其他文件，或已损坏", "请确认文件没有选错")
    start_sector, size = struct.unpack_from("<II", data, entry + 116)
    fib = (start_sector + 1) * SECTOR
    if fib + 12 > len(data) or size > len(data):
        raise Refused("文件不完整", "可能没有下载或复制完，请重新取得后再试")
    magic, flags = struct.unpack_from("<H8xH", data, fib)
    if magic == FIB_MAGIC and flags & FIB_ENCRYPTED:
        raise Refused("文件加了密码", UNLOCK)


def _entry(data: bytes, name: str) -> int | None:
    """Where the directory entry of a stream begins; entries lie on multiples of 128 bytes."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    found = data.find(wanted)
    while found >= 0:
        if found % ENTRY == 0 and found + ENTRY <= len(data):
            return found
        found = data.find(wanted, found + 1)
    return None
