"""The rectification ledger (整改台账) in Excel: drop-downs, and red where a deadline has passed."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from service.notes import Note
from service.office.assignments import LedgerEntry
from service.office.ledger import action_of
from service.paper import Paper
from service.present.sheet import Column, Sheet, fill, open_book

STATUSES = {
    "未启动": "#F2F2F2",
    "进行中": "#FFF2CC",
    "已完成": "#E2EFDA",
    "长期坚持": "#DDEBF7",
    "已销号": "#C6E0B4",
}
_COLUMNS = (
    Column("编号", 6, centred=True),
    Column("对照方面", 16),
    Column("问题", 28),
    Column("意见来源", 13, centred=True),
    Column("整改措施", 36),
    Column("责任人", 9, centred=True),
    Column("责任部门", 10, centred=True),
    Column("完成时限", 12, centred=True),
    Column("状态", 9, centred=True),
    Column("进展说明", 16),
    Column("佐证材料", 11),
    Column("完成日期", 12, centred=True),
)
_OWNER, _DEADLINE, _STATUS, _DONE = 5, 7, 8, 11
_SPARE_ROWS = 200
_MOST_CHANNELS = 3
_EMPTY, _OVERDUE = "#FFC7CE", "#F8CBAD"


def write_ledger(path: Path, paper: Paper, notes: tuple[Note, ...] = ()) -> int:
    """Writes one row a problem with the measures that answer it; returns the number of rows.

    An owner or a deadline that nobody has named stays empty, and shows red until somebody does.
    """
    rows = list(_rows(paper, notes))
    book = open_book(path)
    sheet = fill(book, "整改台账", f"{paper.unit}{paper.year or ''}年度整改台账", _COLUMNS, rows)
    _guide(sheet)
    book.close()
    return len(rows)


def write_lines(path: Path, title: str, lines: Sequence[LedgerEntry]) -> None:
    """Writes the kept lines of a ledger as they stand."""
    rows = [
        (
            str(number),
            "",
            line.problem,
            "",
            line.measure,
            line.owner,
            line.department,
            line.deadline,
            line.status,
            "",
            line.evidence,
            "",
        )
        for number, line in enumerate(lines, 1)
    ]
    book = open_book(path)
    sheet = fill(book, "整改台账", title, _COLUMNS, rows)
    _guide(sheet)
    book.close()


def _rows(paper: Paper, notes: tuple[Note, ...]) -> Iterator[tuple[str, ...]]:
    sources = {note.id: note.source for note in notes}
    measures = list(paper.items("measure"))
    number = 0
    for _, section, item in paper.placed_items():
        if item.role != "problem":
            continue
        number += 1
        answers = [m for m in measures if item.id in m.links]
        cited = dict.fromkeys(n for s in item.sentences for n in s.notes)
        channels = dict.fromkeys(sources[n] for n in cited if sources.get(n))
        yield (
            str(number),
            section.aspect or section.title,
            item.headline or item.text,
            _channels(list(channels)),
            "\n".join(action_of(m) for m in answers),
            "、".join(dict.fromkeys(m.owner for m in answers if m.owner)),
            "",
            "、".join(dict.fromkeys(m.deadline for m in answers if m.deadline)),
            "未启动",
            "",
            "",
            "",
        )


def _channels(names: list[str]) -> str:
    shown = "、".join(names[:_MOST_CHANNELS])
    return shown if len(names) <= _MOST_CHANNELS else f"{shown}等{len(names)}类"


def _guide(sheet: Sheet) -> None:
    """Drop-downs, dates and colours, also for rows that people will add."""
    page, last = sheet.page, max(sheet.rows + 1, _SPARE_ROWS)
    choice = {
        "validate": "list",
        "source": list(STATUSES),
        "error_title": "状态",
        "error_message": "请从下拉列表中选择",
    }
    page.data_validation(2, _STATUS, last, _STATUS, choice)
    for column in (_DEADLINE, _DONE):
        day = {"validate": "date", "criteria": ">", "value": dt.date(2020, 1, 1)}
        advice = {
            "ignore_blank": True,
            "error_type": "warning",
            "error_message": "最好填日期，如 2026-12-31",
        }
        page.data_validation(2, column, last, column, {**day, **advice})
    overdue = '=AND(ISNUMBER($H3),$H3<TODAY(),OR($I3="未启动",$I3="进行中"))'
    _colour(sheet, 0, len(_COLUMNS) - 1, last, overdue, _OVERDUE, stop=True)
    for column, letter in ((_OWNER, "F"), (_DEADLINE, "H")):
        blank = f'=AND($C3<>"",${letter}3="")'
        _colour(sheet, column, column, last, blank, _EMPTY)
    for status, colour in STATUSES.items():
        _colour(sheet, _STATUS, _STATUS, last, f'=$I3="{status}"', colour)


def _colour(
    sheet: Sheet,
    first: int,
    last_column: int,
    last: int,
    formula: str,
    colour: str,
    *,
    stop: bool = False,
) -> None:
    rule = {
        "type": "formula",
        "criteria": formula,
        "format": sheet.colour(colour),
        "stop_if_true": stop,
    }
    sheet.page.conditional_format(2, first, last, last_column, rule)
