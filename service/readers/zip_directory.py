"""Checks of a zipped Office file by its directory, before any part is unpacked."""

import io
import re
import struct
import zipfile
import zlib

from service.readers.limits import Limits
from service.readers.piece import Refused

END_OF_DIRECTORY = b"PK\x05\x06"
END_LENGTH = 22
LONGEST_COMMENT = 65_535
PROLOG = 8192
PIECE = 1 << 20
LONGEST_LISTING = 1 << 20
ENCRYPTED_FLAG = 0x1
STRICT = b"http://purl.oclc.org/ooxml/"
RESAVE = "请用 Word、Excel 或 WPS 打开后另存一份再试"
FOLDER = {".docx": "word", ".xlsx": "xl"}
MACRO = re.compile("macroEnabled|macrosheet|vbaProject|vbaData|&#", re.IGNORECASE)
XML_START = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\0?\s*\0?<")
NO_MARKUP = (".htm", ".html", ".mht", ".svg", ".txt")
"""What a Word file may embed that is no XML: no reader opens it."""
UNSAFE_NAME = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|\0")


def check_zip(data: bytes, suffix: str, limits: Limits) -> None:
    """Raises Refused for archives that are damaged, locked, oversized or dressed up."""
    _check_end(data, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_entries(parts)
            _check_sizes(parts, limits)
            _check_family(archive, suffix)
            _check_prologs(archive, parts, suffix)
            _check_elements(archive, parts, limits)
    # zipfile raises NotImplementedError for a compression, an encryption or a version of the format
    # that it does not know: the last one already when it opens the file.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise Refused("文件已损坏或不完整", RESAVE) from error
    except ValueError as error:
        raise Refused("文件结构异常", RESAVE) from error


def _check_end(data: bytes, limits: Limits) -> None:
    """Size and count of the directory, from the record that ends the file: a directory of 200,000
    entries must not even be listed."""
    at = data.rfind(END_OF_DIRECTORY, max(0, len(data) - END_LENGTH - LONGEST_COMMENT))
    if at < 0 or at + END_LENGTH > len(data):
        raise Refused("文件已损坏或不完整", RESAVE)
    if data[at + END_LENGTH :].strip(b"\0"):
        raise Refused("文件末尾附着别的内容，不像正常文件", RESAVE)
    entries, size = struct.unpack_from("<HI", data, at + 10)
    if entries > limits.zip_entries or size > limits.zip_directory:
        raise Refused("内部零件太多，不像正常文件", RESAVE)
    if b"%PDF-" in data[:1024]:
        raise Refused("同时含有 PDF 和 Office 两种内容，不像正常文件", RESAVE)


def _check_entries(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.lower() for part in parts]
    if any(UNSAFE_NAME.search(name) for name in names) or len(set(names)) < len(names):
        raise Refused("内部零件的名称不正常，可能被改动过", RESAVE)
    if any(part.flag_bits & ENCRYPTED_FLAG for part in parts):
        raise Refused("文件加了密码", "请去掉密码后另存一份再试")
    if not parts or min(part.header_offset for part in parts) != 0:
        raise Refused("文件结构异常", RESAVE)


def _check_sizes(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    total = sum(part.file_size for part in parts)
    if total > limits.unpacked or any(_swollen(part, limits) for part in parts):
        raise Refused("解开后过大，不像正常文件，为保护本机未予打开", RESAVE)


def _swollen(part: zipfile.ZipInfo, limits: Limits) -> bool:
    if part.file_size > limits.part:
        return True
    tight = part.file_size > limits.ratio * max(part.compress_size, 1)
    return part.file_size > limits.part_without_ratio and tight


def _check_family(archive: zipfile.ZipFile, suffix: str) -> None:
    """Word or Excel as the suffix says, without macros."""
    names = set(archive.namelist())
    other = ".xlsx" if suffix == ".docx" else ".docx"
    if "[Content_Types].xml" not in names:
        raise Refused("是压缩包，不是 Office 文件", "请解压后选择里面的文件")
    if any(name.lower().endswith("vbaproject.bin") for name in names) or _macro(archive):
        raise Refused("含有宏，为安全起见不予打开", f"请另存为不含宏的 {suffix} 再试")
    folders = {name.lower().partition("/")[0] for name in names}
    if FOLDER[suffix] not in folders:
        if FOLDER[other] in folders:
            raise Refused(f"扩展名是 {suffix}，内容却是 {other}", f"请把扩展名改成 {other} 再试")
        raise Refused("里面没有正文", RESAVE)


def _macro(archive: zipfile.ZipFile) -> bool:
    """Whether a part is named as one that holds macros. Office writes no character references
    there; who does wants a word not to be found."""
    if archive.getinfo("[Content_Types].xml").file_size > LONGEST_LISTING:
        return True
    return bool(MACRO.search(_ascii(archive.read("[Content_Types].xml"))))


def _check_elements(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Small tags by the million cost hundreds of times their size once they are a tree. Parts that
    no reader opens count too: the file is loaded whole when it is given back with comments."""
    found = 0
    for part in parts:
        with archive.open(part) as stream:
            head = stream.read(PROLOG)
            if not XML_START.match(head):
                continue
            piece = head
            while piece and found <= limits.elements:
                found += piece.count(b"<")
                piece = stream.read(PIECE)
    if found > limits.elements:
        raise Refused("解开后过大，不像正常文件，为保护本机未予打开", RESAVE)


def _check_prologs(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], suffix: str) -> None:
    for part in parts:
        named = part.filename.lower().endswith((".xml", ".rels"))
        if named or not part.filename.lower().endswith(NO_MARKUP):
            with archive.open(part) as stream:
                head = stream.read(PROLOG)
            if named or XML_START.match(head):
                check_prolog(head)
            if STRICT in head:
                raise Refused("用的是“严格 Open XML”格式", f"请另存为普通的 {suffix} 再试")


def check_prolog(head: bytes) -> None:
    """Raises Refused when anything but comments stands before an XML part's root element.

    A document type there is how entities get in (billion laughs, file:// entities); Office never
    writes one.
    """
    text = _ascii(head).lstrip("\ufeff")
    while True:
        text = text.lstrip()
        closing = "-->" if text.startswith("<!--") else "?>" if text.startswith("<?") else ""
        if not closing:
            break
        _, found, text = text.partition(closing)
        if not found:
            raise Refused("内部零件的开头不正常", RESAVE)
    if text and not re.match(r"<[A-Za-z_]", text):
        raise Refused("内部含有不安全的声明（DOCTYPE）", RESAVE)


def _ascii(head: bytes) -> str:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:4]
    return head.decode("utf-16" if wide else "latin-1", "replace").removeprefix("ï»¿")
