"""An empty Word document in the layout of GB/T 9704-2012: page, grid, styles, page numbers."""

from typing import cast

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.section import _Footer
from docx.shared import Mm
from docx.styles.style import ParagraphStyle
from lxml import etree

from service.present import layout
from service.present.layout import Face
from service.present.xml import Element, element, set_face, text_element

_LEVELS = (
    ("Heading 1", layout.LEVEL1_FACE),
    ("Heading 2", layout.LEVEL2_FACE),
    ("Heading 3", layout.BODY_FACE),
)


def new_document() -> DocumentObject:
    """A document without text, ready for title, headings and paragraphs."""
    document = Document()
    _set_page(document)
    _set_defaults(document)
    for depth, (name, face) in enumerate(_LEVELS):
        _set_heading(document, name, face, depth)
    _number_pages(document)
    _name_substitutes(document)
    _set_spacing_control(document)
    return document


def _set_page(document: DocumentObject) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in layout.PAGE_MM)
    section.top_margin, section.bottom_margin = Mm(layout.TOP_MM), Mm(layout.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(layout.LEFT_MM), Mm(layout.RIGHT_MM)
    section.header_distance, section.footer_distance = Mm(15), Mm(layout.FOOTER_MM)
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("docGrid", type="lines", linePitch=layout.LINE_TWIPS))


def _set_defaults(document: DocumentObject) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    runs = _path(defaults, "w:rPrDefault", "w:rPr")
    set_face(runs, layout.BODY_FACE, layout.BODY_PT)
    for old in runs.findall(qn("w:lang")):
        runs.remove(old)
    runs.append(element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    _empty(_path(defaults, "w:pPrDefault", "w:pPr"))
    normal = cast(ParagraphStyle, document.styles["Normal"])
    run = normal.element.get_or_add_rPr()
    set_face(run, layout.BODY_FACE, layout.BODY_PT, spacing=layout.TIGHTER_TWIPS)
    paragraph = normal.element.get_or_add_pPr()
    _empty(paragraph)
    for child in (
        element("widowControl", val="0"),
        element("kinsoku", val="1"),
        element("overflowPunct", val="1"),
        element("autoSpaceDE", val="0"),
        element("autoSpaceDN", val="0"),
        _exact_line(),
        element("jc", val="both"),
    ):
        paragraph.append(child)


def _set_heading(document: DocumentObject, name: str, face: Face, depth: int) -> None:
    style = cast(ParagraphStyle, document.styles[name])
    style.base_style = document.styles["Normal"]
    set_face(style.element.get_or_add_rPr(), face, layout.BODY_PT)
    paragraph = style.element.get_or_add_pPr()
    _empty(paragraph)
    for child in (
        element("keepNext", val="1"),
        _exact_line(),
        first_line_indent(),
        element("jc", val="both"),
        element("outlineLvl", val=depth),
    ):
        paragraph.append(child)


def first_line_indent() -> Element:
    """Two characters in; the twips beside the characters are for readers that know only those."""
    twips = int(layout.BODY_PT * 20 * layout.INDENT_CHARACTERS / 100)
    return element("ind", firstLineChars=layout.INDENT_CHARACTERS, firstLine=twips)


def _exact_line() -> Element:
    return element("spacing", before="0", after="0", line=layout.LINE_TWIPS, lineRule="exact")


def _number_pages(document: DocumentObject) -> None:
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    section.different_first_page_header_footer = False
    _page_number(section.footer, "right")
    _page_number(section.even_page_footer, "left")


def _page_number(footer: _Footer, side: str) -> None:
    """— 1 — in 4号 half-width 宋体, one character in from the outer side (7.5)."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]._p
    properties = paragraph.get_or_add_pPr()
    _empty(properties)
    twips = int(layout.PAGE_NUMBER_PT * 20)
    indent = element("ind", **{f"{side}Chars": 100, side: twips, "firstLine": 0})
    line = element("spacing", before="0", after="0", line=twips, lineRule="exact")
    for child in (element("snapToGrid", val="0"), line, indent, element("jc", val=side)):
        properties.append(child)
    field = (
        text_element("— "),
        element("fldChar", fldCharType="begin"),
        text_element(" PAGE ", "instrText"),
        element("fldChar", fldCharType="separate"),
        text_element("1"),
        element("fldChar", fldCharType="end"),
        text_element(" —"),
    )
    for piece in field:
        run, run_properties = element("r"), element("rPr")
        set_face(run_properties, layout.NUMBER_FACE, layout.PAGE_NUMBER_PT, spacing=0)
        run.append(run_properties)
        run.append(piece)
        paragraph.append(run)


def _name_substitutes(document: DocumentObject) -> None:
    """Tells Word which face to take where a 公文 face is not installed; fonts are never shipped."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    root = etree.fromstring(part.blob)
    known = {font.get(qn("w:name")) for font in root}
    for face in layout.FACES:
        if face.chinese in known:
            continue
        font = etree.SubElement(root, qn("w:font"))
        font.set(qn("w:name"), face.chinese)
        children = {"altName": face.instead, "charset": "86", "family": "auto", "pitch": "default"}
        for tag, value in children.items():
            etree.SubElement(font, qn(f"w:{tag}")).set(qn("w:val"), value)
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part._blob = blob  # python-docx has no way to replace a part's bytes


def _set_spacing_control(document: DocumentObject) -> None:
    settings = document.settings.element
    control = settings.find(qn("w:characterSpacingControl"))
    if control is not None:  # in the default template, and in schema order there
        control.set(qn("w:val"), "doNotCompress")
    language = settings.find(qn("w:themeFontLang"))
    if language is not None:
        language.set(qn("w:eastAsia"), "zh-CN")


def _path(parent: Element | None, *tags: str) -> Element:
    for tag in tags:
        parent = None if parent is None else parent.find(qn(tag))
    if parent is None:
        raise LookupError("/".join(tags))
    return parent


def _empty(parent: Element) -> None:
    for child in list(parent):
        parent.remove(child)
