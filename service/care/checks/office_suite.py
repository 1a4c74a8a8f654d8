"""LibreOffice: there, and able to convert."""

import shutil
from collections.abc import Iterator

from service.care.finding import Finding, Surroundings, ok, problem, warning
from service.readers.legacy import to_docx
from service.readers.piece import Refused

NAME, TITLE, SECONDS = "libreoffice", "LibreOffice", 90.0
_TINY = rb"{\rtf1\ansi duizhao\par}"


def look(around: Surroundings) -> Iterator[Finding]:
    """Converts a tiny file the way that .doc and .wps are read."""
    del around
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        yield warning(
            "没有安装，.doc 和 .wps 文件读不了",
            "请安装 LibreOffice（Debian：apt install libreoffice-writer），或先另存为 .docx",
        )
        return
    try:
        to_docx(_TINY, ".rtf")
    except Refused as error:
        yield problem(
            f"装了，但转换不了：{error.args[0] if error.args else '原因不明'}",
            "请重新安装 LibreOffice，并确认临时文件夹有空间",
        )
        return
    yield ok("能转换 .doc、.wps")
