"""Tables in Word: a head that repeats, rows that stay whole, cells that may be shaded."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document as DocumentObject
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import _Cell

from service.present import layout
from service.present.safe import inert
from service.present.xml import Element, element, set_face

_SIZE_PT, _SMALL_PT = 10.5, 8.5
_LINE_TWIPS, _SMALL_TWIPS = 320, 240
_GREY = "595959"
_WHOLE = 300
"""Characters in a row up to which it is kept on one page; a longer one would leave a gap."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in millimetres, and whether its cells are centred."""

    head: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, what stands under it in small grey letters, its shade (RRGGBB) and
    whether it is set in the face of a heading."""

    text: str
    under: str = ""
    shade: str = ""
    strong: bool = False


def add_table(
    document: DocumentObject, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
) -> None:
    """Adds a table as wide as its columns, centred, and a thin empty line after it."""
    table = document.add_table(rows=len(rows) + 1, cols=len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for made, column in zip(table.columns, columns, strict=True):
        made.width = Mm(column.width)  # LibreOffice and WPS go by the grid, Word by the cells
    heads = [Cell(column.head, strong=True) for column in columns]
    # row.cells once a row: table.cell(i, j) walks the whole table each time.
    for number, (row, cells) in enumerate(zip(table.rows, [heads, *rows], strict=True)):
        if sum(len(cell.text) for cell in cells) <= _WHOLE:
            row._tr.get_or_add_trPr().append(element("cantSplit"))
        for made_cell, cell, column in zip(row.cells, cells, columns, strict=True):
            made_cell.width = Mm(column.width)
            _fill(made_cell, cell, centred=column.centred or number == 0, keep=number == 0)
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
    _gap(document)


def _fill(cell: _Cell, given: Cell, *, centred: bool, keep: bool) -> None:
    face = layout.LEVEL1_FACE if given.strong else layout.BODY_FACE
    _write(cell, given.text, face, _SIZE_PT, _LINE_TWIPS, centred=centred, keep=keep)
    if given.under:
        cell.add_paragraph()
        _write(
            cell, given.under, layout.BODY_FACE, _SMALL_PT, _SMALL_TWIPS, centred=centred, keep=keep
        )
    if given.shade:
        shade = element("shd", val="clear", color="auto", fill=given.shade)
        cell._tc.get_or_add_tcPr().append(shade)


def _write(
    cell: _Cell, text: str, face: layout.Face, size: float, line: int, *, centred: bool, keep: bool
) -> None:
    paragraph = cell.paragraphs[-1]
    properties = paragraph._p.get_or_add_pPr()
    if keep:
        properties.append(element("keepNext", val="1"))
    # The page's grid would stretch every line of a table to 29 pt.
    properties.append(element("snapToGrid", val="0"))
    properties.append(element("spacing", before=40, after=40, line=line, lineRule="exact"))
    properties.append(element("jc", val="center" if centred else "left"))
    run = paragraph.add_run("\n".join(inert(part) for part in text.split("\n")))
    set_face(run._r.get_or_add_rPr(), face, size, spacing=0)
    if size == _SMALL_PT:
        set_grey(run._r.get_or_add_rPr())


def set_grey(properties: Element) -> None:
    """Makes a run grey, dark enough to be read in print."""
    colour = properties.find(qn("w:color"))
    if colour is not None:
        colour.set(qn("w:val"), _GREY)


def _gap(document: DocumentObject) -> None:
    properties = document.add_paragraph()._p.get_or_add_pPr()
    properties.append(element("snapToGrid", val="0"))
    properties.append(element("spacing", line=200, lineRule="exact"))
