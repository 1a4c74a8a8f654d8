"""Files that cannot or must not be read, each built here, with a word its message must hold."""

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfWriter

from tests.readers.office_files import (
    NAMESPACES,
    Packed,
    bomb,
    cell,
    hand_zipped,
    ole,
    packed,
    paragraph,
    pdf,
    pdf_page,
    word_file,
    word_parts,
    workbook_parts,
    zipped,
)

Build = Callable[[Path], object]
BODY = "word/document.xml"
OPEN_BODY = f"<w:document {NAMESPACES}><w:body>"
CLOSE_BODY = "</w:body></w:document>"
GOOD = paragraph("一、存在的问题")
MEGA = 1024 * 1024


def _bytes(data: bytes) -> Build:
    return lambda path: path.write_bytes(data)


def _parts(changes: dict[str, str | None], body: str = GOOD) -> Build:
    """A Word file with parts changed, added, or (None) taken away."""
    merged: dict[str, str | None] = {**word_parts(body), **changes}
    kept = {name: content for name, content in merged.items() if content is not None}
    return lambda path: zipped(path, kept)


def _packed(*parts: Packed, said_entries: int | None = None) -> Build:
    """A Word file whose named parts are replaced by ready-made deflated ones."""
    own = {part.name for part in parts}
    rest = [packed(name, text) for name, text in word_parts(GOOD).items() if name not in own]
    return lambda path: hand_zipped(path, [*rest, *parts], said_entries)


def _empty_paragraphs(megabytes: int) -> Build:
    block = "<w:p/>" * 10_000
    times = megabytes * MEGA // len(block)
    return _packed(bomb(BODY, OPEN_BODY, block, times, CLOSE_BODY))


def _entity_file(declarations: str, use: str) -> Build:
    head = f'<?xml version="1.0"?><!DOCTYPE w:document [{declarations}]>'
    return _parts({BODY: head + OPEN_BODY + paragraph(use) + CLOSE_BODY})


def _laughs() -> Build:
    lines = ['<!ENTITY l0 "哈">']
    lines += [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return _entity_file("".join(lines), "&l9;")


def _many_entries(said: int | None) -> Build:
    return _packed(*(Packed(f"word/{n}", b"", 0) for n in range(200_000)), said_entries=said)


def _truncated(path: Path) -> None:
    word_file(path, GOOD * 50)
    path.write_bytes(path.read_bytes()[:-200])


def _prefixed_by_pdf(path: Path) -> None:
    word_file(path, GOOD)
    path.write_bytes(b"%PDF-1.4\n" + path.read_bytes())


def _pdf_then_zip(path: Path) -> None:
    word_file(path, GOOD)
    path.write_bytes(pdf_page(b"BT /F 12 Tf (a) Tj ET") + path.read_bytes())


def _flipped(path: Path) -> None:
    """The body's deflated bytes spoilt, the directory whole."""
    rest = [packed(name, text) for name, text in word_parts(GOOD).items() if name != BODY]
    hand_zipped(path, [*rest, Packed(BODY, b"\xff" * 200, 5000)])


def _scan() -> bytes:
    return _written(PdfWriter(), None)


def _written(writer: PdfWriter, password: str | None) -> bytes:
    writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _page_loop() -> bytes:
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 3 0 R>>",
            b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>",
        ]
    )


def _nested_arrays() -> bytes:
    deep = b"[" * 100_000 + b"]" * 100_000
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids %s>>" % deep])


def _pdf_operators(times: int) -> bytes:
    stream = zlib.compress(b"BT " + b"1 0 0 1 0 0 Tm (a) Tj " * times + b" ET", 9)
    return pdf_page(stream, b"/Filter/FlateDecode")


def _pdf_flate_bomb() -> bytes:
    squeeze = zlib.compressobj(9)
    block = squeeze.compress(b" " * MEGA) + squeeze.flush(zlib.Z_FULL_FLUSH)
    repeated = squeeze.compress(b" " * MEGA) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return pdf_page(block + repeated * 1999, b"/Filter/FlateDecode")


def _workbook(sheet: str, shared: str = "") -> Build:
    return lambda path: zipped(path, workbook_parts(sheet, shared))


def _huge_strings(path: Path) -> None:
    parts = workbook_parts("<sheetData/>")
    strings = parts.pop("xl/sharedStrings.xml")
    head, _, tail = strings.partition("</sst>")
    block = "<si><t>" + "意" * 20_000 + "</t></si>"
    rest = [packed(name, text) for name, text in parts.items()]
    blown = bomb("xl/sharedStrings.xml", head, block, 1024 * MEGA // 60_000, "</sst>" + tail)
    hand_zipped(path, [*rest, blown])


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.write("意见".encode())
        file.truncate(31 * MEGA)


def _locked(path: Path) -> None:
    path.write_text("意见", "utf-8")
    path.chmod(0)


FIB = struct.pack("<H8xH", 0xA5EC, 0x0100)
MACRO = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" '
    'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
)
STRICT = (
    '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body/></w:document>'
)
DEEP = "<w:sdt>" * 60_000 + "</w:sdt>" * 60_000
BIG5 = "辦事流程繁瑣，審批時間太長，希望領導多到基層聽取意見。".encode("big5")

BAD_FILES: dict[str, tuple[Build, str]] = {
    "empty.docx": (_bytes(b""), "空的"),
    "missing.docx": (lambda path: path.exists(), "找不到"),
    "folder.docx": (lambda path: path.mkdir(), "文件夹"),
    "no_suffix": (_bytes("意见".encode()), "扩展名"),
    "layout.ofd": (_bytes(b"PK\x03\x04"), ".ofd"),
    "with_macros.docm": (_bytes(b"PK\x03\x04"), "宏"),
    "too_large.txt": (_sparse, "30 MB"),
    "pdf_inside.docx": (_bytes(pdf_page(b"")), "PDF"),
    "old_word_inside.docx": (_bytes(ole("WordDocument")), "旧版"),
    "docx_inside.doc": (lambda path: word_file(path, GOOD), ".docx"),
    "docx_inside.pdf": (lambda path: word_file(path, GOOD), ".docx"),
    "workbook_inside.docx": (_workbook("<sheetData/>"), ".xlsx"),
    "docx_inside.txt": (lambda path: word_file(path, GOOD), ".txt"),
    "html_inside.docx": (_bytes(b"<!DOCTYPE html><html></html>"), "网页"),
    "text_inside.docx": (_bytes("对照检查材料".encode()), "纯文本"),
    "image_inside.pdf": (_bytes(b"\x89PNG\r\n\x1a\n"), "图片"),
    "password.docx": (_bytes(ole("EncryptedPackage")), "密码"),
    "password.doc": (_bytes(ole("WordDocument", sectors=FIB)), "密码"),
    "truncated.doc": (_bytes(ole("WordDocument", size=90_000)), "不完整"),
    "old_workbook.doc": (_bytes(ole("Workbook")), "Word"),
    "password_on_part.docx": (_packed(Packed(BODY, b"", 0, flags=1)), "密码"),
    "truncated.docx": (_truncated, "损坏"),
    "spoilt_body.docx": (_flipped, "损坏"),
    "paragraphs_200_mb.docx": (_empty_paragraphs(200), "过大"),
    "paragraphs_40_mb.docx": (_empty_paragraphs(40), "过大"),
    "paragraphs_8_mb.docx": (_empty_paragraphs(7), "过大"),
    "one_gigabyte_of_text.docx": (
        _packed(bomb(BODY, OPEN_BODY + "<w:p><w:r><w:t>", "习" * 20_000, 17_000, CLOSE_BODY)),
        "过大",
    ),
    "long_text_node.docx": (
        _packed(bomb(BODY, OPEN_BODY + "<w:p><w:r><w:t>", "深化" * 1000, 1300, CLOSE_BODY)),
        "损坏",
    ),
    "runs_in_one_table.docx": (
        _packed(bomb(BODY, OPEN_BODY + "<w:tbl>", "<w:r/>" * 1000, 1300, "</w:tbl>" + CLOSE_BODY)),
        "过大",
    ),
    "picture_of_4_gb.docx": (
        _packed(Packed("word/media/image1.png", b"\0" * 90, 2**32 - 9)),
        "过大",
    ),
    "entries_200k.docx": (_many_entries(None), "零件太多"),
    "entries_200k_hidden.docx": (_many_entries(5), "零件太多"),
    "external_entity.docx": (
        _entity_file('<!ENTITY x SYSTEM "file:///etc/hostname">', "a&x;b"),
        "DOCTYPE",
    ),
    "billion_laughs.docx": (_laughs(), "DOCTYPE"),
    "padded_doctype.docx": (
        _parts({BODY: f"<!--{'-- ' * 9000}--><!DOCTYPE w:document []>" + OPEN_BODY + CLOSE_BODY}),
        "不正常",
    ),
    "deep_nesting.docx": (_parts({BODY: OPEN_BODY + DEEP + CLOSE_BODY}), "损坏"),
    "macros.docx": (_parts({"[Content_Types].xml": MACRO}), "宏"),
    "strict.docx": (_parts({BODY: STRICT}), "严格"),
    "traversal.docx": (_parts({"../../etc/passwd": "x"}), "名称"),
    "no_main_part.docx": (_parts({BODY: None}), "损坏"),
    "broken_xml.docx": (_parts({BODY: OPEN_BODY + GOOD}), "损坏"),
    "plain_zip.docx": (lambda path: zipped(path, {"a.txt": "意见"}), "压缩包"),
    "pdf_before_docx.docx": (_prefixed_by_pdf, "PDF"),
    "pdf_and_zip.pdf": (_pdf_then_zip, "两种内容"),
    "pictures_only.docx": (
        _parts({}, "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"),
        "图片",
    ),
    "scan.pdf": (_bytes(_scan()), "扫描"),
    "password.pdf": (_bytes(_written(PdfWriter(), "duizhao")), "密码"),
    "truncated.pdf": (_bytes(pdf_page(b"BT (a) Tj ET")[:120]), "损坏"),
    "page_loop.pdf": (_bytes(_page_loop()), "重新导出"),
    "nested_arrays.pdf": (_bytes(_nested_arrays()), "重新导出"),
    "operators_60_mb.pdf": (_bytes(_pdf_operators(2_700_000)), "过大"),
    "operators_15_mb.pdf": (_bytes(_pdf_operators(600_000)), "过大"),
    "flate_2_gb.pdf": (_bytes(_pdf_flate_bomb()), "过大"),
    "strings_1_gb.xlsx": (_huge_strings, "过大"),
    "empty.xlsx": (_workbook("<sheetData/>"), "没有内容"),
    "broken_sheet.xlsx": (_workbook("<sheetData><row>" + cell("A1", "意见")), "损坏"),
    "big5.txt": (_bytes(BIG5), "编码"),
    "undecodable.txt": (_bytes(b"\x81\x20\xff\xff" * 50), "编码"),
    "nul.txt": (_bytes("意见\0".encode() * 9), "空字节"),
    "blank.txt": (_bytes(b" \r\n\t\r\n"), "没有文字"),
    "open_quote.csv": (_bytes(('意见,来源\n"' + "太慢" * 600_000).encode()), "引号"),
}
"""Name to how it is built and what its one message must say."""

if os.geteuid() != 0:
    BAD_FILES["locked.txt"] = (_locked, "权限")

BAD_NOTES: dict[str, tuple[Build, str]] = {
    "no_column.csv": (_bytes("序号,姓名,职务\n1,甲,科员\n".encode()), "姓名、职务"),
    "no_column.xlsx": (
        _workbook(
            "<sheetData><row>" + cell("A1", "序号") + cell("B1", "金额") + "</row></sheetData>"
        ),
        "序号、金额",
    ),
    "bad_line.jsonl": (_bytes('{"text": "流程慢"}\n{"text": \n'.encode()), "第2行"),
    "no_text.jsonl": (_bytes(b'{"id": "1"}\n'), "text"),
    "list.jsonl": (_bytes(b"[1, 2]\n"), "text"),
    "deep.jsonl": (_bytes(b"[" * 200_000), "第1行"),
    "header_only.csv": (_bytes("序号,意见建议\n".encode()), "没有读到意见"),
    "notes.pdf": (_bytes(pdf_page(b"BT (a) Tj ET")), ".pdf"),
    "empty.jsonl": (_bytes(b""), "空的"),
    "whole_sheet_merged.xlsx": (
        _workbook(
            "<sheetData><row>" + cell("A1", "汇总") + "</row></sheetData>"
            '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
        "汇总",
    ),
    "corner_cell.xlsx": (
        _workbook('<sheetData><row r="1048576">' + cell("XFD1048576", "x") + "</row></sheetData>"),
        "没有找到意见所在的列",
    ),
}
"""The same for files that should hold notes."""
