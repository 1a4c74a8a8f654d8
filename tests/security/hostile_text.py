"""Old Word files, tables as text, JSON lines and plain text."""

import struct

from tests.readers.bad_files import BAD_FILES
from tests.readers.office_files import ole
from tests.security.hostile import SAID, Hostile, harmless, holding, refused

KNOWN = ("too_large.txt", "nul.txt", "undecodable.txt", "password.doc", "truncated.doc")
FIB = struct.pack("<H8xH", 0xA5EC, 0)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _repeated(head: str, block: str, times: int) -> bytes:
    return head.encode() + block.encode() * times


def _fat_loop() -> bytes:
    """A directory whose sectors lead back to themselves."""
    head = OLE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    head += struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *([0xFFFFFFFF] * 108))
    table = struct.pack("<128I", 0xFFFFFFFD, 1, *([0xFFFFFFFF] * 126))
    entry = "WordDocument".encode("utf-16-le").ljust(116, b"\0") + struct.pack("<II", 1, 512)
    return head.ljust(512, b"\0") + table + entry.ljust(512, b"\0")


TEXTS: dict[str, Hostile] = {
    **{name: refused(*BAD_FILES[name]) for name in KNOWN},
    "only_the_signature.doc": refused(holding(OLE), "没有 Word 正文"),
    "noise.doc": refused(holding(OLE + bytes(range(256)) * 400), "没有 Word 正文"),
    "noise.wps": refused(holding(OLE + b"\xff" * 90_000), "没有 Word 正文"),
    "no_word_header.doc": refused(holding(ole("WordDocument", sectors=b"\0" * 512)), "已损坏"),
    "looping_sectors.wps": refused(holding(_fat_loop()), "已损坏"),
    "sector_outside.doc": refused(holding(ole("WordDocument", sectors=FIB)), "已损坏"),
    "rtf_inside.doc": refused(holding(b"{\\rtf1{\\object\\objupdate}}"), "RTF"),
    "field_of_25_mb.csv": refused(holding(_repeated("意见\n", "长" * 1000, 8500)), "文字太多"),
    "field_of_3_mb.csv": refused(holding(_repeated("意见\n", "长" * 1000, 1000)), "引号"),
    "columns_4_million.csv": refused(holding(_repeated("意见\n", "," * 1000, 4000)), "太多"),
    "columns_1_million.csv": refused(holding(_repeated("意见\n", "," * 1000, 1000)), "太多"),
    "lines_4_million.csv": refused(holding(_repeated("意见\n", "a\n" * 1000, 4000)), "太多"),
    "lines_4_million.txt": refused(holding(_repeated("意见\n", "a\n" * 1000, 4000)), "太多"),
    "blank_lines_8_million.txt": refused(holding(b"\r" * 8_000_000), "太多"),
    "wide_lines.txt": refused(
        holding("\ufeff".encode("utf-16-le") + "\n\0意见\0".encode("utf-16-le") * 400_000), "太多"
    ),
    "one_line_25_mb.md": refused(holding(_repeated("", "意见" * 1000, 4200)), "文字太多"),
    "lone_surrogate.txt": refused(holding(SAID.encode() + b"\xed\xa0\x80"), "编码"),
    "turned_around.txt": harmless(holding(f"{SAID}\u202e告报".encode())),
    "wide_nul.txt": harmless(
        holding("\ufeff".encode("utf-16-le") + f"{SAID}\0".encode("utf-16-le")), "\0"
    ),
}

NOTES: dict[str, Hostile] = {
    "deep.jsonl": refused(holding(b"[" * 200_000), "第1行"),
    "deep_inside.jsonl": refused(
        holding(b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"), "第1行"
    ),
    "number_of_a_million_digits.jsonl": refused(
        holding(b'{"text": "a", "id": ' + b"9" * 1_000_000 + b"}"), "第1行"
    ),
    "surrogate_and_nul.jsonl": harmless(
        holding(f'{{"text": "{SAID}\\ud800\\u0000", "source": "\\udfff"}}'.encode()),
        "\ud800",
        "\0",
        "\udfff",
    ),
    "lines_4_million.jsonl": refused(holding(b'{"text":"a"}\n' * 600_000), "太多"),
}
"""The same for files that hold notes."""
