"""Excel files: the look they share. xlsxwriter writes; nothing typed ever becomes a formula."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from service.present.safe import like_formula, printable

Cell = str | int | dt.date | None
FACE = "仿宋_GB2312"
_LINE_PT = 15
_LONGEST_CELL = 32_000
"""Excel holds 32,767 characters a cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, width in characters, and whether its text is centred."""

    name: str
    width: int
    centred: bool = False


@dataclass
class Sheet:
    """A worksheet with title, heads and rows in place, for what else it needs."""

    book: Workbook
    page: Worksheet
    rows: int
    formats: dict[str, Format] = field(default_factory=dict)

    def colour(self, colour: str) -> Format:
        """A background colour for conditional formats."""
        if colour not in self.formats:
            self.formats[colour] = self.book.add_format({"bg_color": colour})
        return self.formats[colour]


def open_book(path: Path) -> Workbook:
    """A workbook that takes text as text."""
    return xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})


def fill(
    book: Workbook,
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
) -> Sheet:
    """A landscape A4 sheet: title in row 1, heads in row 2, both repeated in print; filters on."""
    page = book.add_worksheet(name)
    _head(book, page, title, columns)
    cell = {"font_name": FACE, "font_size": 11, "border": 1, "text_wrap": True, "valign": "vcenter"}
    middle = {**cell, "align": "center"}
    styles = {
        (centred, quoted): book.add_format(
            {**(middle if centred else cell), "quote_prefix": quoted}
        )
        for centred in (False, True)
        for quoted in (False, True)
    }
    day = book.add_format({**cell, "align": "center", "num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows, 2):
        for at, (column, value) in enumerate(zip(columns, row, strict=True)):
            quoted = isinstance(value, str) and like_formula(value)
            style = day if _is_day(value) else styles[column.centred, quoted]
            _write(page, number, at, value, style)
        page.set_row(number, _height(columns, row))
    last = max(len(rows) + 1, 2)
    page.freeze_panes(2, 1)
    page.autofilter(1, 0, last, len(columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, 1)
    page.set_footer("&C第 &P 页  共 &N 页")
    return Sheet(book, page, len(rows))


def _head(book: Workbook, page: Worksheet, title: str, columns: Sequence[Column]) -> None:
    big = {"font_name": "方正小标宋简体", "font_size": 20, "align": "center", "valign": "vcenter"}
    page.merge_range(0, 0, 0, len(columns) - 1, printable(title), book.add_format(big))
    page.set_row(0, 36)
    head = {"font_name": "黑体", "font_size": 12, "align": "center", "valign": "vcenter"}
    style = book.add_format({**head, "border": 1, "bg_color": "#D9D9D9", "text_wrap": True})
    for at, column in enumerate(columns):
        page.set_column(at, at, column.width)
        page.write_string(1, at, column.name, style)
    page.set_row(1, 24)


def _is_day(value: Cell) -> bool:
    return isinstance(value, dt.date)


def _write(page: Worksheet, row: int, column: int, value: Cell, style: Format) -> None:
    if isinstance(value, dt.date):
        midnight = dt.datetime(value.year, value.month, value.day)
        page.write_datetime(row, column, midnight, style)
    elif isinstance(value, int):
        page.write_number(row, column, value, style)
    elif value:
        page.write_string(row, column, printable(value)[:_LONGEST_CELL], style)
    else:
        page.write_blank(row, column, None, style)


def _height(columns: Sequence[Column], row: Sequence[Cell]) -> int:
    """LibreOffice and WPS do not grow wrapped rows by themselves. Excel's most is 409."""
    lines = 1
    for column, value in zip(columns, row, strict=True):
        if isinstance(value, str):
            parts = value.split("\n")
            lines = max(lines, sum(max(1, ceil(_width(part) / column.width)) for part in parts))
    return min(_LINE_PT * lines + 8, 409)


def _width(text: str) -> float:
    """In digits of the column's unit; a Chinese character of 11 pt takes 2.1 of them."""
    return sum(1 if character.isascii() else 2.1 for character in text)
