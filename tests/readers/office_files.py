"""Builds the Office and PDF files that the reader tests read: small, by hand, one point each."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMESPACES = (
    W + ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TYPES = (
    f'<Types xmlns="{PACKAGE}content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def listed(text: str, list_id: int, level: int = 0) -> str:
    """A paragraph in an automatic list."""
    numbers = f'<w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/>'
    return paragraph(text, f"<w:numPr>{numbers}</w:numPr>")


def level(place: int, number_format: str, pattern: str, extra: str = "") -> str:
    """One level of a list definition."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{extra}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def definition(number: int, *levels: str, extra: str = "") -> str:
    """A list definition with its levels."""
    return f'<w:abstractNum w:abstractNumId="{number}">{extra}{"".join(levels)}</w:abstractNum>'


def use(list_id: int, definition_id: int, overrides: str = "") -> str:
    """A list that uses a definition."""
    uses = f'<w:abstractNumId w:val="{definition_id}"/>{overrides}'
    return f'<w:num w:numId="{list_id}">{uses}</w:num>'


def relationships(targets: dict[str, str]) -> str:
    """A relationships part: target to type."""
    lines = (
        f'<Relationship Id="r{at}" Type="{OFFICE}{kind}" Target="{target}"/>'
        for at, (target, kind) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{PACKAGE}relationships">{"".join(lines)}</Relationships>'


def word_parts(body: str, **stories: str) -> dict[str, str]:
    """The parts of a Word file; ``stories`` are further parts (numbering, styles, header, …)."""
    roots = {"numbering": "numbering", "styles": "styles", "header": "hdr", "footer": "ftr"}
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relationships({"word/document.xml": "officeDocument"}),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships({f"{one}.xml": one for one in stories}),
    }
    for kind, content in stories.items():
        root = roots.get(kind, kind)
        parts[f"word/{kind}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
    return parts


def word_file(path: Path, body: str, **stories: str) -> Path:
    """A Word file with this body."""
    return zipped(path, word_parts(body, **stories))


def workbook_parts(sheet: str, shared: str = "") -> dict[str, str]:
    """The parts of a workbook with one sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = TYPES.replace(
        "</Types>",
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>'
        "</Types>",
    )
    sheets = {"worksheets/sheet1.xml": "worksheet", "sharedStrings.xml": "sharedStrings"}
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": relationships({"xl/workbook.xml": "officeDocument"}),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{OFFICE[:-1]}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(sheets),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{shared}</sst>',
    }


def cell(reference: str, text: str) -> str:
    """A cell with its text inside."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def zipped(path: Path, parts: dict[str, str]) -> Path:
    """A zip file of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


LARGEST_SUMMED = 16_000_000
"""Bytes; the sum of a larger part is left at 0, since such a part is refused by its size."""


class Packed(NamedTuple):
    """A part that is already deflated, so that a bomb costs nothing to build."""

    name: str
    data: bytes
    size: int
    flags: int = 0
    crc: int = 0


def packed(name: str, content: str) -> Packed:
    """An ordinary part, deflated."""
    raw = content.encode()
    return Packed(name, deflated(raw, b"", 0, b""), len(raw), crc=zlib.crc32(raw))


def bomb(name: str, head: str, repeated: str, times: int, tail: str) -> Packed:
    """A part that repeats a stretch of some kilobytes very often."""
    first, block, last = head.encode(), repeated.encode(), tail.encode()
    size = len(first) + len(block) * times + len(last)
    crc = zlib.crc32(first + block * times + last) if size < LARGEST_SUMMED else 0
    return Packed(name, deflated(first, block, times, last), size, crc=crc)


def deflated(head: bytes, repeated: bytes, times: int, tail: bytes) -> bytes:
    """A raw deflate stream; after a full flush a stretch always deflates to the same bytes."""
    squeeze = zlib.compressobj(9, wbits=-15)
    start = squeeze.compress(head) + squeeze.flush(zlib.Z_FULL_FLUSH)
    middle = b""
    if times:
        middle = squeeze.compress(repeated) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return start + middle * times + squeeze.compress(tail) + squeeze.flush()


def hand_zipped(path: Path, parts: list[Packed], said_entries: int | None = None) -> Path:
    """A zip file from parts that are already deflated."""
    body, directory = io.BytesIO(), io.BytesIO()
    for part in parts:
        name = part.name.encode()
        at = body.tell()
        sizes = (part.flags, 8, 0, 0x21, part.crc, len(part.data), part.size, len(name), 0)
        body.write(struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, *sizes) + name + part.data)
        record = struct.pack("<4sHHHHHHIIIHH", b"PK\x01\x02", 20, 20, *sizes)
        directory.write(record + struct.pack("<HHHII", 0, 0, 0, 0, at) + name)
    listing = directory.getvalue()
    count = min(len(parts) if said_entries is None else said_entries, 0xFFFF)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(listing), body.tell(), 0)
    path.write_bytes(body.getvalue() + listing + end)
    return path


def ole(*streams: str, sectors: bytes = b"", size: int = 512) -> bytes:
    """An OLE file as far as its checks look: a header, then a sector, then directory entries."""
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + sectors.ljust(512, b"\0")
    for stream in streams:
        entry = stream.encode("utf-16-le").ljust(116, b"\0") + struct.pack("<II", 0, size)
        data += entry.ljust(128, b"\0")
    return data


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of these numbered objects; the first is the catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return out + head + table + trailer % (len(objects) + 1, len(out))


def pdf_page(content: bytes, filters: bytes = b"") -> bytes:
    """A PDF with one page of this content stream."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filters, content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )
