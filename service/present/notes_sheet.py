"""notes.xlsx: every note with its theme, aspect, group and what became of it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from service.language.personal import masked
from service.notes import Coverage, Note, SortReport
from service.present.annex import CLUE_TEXT, STATUS_NAMES, where_written
from service.present.sheet import Column, fill, open_book

ROUTE_NAMES = {"draft": "写入材料", "clue": "移交纪检", "beyond": "解释说明"}
_COLUMNS = (
    Column("编号", 6, centred=True),
    Column("意见原文", 44),
    Column("来源", 12, centred=True),
    Column("主题", 9, centred=True),
    Column("对照方面", 18),
    Column("归并", 6, centred=True),
    Column("去向", 9, centred=True),
    Column("是否写入", 9, centred=True),
    Column("写在哪里", 11, centred=True),
    Column("还要问清", 24),
    Column("归类理由", 22),
)


def write_notes(
    path: Path,
    title: str,
    notes: Sequence[Note],
    coverage: Sequence[Coverage] = (),
    places: Mapping[str, str] | None = None,
) -> None:
    """Writes one row a note; of a clue only that there is one (see clues_sheet).

    ``places`` says by item id where each item stands in the draft (``places.places_of``).
    """
    status = {entry.note: entry for entry in coverage}
    book = open_book(path)
    rows = [_row(note, status.get(note.id), places or {}) for note in notes]
    fill(book, "意见台账", title, _COLUMNS, rows)
    book.close()


def _row(note: Note, entry: Coverage | None, places: Mapping[str, str]) -> tuple[str, ...]:
    empty = note.empty
    return (
        note.id,
        CLUE_TEXT if note.route == "clue" else masked(note),
        note.source,
        note.theme,
        note.aspect or "",
        note.group or "",
        "无实质内容" if empty else ROUTE_NAMES[note.route],
        "" if entry is None else STATUS_NAMES[entry.status],
        "" if entry is None else where_written(entry, places),
        "\n".join(note.questions),
        "" if note.route == "clue" else note.reason,
    )


def title_of(report: SortReport, unit: str) -> str:
    """The sheet's title."""
    return f"{unit}征求意见归类表" if unit else f"征求意见归类表（{report.kind}）"
