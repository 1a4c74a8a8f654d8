"""The annex of a draft: every note, what became of it, and where in the paper it is used."""

from collections.abc import Mapping

from docx.document import Document as DocumentObject

from service.drafts import Draft
from service.language.personal import masked
from service.notes import Coverage, Note
from service.present import layout
from service.present.places import places_of
from service.present.tables import Cell, Column, add_table
from service.present.xml import set_face

STATUS_NAMES = {
    "reflected": "已写入",
    "partly": "部分写入",
    "missing": "未写入",
    "set_aside": "另行处理",
}
CLUE_TEXT = "（举报性质，原文另存，不在此列出）"
_COLUMNS = (
    Column("编号", 16),
    Column("意见原文", 84),
    Column("去向", 20),
    Column("写在哪里／说明", 36),
)


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
    add_table(document, _COLUMNS, [[Cell(value) for value in row] for row in rows(draft)])


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
