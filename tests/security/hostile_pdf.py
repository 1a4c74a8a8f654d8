"""PDF files: bombs, loops, and actions that no reader of ours carries out."""

import zlib

from tests.readers.bad_files import BAD_FILES
from tests.readers.office_files import pdf, pdf_page
from tests.security.hostile import MEGA, Hostile, harmless, holding, refused

KNOWN = (
    "scan.pdf",
    "password.pdf",
    "truncated.pdf",
    "page_loop.pdf",
    "nested_arrays.pdf",
    "operators_60_mb.pdf",
    "operators_15_mb.pdf",
    "flate_2_gb.pdf",
)
TEXT = b"BT /F 12 Tf (Queue too long) Tj ET"
READ = "Queue too long"


def _flate(data: bytes, times: int) -> bytes:
    squeeze = zlib.compressobj(9)
    first = squeeze.compress(data) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return first + (squeeze.compress(data) + squeeze.flush(zlib.Z_FULL_FLUSH)) * (times - 1)


def _double() -> bytes:
    return pdf_page(
        zlib.compress(_flate(b" " * MEGA, 2000), 9), b"/Filter[/FlateDecode/FlateDecode]"
    )


def _predictor() -> bytes:
    filters = b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2147483647>>"
    return pdf_page(zlib.compress(b"\2" * 9999), filters)


def _page(extra: bytes, content: bytes = TEXT, *more: bytes, catalogue: bytes = b"") -> bytes:
    """One page with its text; ``extra`` goes into its resources, ``more`` are objects from 6 on."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>%s>>>>" % extra,
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *more,
        ]
    )


def _form(content: bytes, names: bytes) -> bytes:
    return (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length %d"
        b"/Resources<</XObject<<%s>>>>>>stream\n%s\nendstream"
        % (
            len(content),
            names,
            content,
        )
    )


def _form_loop() -> bytes:
    return _page(b"/XObject<</X 6 0 R>>", TEXT + b" /X Do", _form(b"/X Do", b"/X 6 0 R"))


def _form_laughs() -> bytes:
    forms = [_form(b"/X Do " * 10, b"/X %d 0 R" % (n + 1)) for n in range(6, 15)]
    last = _form(b"BT /F 12 Tf (ha) Tj ET", b"")
    return _page(b"/XObject<</X 6 0 R>>", b"/X Do " * 10, *forms, last)


def _character_map() -> bytes:
    ranges = (
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + (b"100 beginbfrange\n" + b"<0000> <FFFF> <0000>\n" * 100 + b"endbfrange\n") * 200
    )
    packed = zlib.compress(ranges, 9)
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 7 0 R>>"
    table = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    text = b"BT /G 12 Tf <00410042> Tj ET"
    made = _page(b"", text, font, table)
    return made.replace(b"/Font<</F 5 0 R>>", b"/Font<</G 6 0 R>>")


def _surrogates() -> bytes:
    table = (
        b"1 begincodespacerange <00> <FF> endcodespacerange "
        b"2 beginbfchar <41> <D800> <42> <0000> endbfchar"
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R>>"
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(table), table)
    text = b"BT /F 12 Tf (Queue too long) Tj ET BT /G 12 Tf 0 -20 Td (AB) Tj ET"
    return _page(b"", text, font, stream).replace(
        b"/Font<</F 5 0 R>>", b"/Font<</F 5 0 R/G 6 0 R>>"
    )


def _actions() -> bytes:
    script = b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://e.example'\\))>>"
    launch = b"/AA<</WC<</S/Launch/F(cmd.exe)>>>>"
    return _page(b"", catalogue=script + launch)


def _attached() -> bytes:
    files = b"/Names<</EmbeddedFiles<</Names[(a.exe)6 0 R]>>>>"
    spec = b"<</Type/Filespec/F(a.exe)/EF<</F 7 0 R>>>>"
    data = b"MZ embedded program"
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)
    return _page(b"", TEXT, spec, stream, catalogue=files)


def _form_fields() -> bytes:
    """XFA forms are XML: an entity there must stay unread."""
    xfa = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(xfa), xfa)
    return _page(b"", TEXT, stream, catalogue=b"/AcroForm<</XFA 6 0 R>>")


def _previous_table_loop() -> bytes:
    made = pdf_page(TEXT)
    at = made.rindex(b"xref\n0")
    return made.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % at)


def _object_stream_loop() -> bytes:
    inner = b"6 0 <</Type/ObjStm>>"
    stream = b"<</Type/ObjStm/N 99999999/First 4/Extends 6 0 R/Length %d>>stream\n%s\nendstream"
    return _page(b"/XObject 6 0 R", TEXT, stream % (len(inner), inner))


def _many_pages() -> bytes:
    kids = b" ".join([b"3 0 R"] * 90_000)
    return pdf_page(TEXT).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[%s]/Count 90000" % kids)


PDFS: dict[str, Hostile] = {
    **{name: refused(*BAD_FILES[name]) for name in KNOWN},
    "flate_twice.pdf": refused(holding(_double()), "过大"),
    "run_length.pdf": refused(
        holding(pdf_page(b"\x81a" * 400_000 + b"\x80", b"/Filter/RunLengthDecode")), "过大"
    ),
    "lzw.pdf": refused(holding(pdf_page(b"\x80\x0b\x60\x50" * 900_000, b"/Filter/LZWDecode")), ""),
    "filters_1000.pdf": refused(
        holding(pdf_page(b"41" * 999 + b">", b"/Filter[" + b"/ASCIIHexDecode" * 1000 + b"]")), ""
    ),
    "predictor.pdf": refused(holding(_predictor()), ""),
    "form_loop.pdf": harmless(holding(_form_loop()), read=READ),
    "form_laughs.pdf": harmless(holding(_form_laughs()), read=""),
    "character_map.pdf": refused(holding(_character_map()), ""),
    "surrogates_and_nul.pdf": harmless(holding(_surrogates()), "\ud800", "\0", read=READ),
    "script_and_launch.pdf": harmless(holding(_actions()), "launch", "cmd.exe", read=READ),
    "attached_program.pdf": harmless(holding(_attached()), "MZ", "a.exe", read=READ),
    "xfa_entity.pdf": harmless(holding(_form_fields()), "root:", read=READ),
    "table_loop.pdf": harmless(holding(_previous_table_loop()), read=READ),
    "object_stream_loop.pdf": harmless(holding(_object_stream_loop()), read=READ),
    "pages_90k.pdf": refused(holding(_many_pages()), ""),
    "nested_dictionaries.pdf": refused(
        holding(
            pdf(
                [
                    b"<</Type/Catalog/Pages 2 0 R>>",
                    b"<</Kids " * 90_000 + b"[]" + b">>" * 90_000,
                ]
            )
        ),
        "",
    ),
}
