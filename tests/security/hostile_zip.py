"""Archives that lie: about sizes, names, places, kinds."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.readers.bad_files import BAD_FILES
from tests.readers.office_files import (
    TYPES,
    Packed,
    bomb,
    deflated,
    ole,
    packed,
    pdf_page,
    relationships,
    word_file,
    word_parts,
    workbook_parts,
    zipped,
)
from tests.security.hostile import (
    BODY,
    CLOSE_BODY,
    GOOD,
    MEGA,
    OPEN_BODY,
    Build,
    Hostile,
    harmless,
    holding,
    refused,
    word_of,
    word_with,
)

KNOWN = (
    "empty.docx",
    "html_inside.docx",
    "password.docx",
    "truncated.docx",
    "spoilt_body.docx",
    "picture_of_4_gb.docx",
    "entries_200k.docx",
    "entries_200k_hidden.docx",
    "macros.docx",
    "traversal.docx",
    "no_main_part.docx",
    "pdf_before_docx.docx",
    "pdf_and_zip.pdf",
    "password_on_part.docx",
)
MACRO_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="xml" ContentType="application/xml"/><Default Extension="bin" '
    'ContentType="{kind}"/></Types>'
)
VBA = "application/vnd.ms-office.vbaProject"


def _wrapped(before: bytes, after: bytes = b"") -> Build:
    """A sound Word file with something before or behind it."""

    def build(path: Path) -> None:
        word_file(path, GOOD)
        path.write_bytes(before + path.read_bytes() + after)

    return build


def _two_archives(path: Path) -> None:
    """Two Word files in a row: programs that read from either end see different papers."""
    first = word_file(path, GOOD).read_bytes()
    path.write_bytes(first + word_file(path, GOOD * 2).read_bytes())


def _understated() -> list[Packed]:
    data = deflated(OPEN_BODY.encode(), b"<w:p/>" * 5000, 600, CLOSE_BODY.encode())
    return [Packed(BODY, data, 900)]


def _overlapping(path: Path) -> None:
    """Thirty names for the same stretch of the file, as the best zip bombs do it."""
    inner = packed(BODY, OPEN_BODY + GOOD * 2000 + CLOSE_BODY)
    out = io.BytesIO()
    places = []
    parts = [packed(name, text) for name, text in word_parts(GOOD).items()]
    for part in [*(p for p in parts if p.name != BODY), inner]:
        places.append((part, out.tell()))
        out.write(_local(part))
    again = [(inner._replace(name=f"word/x{n:04}.xml"), places[-1][1]) for n in range(30)]
    directory = b"".join(_record(part, at) for part, at in [*places, *again])
    count = len(places) + len(again)
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), out.tell(), 0
    )
    path.write_bytes(out.getvalue() + directory + end)


def _fields(part: Packed) -> tuple[int, ...]:
    return (0, 8, 0, 0x21, part.crc, len(part.data), part.size, len(part.name), 0)


def _local(part: Packed) -> bytes:
    head = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, *_fields(part))
    return head + part.name.encode() + part.data


def _record(part: Packed, at: int) -> bytes:
    head = struct.pack("<4sHHHHHHIIIHH", b"PK\x01\x02", 20, 20, *_fields(part))
    return head + struct.pack("<HHHII", 0, 0, 0, 0, at) + part.name.encode()


def _named(name: str) -> Build:
    return word_of(lambda: [packed(name, "x")])


def _renamed_main(target: str, content: str) -> Build:
    return word_with(
        {"_rels/.rels": relationships({target: "officeDocument"}), target: content, BODY: None}
    )


def _wide_types(path: Path) -> None:
    """The kinds of parts in UTF-16, so that a search for ASCII words finds none."""
    parts: dict[str, str | bytes] = {**word_parts(GOOD)}
    told = MACRO_TYPES.format(kind=VBA)
    parts["[Content_Types].xml"] = f'<?xml version="1.0" encoding="UTF-16"?>{told}'.encode("utf-16")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _xlsm_renamed(path: Path) -> None:
    parts = workbook_parts("<sheetData/>")
    types = parts["[Content_Types].xml"]
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts["[Content_Types].xml"] = types.replace(
        plain, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    zipped(path, parts)


def _old_macro_sheet(path: Path) -> None:
    """Excel 4.0 macros need no VBA."""
    parts = workbook_parts("<sheetData/>")
    extra = (
        '<Override PartName="/xl/macrosheets/sheet1.xml" '
        'ContentType="application/vnd.ms-excel.macrosheet+xml"/></Types>'
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", extra)
    parts["xl/macrosheets/sheet1.xml"] = "<xm:macrosheet xmlns:xm='urn:x'/>"
    zipped(path, parts)


def _types(text: Callable[[], str]) -> Build:
    return lambda path: word_with({"[Content_Types].xml": text()})(path)


ZIPS: dict[str, Hostile] = {
    **{name: refused(*BAD_FILES[name]) for name in KNOWN},
    "understated_size.docx": refused(word_of(_understated), "损坏"),
    "overlapping_parts.docx": refused(_overlapping, "损坏"),
    "absolute_name.docx": refused(_named("/etc/cron.d/x"), "名称"),
    "drive_name.docx": refused(_named("C:\\windows\\x.dll"), "名称"),
    "backslash_traversal.docx": refused(_named("word\\..\\..\\x"), "名称"),
    "same_name_twice.docx": refused(
        word_of(lambda: [packed(BODY, OPEN_BODY + GOOD + CLOSE_BODY)] * 2), "名称"
    ),
    "same_name_in_capitals.docx": refused(_named("WORD/DOCUMENT.XML"), "名称"),
    "target_outside.docx": refused(
        word_with({"_rels/.rels": relationships({"../../../etc/passwd": "officeDocument"})}),
        "不完整",
    ),
    "two_archives.docx": refused(_two_archives, "结构异常"),
    "program_before.docx": refused(_wrapped(b"MZ\x90\0" + b"\0" * 60), "纯文本"),
    "picture_before.docx": refused(_wrapped(b"GIF89a/*"), "图片"),
    "html_before.docx": refused(_wrapped(b"<html><script>alert(1)</script>"), "网页"),
    "html_behind.docx": refused(_wrapped(b"", b"<html><script>1</script>"), "附着"),
    "pdf_behind.docx": refused(_wrapped(b"", pdf_page(b"BT (a) Tj ET")), "附着"),
    "pdf_html_docx.docx": refused(_wrapped(b"%PDF-1.4 <html>"), "PDF"),
    "pdf_html_docx.pdf": refused(_wrapped(pdf_page(b"<html>")), "两种内容"),
    "docm_renamed.docx": refused(word_with({"word/vbaProject.bin": "x"}, GOOD), "宏"),
    "macros_called_otherwise.docx": refused(
        word_with({"[Content_Types].xml": MACRO_TYPES.format(kind=VBA), "word/a.bin": "x"}), "宏"
    ),
    "macros_in_wide_letters.docx": refused(_wide_types, "宏"),
    "macros_in_references.docx": refused(
        _types(lambda: MACRO_TYPES.format(kind=VBA.replace("vba", "v&#98;a"))), "宏"
    ),
    "macros_behind_a_megabyte.docx": refused(
        _types(lambda: TYPES.replace("</Types>", " " * 2 * MEGA + f"<!--{VBA}--></Types>")), "宏"
    ),
    "xlsm_renamed.xlsx": refused(_xlsm_renamed, "宏"),
    "old_macro_sheet.xlsx": refused(_old_macro_sheet, "宏"),
    "encrypted.xlsx": refused(holding(ole("EncryptedPackage")), "密码"),
    "main_part_with_dtd.docx": refused(
        _renamed_main(
            "word/main.dat", '<!DOCTYPE x [<!ENTITY a "b">]>' + OPEN_BODY + GOOD + CLOSE_BODY
        ),
        "DOCTYPE",
    ),
    "main_part_called_a_picture.docx": refused(
        _renamed_main("word/a.svg", '<!DOCTYPE x [<!ENTITY a "b">]>' + OPEN_BODY + GOOD),
        "DOCTYPE",
    ),
    "main_part_is_a_picture.docx": refused(_renamed_main("word/media/image1.png", "\x89PNG"), ""),
    "unread_part_of_90_mb.docx": refused(
        word_of(lambda: [bomb("word/glossary/document.xml", "<a>", "<b/>" * 5000, 4500, "</a>")]),
        "过大",
    ),
    "elements_unread.docx": refused(
        word_of(lambda: [bomb("word/comments.xml", "<a>", "<b/>" * 1000, 1900, "</a>")]),
        "过大",
    ),
    "picture_not_opened.docx": harmless(
        word_of(lambda: [bomb("word/media/image1.bmp", "BM", "\0" * 9999, 500, "")])
    ),
}
