"""Headings and close lines for Word files that are read at a desk rather than aloud."""

from docx.document import Document as DocumentObject
from docx.text.paragraph import Paragraph

from service.present import layout
from service.present.page import first_line_indent
from service.present.safe import inert
from service.present.tables import set_grey
from service.present.xml import Element, element, set_face

LINE_PT = 10.5
_LINE_TWIPS = 300
_SOURCE_PT = 8.5


def add_heading(
    document: DocumentObject,
    text: str,
    level: int,
    *,
    new_page: bool = False,
    size_pt: float = layout.BODY_PT,
    line_twips: int = layout.LINE_TWIPS,
) -> Paragraph:
    """A heading that the navigation pane lists, on a new page where wanted."""
    paragraph = document.add_paragraph()
    properties = paragraph._p.get_or_add_pPr()
    # By its id: finding a style by name goes through all of them, for every heading.
    properties.append(element("pStyle", val=f"Heading{level}"))
    if new_page:
        properties.append(element("pageBreakBefore"))
    if line_twips != layout.LINE_TWIPS:
        properties.append(element("snapToGrid", val="0"))
        properties.append(element("spacing", line=line_twips, lineRule="exact"))
    properties.append(element("jc", val="left"))
    run = paragraph.add_run(inert(text))
    if size_pt != layout.BODY_PT:
        face = (layout.LEVEL1_FACE, layout.LEVEL2_FACE, layout.LEVEL1_FACE)[level - 1]
        set_face(run._r.get_or_add_rPr(), face, size_pt)
    return paragraph


def add_line(
    document: DocumentObject, text: str, source: str = "", *, with_next: bool = False
) -> None:
    """A close line, its source behind it in small grey letters; ``with_next`` keeps it on the page
    of the table that it explains."""
    paragraph = close_paragraph(document, _LINE_TWIPS, with_next=with_next)
    _run(paragraph, text, LINE_PT)
    if source:
        set_grey(_run(paragraph, f"（{source}）", _SOURCE_PT))


def close_paragraph(
    document: DocumentObject, line_twips: int, *, with_next: bool = False, level: int | None = None
) -> Paragraph:
    """An empty paragraph whose lines stand as close as told, its first one indented; with ``level``
    (from 0) the navigation pane lists it."""
    paragraph = document.add_paragraph()
    properties = paragraph._p.get_or_add_pPr()
    if with_next:
        properties.append(element("keepNext", val="1"))
    # The page's grid would stretch every line to 29 pt.
    properties.append(element("snapToGrid", val="0"))
    properties.append(element("spacing", line=line_twips, lineRule="exact"))
    properties.append(first_line_indent())
    # Spread to both margins, a line before a long file name would stand wide apart.
    properties.append(element("jc", val="left"))
    if level is not None:
        properties.append(element("outlineLvl", val=level))
    return paragraph


def _run(paragraph: Paragraph, text: str, size_pt: float) -> Element:
    properties = paragraph.add_run(inert(text))._r.get_or_add_rPr()
    set_face(properties, layout.BODY_FACE, size_pt, spacing=0)
    return properties
