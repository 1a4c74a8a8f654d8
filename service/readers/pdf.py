"""PDF files with a text layer, by pypdf, the one parser that stayed small on hostile files.

A PDF knows lines, not paragraphs: a line that fills the page's width is joined to the next.
"""

import io
import re
import unicodedata
import warnings
from collections.abc import Iterator

from service.readers.piece import Extract, Piece, Reader, Refused

MOST_PAGES = 2000
STREAM = 20_000_000
LZW = 1_000_000
"""Its decoder is slow; no program of today writes it."""
OPERATIONS = 100_000
"""Operands and operators of one page; a densely set page has some 6,000."""
SCAN_ADVICE = "请先用扫描软件做文字识别（OCR），或改用有文字的 Word 版本"
PAGE_NUMBER = re.compile(r"[\s\-—–_·]*(第?\s*\d{1,4}\s*页?)([\s,，/共]*\d{1,4}\s*页?)?[\s\-—–_·]*")
RADICALS = re.compile(r"[\u2e80-\u2fdf]")
WIDE = "\u3000-\u9fff\uff00-\uffef"
SPACED = re.compile(rf"(?<=[{WIDE}]) +(?=[{WIDE}\w])|(?<=[{WIDE}\w]) +(?=[{WIDE}])")
HEADING = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
POINT = re.compile(r"[\u3000 ]|[（(]?\d{1,2}[.．、）)](?!\d)|[①-⑳]|[一二三四五六七八九十]是|【")
SENTENCE_END = tuple("。！？：；”）")
FULL_LINE = 0.93
"""Share of the usual width from which a line counts as full."""
NARROWEST_FULL = 18.0
"""Ideographs; a full line of an A4 page has 28."""


def extract(data: bytes) -> Extract:
    """The paragraphs of a PDF. Raises Refused for scans, locked, damaged and outsized files."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        lines = [line for line in _lines(data) if not PAGE_NUMBER.fullmatch(line[1])]
    if not lines:
        raise Refused("里面没有文字，像是扫描件", SCAN_ADVICE)
    return Extract(tuple(_paragraphs(lines)))


def _lines(data: bytes) -> Iterator[tuple[int, str]]:
    """Page number and text of every line."""
    import pypdf  # 0.3 s: loaded with the first PDF only
    from pypdf.errors import LimitReachedError, PyPdfError

    frugal = pypdf.get_configuration().with_overwrites(
        zlib_maximum_output_length=STREAM,
        lzw_maximum_output_length=LZW,
        run_length_maximum_output_length=STREAM,
        array_based_stream_maximum_output_length=STREAM,
        stream_decoding_work_maximum_length=2 * STREAM,
        stream_parsing_work_maximum_count=OPERATIONS,
        page_tree_maximum_entries=MOST_PAGES,
    )
    try:
        with pypdf.apply_configuration(frugal):
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not _opens_without_password(reader):
                raise Refused("文件加了密码", "请去掉密码后另存一份再试")
            for number, page in enumerate(reader.pages, 1):
                for line in page.extract_text().splitlines():
                    yield number, _plain(line)
    except (MemoryError, Refused):
        raise
    except LimitReachedError as error:
        raise Refused(
            "内容过大或嵌套过深，不像正常文件", "请重新导出 PDF，或改用 Word 版本"
        ) from error
    except (PyPdfError, RecursionError, *DAMAGE) as error:
        raise Refused("文件已损坏或不完整", "请重新导出 PDF，或改用 Word 版本") from error


DAMAGE = (ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError, OSError)
"""What pypdf lets slip on broken files, beside its own errors."""


def _opens_without_password(reader: object) -> bool:
    """Many PDFs are only locked against printing; AES needs a library that we do not ship."""
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError

    try:
        return isinstance(reader, PdfReader) and bool(
            reader.decrypt("") != PasswordType.NOT_DECRYPTED
        )
    except DependencyError:
        return False


def _plain(line: str) -> str:
    """Radical forms as the characters they look like (fonts map 一 to ⼀), justification's spaces
    left out (Word and WPS set some between ideographs and digits too)."""
    line = RADICALS.sub(lambda sign: unicodedata.normalize("NFKC", sign.group()), line)
    return SPACED.sub("", line).rstrip()


def _paragraphs(lines: list[tuple[int, str]]) -> Iterator[Piece]:
    lines = [line for line in lines if line[1].strip()]
    full = max(FULL_LINE * _line_width([text for _, text in lines]), NARROWEST_FULL)
    paragraph, last, page = "", "", 0
    for number, text in lines:
        if not paragraph:
            paragraph, page = text, number
        elif _goes_on(paragraph, last, text, full):
            paragraph += _glue(paragraph, text) + text.lstrip()
        else:
            yield Piece(paragraph, where=f"第{page}页")
            paragraph, page = text, number
        last = text
    if paragraph:
        yield Piece(paragraph, where=f"第{page}页")


def _goes_on(paragraph: str, last: str, following: str, full: float) -> bool:
    """Whether a line continues the paragraph: the line before it was full, and it opens neither a
    heading nor, after a sentence's end, a point."""
    if _width(last) < full or HEADING.match(following):
        return False
    return not (POINT.match(following) and paragraph.endswith(SENTENCE_END))


def _glue(before: str, after: str) -> str:
    """A space between two words of Latin letters, nothing between ideographs."""
    return " " if before[-1:].isascii() and after.lstrip()[:1].isascii() else ""


def _line_width(texts: list[str]) -> float:
    """The width of a full line: the 90th percentile, so that a stray long line does not count."""
    widths = sorted(_width(text) for text in texts)
    return widths[int(0.9 * (len(widths) - 1))] if widths else 0.0


def _width(text: str) -> float:
    """Width in ideographs: everything in ASCII is half as wide."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


READER = Reader("pdf", (".pdf",), extract)
