"""The annex of a draft: every note, what became of it, and where in the paper it is used."""

from collections.abc import Mapping

from docx.document import Document as DocumentObject
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm
from docx.table import _Cell

from service.drafts import Draft
from service.notes import Coverage, Note
from service.present import layout
from service.present.masking import masked
from service.present.places import places_of
from service.present.safe import printable
from service.present.xml import element, set_face

STATUS_NAMES = {
    "reflected": "已写入",
    "partly": "部分写入",
    "missing": "未写入",
    "set_aside": "另行处理",
}
CLUE_TEXT = "（举报性质，原文另存，不在此列出）"
_COLUMNS = (("编号", 16), ("意见原文", 84), ("去向", 20), ("写在哪里／说明", 36))
_SIZE_PT = 10.5
_LINE_TWIPS = 320


def add_annex(document: DocumentObject, draft: Draft) -> None:
    """Adds the annex on a page of its own. A draft without notes has none."""
    if not draft.notes:
        return
    mark = document.add_paragraph()
    mark.paragraph_format.page_break_before = True
    run = mark.add_run("附件")
    set_face(run._r.get_or_add_rPr(), layout.LEVEL1_FACE, layout.BODY_PT)
    title = document.add_paragraph()
    run = title.add_run("意见采纳对照表（供内部核对，报送前请删去）")
    set_face(run._r.get_or_add_rPr(), layout.LEVEL2_FACE, layout.BODY_PT)
    _table(document, rows(draft))


def rows(draft: Draft) -> list[tuple[str, str, str, str]]:
    """One row a note: id, text (clues withheld, personal details masked), status, place."""
    places = places_of(draft)
    coverage = {entry.note: entry for entry in draft.coverage}
    return [_row(note, coverage.get(note.id), places) for note in draft.notes]


def _row(
    note: Note, entry: Coverage | None, places: Mapping[str, str]
) -> tuple[str, str, str, str]:
    text = CLUE_TEXT if note.route == "clue" else masked(note)
    if entry is None:
        return note.id, text, STATUS_NAMES["missing"], ""
    return note.id, text, STATUS_NAMES[entry.status], where_written(entry, places) or entry.reason


def where_written(entry: Coverage, places: Mapping[str, str]) -> str:
    """The places of the items that answer a note, each once and on a line of its own."""
    return "\n".join(dict.fromkeys(places[name] for name in entry.items if name in places))


def _table(document: DocumentObject, body: list[tuple[str, str, str, str]]) -> None:
    table = document.add_table(rows=len(body) + 1, cols=len(_COLUMNS), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Mm(width)  # LibreOffice and WPS go by the grid, Word by the cells
    heads = tuple(name for name, _ in _COLUMNS)
    # row.cells once a row: table.cell(i, j) walks the whole table each time.
    for number, (row, values) in enumerate(zip(table.rows, [heads, *body], strict=True)):
        row._tr.get_or_add_trPr().append(element("cantSplit"))
        for cell, value, (_, width) in zip(row.cells, values, _COLUMNS, strict=True):
            cell.width = Mm(width)
            _fill(cell, value, head=number == 0)
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))


def _fill(cell: _Cell, text: str, *, head: bool) -> None:
    paragraph = cell.paragraphs[0]
    properties = paragraph._p.get_or_add_pPr()
    # The page's grid would stretch every line of a table to 29 pt.
    properties.append(element("snapToGrid", val="0"))
    properties.append(element("spacing", before=40, after=40, line=_LINE_TWIPS, lineRule="exact"))
    properties.append(element("jc", val="center" if head else "left"))
    run = paragraph.add_run(printable(text))
    face = layout.LEVEL1_FACE if head else layout.BODY_FACE
    set_face(run._r.get_or_add_rPr(), face, _SIZE_PT, spacing=0)
