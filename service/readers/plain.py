"""Text files (.txt, .md): the decoded text exactly as it stands, one piece per line with words."""

import codecs
import re

from service.readers.piece import Extract, Piece, Reader, Refused

LINE = re.compile(r"[^\r\n]+")
LINE_END = re.compile(r"\r\n|\r|\n")
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MANY = 8
"""Ideographs from which their sorts can be counted."""
_OF_MANY, _OF_FEW = 0.7, 0.4
"""Share of everyday characters that Chinese text has at least. Measured: real papers from 0.99,
their single lines of eight and more from 0.88; Big5 read as GB18030 up to 0.36."""
_ODD = 0.1
RESAVE = "请用记事本打开，另存为 UTF-8 编码后再试"


def extract(data: bytes) -> Extract:
    """The lines of a text file. Raises Refused when the encoding is not certain."""
    text = decode(data)
    lines = enumerate_lines(text)
    pieces = [
        Piece(line, where=f"第{number}行", start=start)
        for number, start, line in lines
        if line.strip()
    ]
    return Extract(tuple(pieces), text=text)


def enumerate_lines(text: str) -> list[tuple[int, int, str]]:
    """Every line as (number from 1, start, text without its line end)."""
    lines = []
    start = 0
    for number, match in enumerate(LINE_END.finditer(text), 1):
        lines.append((number, start, text[start : match.start()]))
        start = match.end()
    lines.append((len(lines) + 1, start, text[start:]))
    return lines


def decode(data: bytes) -> str:
    """BOM, strict UTF-8, strict GB18030, in this order; anything else is Refused.

    Statistical detection is left out on purpose: it took short GBK notes for Korean.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], encoding)
    if b"\0" in data:
        raise Refused(
            "不是文本文件（含有空字节）", "请确认文件没有选错，或" + RESAVE.removeprefix("请")
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = _strict(data, "gb18030")
    if _garbled(text) or not _looks_simplified(text):
        raise Refused("文字编码认不准，可能是繁体 Big5 或其他编码", RESAVE)
    return text


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("文字编码认不出，或者文件已经损坏", RESAVE) from error


def _looks_simplified(text: str) -> bool:
    """Whether GB18030 gave everyday Chinese.

    Nearly every Big5 file decodes as GB18030, into rare characters; real text in it is mostly made
    of the 3,755 everyday characters of GB 2312 level 1 (lead bytes B0 to D7).
    """
    ideographs = [char for char in text if "\u2e80" <= char <= "\ufaff" and char > "\u303f"]
    beyond = [char for char in text if char > "\x7f"]
    if not ideographs:
        return not any("\ue000" <= char <= "\uf8ff" for char in beyond)
    everyday = sum(_everyday(char) for char in ideographs)
    return everyday >= (_OF_MANY if len(ideographs) >= _MANY else _OF_FEW) * len(ideographs)


def _garbled(text: str) -> bool:
    """Whether much of the text is of characters that only a font of one's own has. A bullet before
    every line is still no more than every tenth letter."""
    beyond = [char for char in text if char > "\x7f"]
    odd = sum("\ue000" <= char <= "\uf8ff" for char in beyond)
    return odd > _ODD * len(beyond)


def _everyday(char: str) -> bool:
    code = char.encode("gb2312", "ignore")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7


READER = Reader("text", (".txt", ".md"), extract, sandboxed=False)
