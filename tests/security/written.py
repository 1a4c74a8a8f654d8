"""Looks at written files as programs that open them would, and says what is not inert in them."""

import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
PROBE = "\ue0aa"
"""A sign that shows that a field reaches what is written."""
RISKY = re.compile(r"\s*[=+\-@＝＋－＠]")
LIVE_TAGS = {
    "script", "iframe", "object", "embed", "img", "form", "input", "base", "link", "video", "audio",
    "foreignobject", "use", "image", "animate", "set", "textarea",
}  # fmt: skip
FIELDS = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|TOC)\b")
HEAD_LINKS = re.compile(r"#[\w.-]*")


def faults(path: Path) -> list[str]:
    """What a Word, Excel or other written file holds that is not inert."""
    if path.suffix in (".docx", ".xlsx"):
        return [*_package_faults(path), *(_cells(path) if path.suffix == ".xlsx" else _words(path))]
    return text_faults(path.read_text("utf-8"))


def text_faults(text: str) -> list[str]:
    """Signs that nobody sees, other than the ends of lines; and the probe."""
    if PROBE in text:
        return ["probe"]
    return sorted({f"unseen {found!r}" for found in UNSEEN.findall(text)})


def json_faults(text: str) -> list[str]:
    """JSON must parse and hold no bare control character; its strings are data, kept as is."""
    json.loads(text)
    if PROBE in text:
        return ["probe"]
    return [f"bare {char!r}" for char in text if char < " " and char != "\n"]


def html_faults(text: str) -> list[str]:
    """Elements and attributes that run, load or lead outside."""
    reader = _Page()
    reader.feed(text)
    reader.close()
    return [*reader.faults, *text_faults(text)]


def terminal_faults(cells: list[str]) -> list[str]:
    """Control signs in what a table on the terminal shows."""
    return [fault for cell in cells for fault in text_faults(cell)]


def _package_faults(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
                yield from text_faults("".join(map(str, root.itertext())))
                yield from (fault for element in root.iter() for fault in _outside(element))
                yield from ["document type"] if b"<!DOCTYPE" in data[:500] else []


def _outside(element: etree._Element) -> Iterator[str]:
    if element.get("TargetMode") == "External":
        yield f"external {element.get('Target')}"
    for value in element.attrib.values():
        yield from text_faults(str(value))


def _words(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                root = etree.fromstring(archive.read(name))
                codes = [e.text or "" for e in root.iter(WORD + "instrText")]
                codes += [str(e.get(WORD + "instr")) for e in root.iter(WORD + "fldSimple")]
                yield from (f"field {code}" for code in codes if not FIELDS.match(code))
                if root.find(f".//{WORD}altChunk") is not None:
                    yield "embedded document"


def _cells(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        styles = etree.fromstring(archive.read("xl/styles.xml"))
        strings = [
            "".join(map(str, entry.itertext()))
            for entry in etree.fromstring(archive.read("xl/sharedStrings.xml"))
        ]
        quoted = [x.get("quotePrefix") == "1" for x in styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf")]
        for name in names:
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                sheet = etree.fromstring(archive.read(name))
                yield from _sheet_faults(sheet, strings, quoted)
    yield from (f"part {name}" for name in names if "externalLink" in name or "connections" in name)


def _sheet_faults(sheet: etree._Element, strings: list[str], quoted: list[bool]) -> Iterator[str]:
    if sheet.find(f".//{MAIN}hyperlink") is not None:
        yield "link"
    for cell in sheet.iter(MAIN + "c"):
        if cell.find(MAIN + "f") is not None:
            yield f"formula in {cell.get('r')}"
        if cell.get("t") == "s" and int(str(cell.get("r") or "A1").strip("ABCDEFGHIJKLMNOP")) > 2:
            text = strings[int(cell.findtext(MAIN + "v") or 0)]
            if RISKY.match(text) and not quoted[int(cell.get("s") or 0)]:
                yield f"{cell.get('r')} turns into a formula when edited"


class _Page(HTMLParser):
    """What a browser makes of a page, as far as it is dangerous."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LIVE_TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in ("srcdoc", "formaction", "ping", "background"):
                self.faults.append(f"attribute {name}")
            leads = name in ("href", "src", "action", "xlink:href")
            if leads and not HEAD_LINKS.fullmatch(value or ""):
                self.faults.append(f"{name}={value}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data[:20]}")
