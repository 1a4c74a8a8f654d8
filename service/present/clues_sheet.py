"""The hand-over sheet of clues (举报性质): verbatim, in a file that goes to 纪检 alone."""

from collections.abc import Sequence
from pathlib import Path

from service.notes import Note
from service.present.sheet import Column, fill, open_book

_COLUMNS = (
    Column("编号", 9, centred=True),
    Column("原文（逐字保留，不摘要、不改写）", 80),
    Column("来源", 16, centred=True),
)


def clues_path(beside: Path) -> Path:
    """Where the clues of a draft or a notes table go: next to it, under a name that says so."""
    return beside.with_name(f"{beside.stem}-线索移交.xlsx")


def write_clues(path: Path, notes: Sequence[Note]) -> int:
    """Writes the clues among ``notes``; returns how many. Without any, there is no file."""
    rows = [(note.id, note.text, note.source) for note in notes if note.route == "clue"]
    if rows:
        book = open_book(path)
        fill(book, "线索移交（限纪检）", "举报性质意见移交单", _COLUMNS, rows)
        book.close()
    else:
        path.unlink(missing_ok=True)
    return len(rows)
