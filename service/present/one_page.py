"""A summary of one page in Word: a title, headings, and lines to read aloud."""

from collections.abc import Sequence
from pathlib import Path

from docx.document import Document as DocumentObject

from service.present import layout
from service.present.fitting import Part
from service.present.page import new_document
from service.present.safe import inert
from service.present.word import add_title
from service.present.word_text import close_paragraph
from service.present.xml import element, set_face

LINES, ROOM = 30, 35.5
"""What one page holds under a title of two lines, measured: 17 pt lines of 12 pt characters. A line
of the title takes two of the page's grid."""
_SIZE_PT, _LINE_TWIPS = 12, 340


def write_one_page(path: Path, title: str, parts: Sequence[Part]) -> None:
    """Writes ``parts`` (already fitted) under ``title`` as a Word file."""
    document = new_document()
    add_first(document, title)
    add_parts(document, parts)
    document.save(str(path))


def add_first(document: DocumentObject, title: str) -> None:
    """Adds the title so that the navigation pane lists the page under it."""
    properties = add_title(document, inert(title))._p.get_or_add_pPr()
    properties.append(element("outlineLvl", val=0))


def add_parts(document: DocumentObject, parts: Sequence[Part]) -> None:
    """Adds headings and their lines, closer than the lines of a paper."""
    for heading, lines in parts:
        _add_line(document, heading, layout.LEVEL1_FACE, heading=True)
        for line in lines:
            _add_line(document, line, layout.BODY_FACE)


def _add_line(
    document: DocumentObject, text: str, face: layout.Face, *, heading: bool = False
) -> None:
    level = 1 if heading else None
    paragraph = close_paragraph(document, _LINE_TWIPS, with_next=heading, level=level)
    run = paragraph.add_run(inert(text))
    set_face(run._r.get_or_add_rPr(), face, _SIZE_PT)
