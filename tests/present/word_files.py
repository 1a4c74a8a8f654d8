"""Word files made for these tests, and what must stay the same in them."""

import subprocess
import zipfile
from collections import Counter
from pathlib import Path
from shutil import which

import pytest
from docx import Document
from lxml import etree

from service.present.read_back import read_back

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
WRITTEN_ANEW = {
    "word/document.xml",
    "word/comments.xml",
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
}
COUNTED = [
    "p",
    "r",
    "hyperlink",
    "footnoteReference",
    "tbl",
    "tr",
    "tc",
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "bookmarkStart",
    "fldChar",
    "fldSimple",
    "sdt",
    "proofErr",
    "txbxContent",
]
LETTERS = ("t", "delText", "instrText")
SIGNS = ("tab", "br", "footnoteReference", "fldChar")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


BOX = paragraph(run("框里说群众工作走马观花不够扎实"))
WORD_STYLE = "".join(
    [
        paragraph(
            '<w:r w:rsidR="00A1"><w:t>学习领会</w:t></w:r><w:proofErr w:type="spellStart"/>',
            '<w:r w:rsidR="00A2"><w:rPr><w:b/></w:rPr><w:t>不够</w:t></w:r>',
            '<w:proofErr w:type="spellEnd"/>',
            '<w:r w:rsidR="00A3"><w:t>深入，落实打折扣。</w:t></w:r>',
        ),
        paragraph(
            "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>",
            run("责任意识不强"),
            "</w:sdtContent></w:sdt>",
            run("，督办件积压"),
            '<w:fldSimple w:instr=" DATE "><w:r><w:t>37次</w:t></w:r></w:fldSimple>',
        ),
        paragraph(
            run("见"),
            '<w:hyperlink r:id="rIdLink">',
            run("有关通报不够深入的部分", '<w:u w:val="single"/>'),
            "</w:hyperlink>",
            run("，作风不够扎实"),
            '<w:r><w:t>领会不深</w:t><w:footnoteReference w:id="2"/><w:t>不透</w:t></w:r>',
        ),
        paragraph(
            '<w:commentRangeStart w:id="7"/>',
            run("旧有批注的话"),
            '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>',
        ),
        paragraph(
            run("党员教育"),
            '<w:ins w:id="11" w:author="某处" w:date="2025-01-01T00:00:00Z">',
            run("还不够深入"),
            "</w:ins>",
            '<w:del w:id="12" w:author="某处" w:date="2025-01-01T00:00:00Z">'
            "<w:r><w:delText>做得很好</w:delText></w:r></w:del>",
            '<w:moveFrom w:id="13" w:author="某处" w:date="2025-01-01T00:00:00Z">',
            run("移走的话"),
            "</w:moveFrom>",
            run("，调研有所减弱。"),
        ),
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc>",
        paragraph(run("问题")),
        "</w:tc><w:tc>",
        paragraph(run("措施意识不强")),
        "</w:tc></w:tr><w:tr><w:tc>",
        paragraph(run("是")),
        "</w:tc><w:tc>",
        paragraph(run("是")),
        "</w:tc></w:tr></w:tbl>",
        paragraph(
            run("框前"),
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
            f"<w:txbxContent>{BOX}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{BOX}</w:txbxContent></v:textbox>"
            "</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            run("框后不够扎实"),
        ),
        paragraph(
            run("自动编号的段落意识不强"),
            properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
        ),
        paragraph(run("露在外面的话"), run("藏着的", "<w:vanish/>"), run("后半句有所减弱")),
    ]
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_FOOTNOTES = '<w:footnote w:id="2"><w:p><w:r><w:t>脚注里的话不够深入</w:t></w:r></w:p></w:footnote>'
_COMMENTS = (
    '<w:comment w:id="7" w:author="办公室" w:initials="办"><w:p><w:r><w:t>请核</w:t></w:r></w:p>'
    "</w:comment>"
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def related(name: str, target: str, kind: str, *, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'


def word_style(path: Path, body: str = WORD_STYLE, more: dict[str, str] | None = None) -> Path:
    """A file as Word writes it: split runs, fields, notes, revisions, boxes, a comment."""
    stories = {
        "numbering": f"<w:numbering {NAMESPACES}>{_NUMBERING}</w:numbering>",
        "footnotes": f"<w:footnotes {NAMESPACES}>{_FOOTNOTES}</w:footnotes>",
        "comments": f"<w:comments {NAMESPACES}>{_COMMENTS}</w:comments>",
        "settings": f"<w:settings {NAMESPACES}></w:settings>",
        **(more or {}),
    }
    links = [related(f"rId{name}", f"{name}.xml", name) for name in stories if "/" not in name]
    links.append(related("rIdLink", "https://example.org/a", "hyperlink", outside=True))
    if "document/links" in stories:
        links.append(stories.pop("document/links"))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    names = "http://schemas.openxmlformats.org/package/2006"
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORDML}.{name}+xml"/>'
        for name in stories
        if "/" not in name
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{names}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORDML}.document.main+xml"/>'
        f"{kinds}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{names}/relationships">'
        f"{related('rId1', 'word/document.xml', 'officeDocument')}</Relationships>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{names}/relationships">'
        f"{''.join(links)}</Relationships>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        **{(n if "/" in n else f"word/{n}.xml"): text for n, text in stories.items()},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, head + text)
    return path


def plain_style(path: Path) -> Path:
    """A file as python-docx writes it."""
    document = Document()
    document.add_heading("对照检查材料", 1)
    written = document.add_paragraph("学习不够深入，")
    written.add_run("责任意识不强").bold = True
    written.add_run("，作风不够扎实。")
    document.add_paragraph("列表里也有意识不强的话", style="List Number")
    table = document.add_table(2, 2)
    table.cell(0, 1).text = "表中有所减弱"
    document.save(str(path))
    return path


Shape = tuple[list[tuple[str, bytes, tuple[str, ...]]], Counter[str], dict[str, bytes]]


def shape(path: Path) -> Shape:
    """Every character with its formatting and what it stands in; counts; all other parts."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        others = {
            name: _canonical(archive.read(name))
            for name in archive.namelist()
            if name not in WRITTEN_ANEW
        }
    characters = []
    for piece in root.iter(*(W + tag for tag in (*LETTERS, *SIGNS))):
        holder = piece.getparent()
        assert holder is not None
        properties = holder.find(W + "rPr")
        look = b"" if properties is None else etree.tostring(properties, method="c14n")
        inside = tuple(str(a.tag) for a in piece.iterancestors())
        name = str(piece.tag).removeprefix(W)
        text = (piece.text or "") if name in LETTERS else [name]
        characters += [(character, look, inside) for character in text]
    counts = Counter(str(e.tag).rpartition("}")[2] for e in root.iter() if isinstance(e.tag, str))
    # Runs are split where a comment begins or ends; nothing else may come or go.
    return characters, Counter({t: counts[t] for t in COUNTED if t != "r"}), others


def _canonical(data: bytes) -> bytes:
    if not data.lstrip().startswith(b"<"):
        return data
    parser = etree.XMLParser(remove_blank_text=True)
    return etree.tostring(etree.fromstring(data, parser), method="c14n")


def comment_anchors(path: Path) -> dict[str, str]:
    """What each comment of ours is anchored on, by key."""
    return {entry.key: entry.quote for entry in read_back(path, path)}


def needs_office() -> str:
    program = which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed on this machine")
    return program


def through_office(path: Path, folder: Path, form: str = "docx") -> Path:
    """The file as LibreOffice opens and saves it, in ``form``."""
    program = needs_office()
    out = folder / "saved"
    home = (folder / "office").as_uri()
    subprocess.run(
        [
            *(program, "--headless", f"-env:UserInstallation={home}"),
            *("--convert-to", form, "--outdir", str(out), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return out / f"{path.stem}.{form.partition(':')[0]}"
