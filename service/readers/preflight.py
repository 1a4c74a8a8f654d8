"""What is checked before a byte of a file is unpacked or parsed: its size and its real type."""

from pathlib import Path

from service.readers.limits import LIMITS, MEGABYTE, Limits
from service.readers.ole import check_ole, check_unlocked
from service.readers.piece import Refused
from service.readers.zip_directory import check_zip

SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
FAMILY = {
    ".docx": "zip",
    ".xlsx": "zip",
    ".doc": "ole",
    ".wps": "ole",
    ".pdf": "pdf",
    ".txt": "text",
    ".md": "text",
    ".csv": "text",
    ".jsonl": "text",
}
CALLED = {
    "zip": "新版 Office 文件（.docx、.xlsx）或压缩包",
    "ole": "旧版 Office 文件（.doc、.wps、.xls），或加了密码的文件",
    "pdf": " PDF 文件",
    "rtf": " RTF 文件",
    "html": "网页文件",
    "image": "图片",
    "archive": "压缩包",
    "text": "纯文本",
}
RENAME = {
    "zip": "如果是 Word 文件，请把扩展名改成 .docx 再试",
    "ole": "如果是旧版 Word 文件，请把扩展名改成 .doc 再试",
    "pdf": "请把扩展名改成 .pdf 再试",
}
SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 再试"
ADVICE = {
    ".docm": "含宏的文件不予打开，请用 Word 另存为 .docx 再试",
    ".xlsm": "含宏的文件不予打开，请用 Excel 另存为 .xlsx 再试",
    ".xls": "请用 Excel 或 WPS 打开，另存为 .xlsx 再试",
    ".et": "请用 WPS 打开，另存为 .xlsx 再试",
    ".rtf": SAVE_AS,
    ".odt": SAVE_AS,
    ".html": SAVE_AS,
    ".htm": SAVE_AS,
    ".ofd": "请用阅读软件转换成 .docx 或带文字的 .pdf 再试",
}


def load(path: Path, suffixes: tuple[str, ...], limits: Limits = LIMITS) -> bytes:
    """The bytes of a file that may be parsed; reading happens once, so what was checked is what
    is parsed. Raises Refused otherwise."""
    _check_there(path)
    _check_suffix(path, suffixes)
    data = _bytes(path, limits)
    check(data, path.suffix.lower(), limits)
    return data


def check(data: bytes, suffix: str, limits: Limits = LIMITS) -> None:
    """Raises Refused unless the bytes are what the suffix says, within the limits."""
    real, expected = real_type(data), FAMILY[suffix]
    if real == "ole" and expected == "zip":
        check_unlocked(data)
    if real != expected and not (expected == "text" and real == "html"):
        raise Refused(
            f"扩展名是 {suffix}，内容却是{CALLED[real]}",
            RENAME.get(real, "请确认文件没有选错；用原来的软件打开，按正确的格式另存后再试"),
        )
    if expected == "text":
        _check_text(data, limits)
    elif expected == "zip":
        check_zip(data, suffix, limits)
    elif expected == "ole":
        check_ole(data)
    elif expected == "pdf" and b"PK\x05\x06" in data[-70_000:]:
        raise Refused("同时含有 PDF 和压缩包两种内容，不像正常文件", "请重新导出 PDF 再试")


def _check_text(data: bytes, limits: Limits) -> None:
    """Raises Refused for a text too long to be one, before it is decoded."""
    if len(data) > limits.text:
        size = limits.text // MEGABYTE
        raise Refused(f"文字太多，超过 {size} MB", "请拆分后再试，或确认文件没有选错")
    if data.count(b"\n") + data.count(b"\r") > 2 * limits.lines:
        raise Refused("行数太多，不像正常文件", "请删去空行，或拆分后再试")


def real_type(data: bytes) -> str:
    """What the first bytes say the file is: a key of ``CALLED``."""
    for signature, family in SIGNATURES:
        if data.startswith(signature):
            return family
    start = data[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "pdf" if start.startswith(b"%pdf-") else "text"


def _check_there(path: Path) -> None:
    """A slip in a name is told before anything else: without it no suffix means anything."""
    try:
        there, folder = path.exists(), path.is_dir()
    except (OSError, ValueError):
        there = folder = False
    if folder:
        raise Refused("这是一个文件夹，不是文件", "请指定文件夹里的文件")
    if not there:
        raise Refused("找不到这个文件", "请核对文件名和所在位置")


def _check_suffix(path: Path, suffixes: tuple[str, ...]) -> None:
    suffix = path.suffix.lower()
    if suffix not in suffixes:
        known = "、".join(suffixes)
        named = f"暂不支持 {suffix} 格式" if suffix else "文件没有扩展名，认不出格式"
        raise Refused(named, ADVICE.get(suffix, f"可以使用的格式有 {known}"))


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limits.file + 1)
    except PermissionError as error:
        raise Refused("没有读取这个文件的权限", "请向文件所有者申请权限后再试") from error
    except (OSError, ValueError) as error:
        raise Refused("文件打不开", "请确认磁盘正常、文件未被占用后再试") from error
    if not data:
        raise Refused("文件是空的", "请确认文件已经保存完整")
    if len(data) > limits.file:
        size = limits.file // MEGABYTE
        raise Refused(f"文件超过 {size} MB", "请去掉图片、附件等内容，或拆分后再试")
    return data
