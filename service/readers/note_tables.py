"""Notes in tables (征求意见汇总表): the columns are found by their names in a header row."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from service.readers.note_taking import Found, Skip, Taken
from service.readers.piece import Piece

HEADER_ROWS = 10
LONGEST_NAME = 16
LONGEST_LONE_NAME = 6
"""A longer name that stands alone in its row is the table's title."""
VERBATIM = re.compile(r"原文|意见原文|原话|text|原始意见", re.IGNORECASE)
CONTENT = re.compile(r"意见|建议|内容|问题|诉求|反映|原文|text|content", re.IGNORECASE)
NO_CONTENT = re.compile(
    r"(?:序号|编号|采纳|处理|办理|答复|回复|整改|落实|审核|归并|归纳|备注|领导(?:意见|批示|签)).*"
    r"|.*(?:来源|渠道|单位|部门|对象|类别|分类|类型|方面|方式|去向|状态|条数|数量|时间|日期|人员?|结果"
    r"|措施|责任|领导|汇总表?|清单|登记表|台账|记录表?|意见箱)"
    r"|.*(?:整改|办理|落实|采纳|处理|答复).*"
)
IDENTITY = re.compile(r"序号|编号|号|id|no\.?", re.IGNORECASE)
SOURCES = (
    re.compile(r"(?:意见|问题)?来源|source", re.IGNORECASE),
    re.compile(r".*渠道|(?:征求|反映|收集)?方式|(?:征求|收集)?途径"),
    re.compile(r"(?:反映|提出|反馈|征求意见|填报|来源)?(?:单位|部门|科室|对象)"),
)
TOTAL = re.compile(r"合\s*计|总\s*计|小\s*计")


class Columns(NamedTuple):
    """Where a table's columns are: ``header`` is the index of the header row among the rows."""

    header: int
    texts: tuple[int, ...]
    identity: int | None
    source: int | None


def table_columns(rows: Sequence[Piece]) -> Columns | None:
    """The columns of a notes table, None when its first ten rows name no column of opinions."""
    for index, row in enumerate(rows[:HEADER_ROWS]):
        names = [_name(cell) for cell in row.cells]
        texts = _text_columns(names)
        if texts and (sum(map(bool, names)) > 1 or len(names[texts[0]]) <= LONGEST_LONE_NAME):
            return Columns(index, texts, _first(names, IDENTITY), _source_column(names))
    return None


def table_notes(rows: Sequence[Piece]) -> list[Found]:
    """One note per filled cell of a column of opinions; a merged source goes down to its rows."""
    columns = table_columns(rows)
    if columns is None:
        return [Skip(row.where, "表中没有意见列", row.text) for row in rows]
    found: list[Found] = [
        Skip(row.where, "表头" if index == columns.header else "表题", row.text)
        for index, row in enumerate(rows[: columns.header + 1])
    ]
    header = rows[columns.header].cells
    above: Piece | None = None
    for row in rows[columns.header + 1 :]:
        row = _filled_down(row, above, columns)
        above = row
        found += _row_notes(row, columns, header)
    return found


def _row_notes(row: Piece, columns: Columns, header: Sequence[str]) -> list[Found]:
    if [_name(cell) for cell in row.cells] == [_name(cell) for cell in header]:
        return [Skip(row.where, "重复的表头", row.text)]
    texts = [text for column in columns.texts if (text := _cell(row, column))]
    if TOTAL.match(row.text.strip()) or not texts:
        reason = "合计行" if TOTAL.match(row.text.strip()) else "没有意见内容"
        return [] if _only_covered(row, columns) else [Skip(row.where, reason, row.text)]
    source = _cell(row, columns.source) or _sheet_source(row)
    identity = _cell(row, columns.identity)
    ids = [identity] + [f"{identity}-{n}" if identity else "" for n in range(2, len(texts) + 1)]
    return [
        Taken(text, source, name, row.where, text) for text, name in zip(texts, ids, strict=True)
    ]


def _filled_down(row: Piece, above: Piece | None, columns: Columns) -> Piece:
    """The row with the source that a merged cell above it holds."""
    column = columns.source
    if above is None or column is None or column not in row.covered or _cell(row, column):
        return row
    cells = [*row.cells, *[""] * (column + 1 - len(row.cells))]
    cells[column] = _cell(above, column)
    return row._replace(cells=tuple(cells))


def _only_covered(row: Piece, columns: Columns) -> bool:
    """Whether the row only continues a merged opinion, which was taken where it began."""
    return all(column in row.covered for column in columns.texts)


def _text_columns(names: Sequence[str]) -> tuple[int, ...]:
    """The columns of opinions: the verbatim one alone where there is one beside a summary."""
    verbatim = [index for index, name in enumerate(names) if VERBATIM.fullmatch(name)]
    if verbatim:
        return (verbatim[0],)
    return tuple(
        index
        for index, name in enumerate(names)
        if 0 < len(name) <= LONGEST_NAME and CONTENT.search(name) and not NO_CONTENT.fullmatch(name)
    )


def _source_column(names: Sequence[str]) -> int | None:
    found = [_first(names, pattern) for pattern in SOURCES]
    return next((column for column in found if column is not None), None)


def _first(names: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next((index for index, name in enumerate(names) if pattern.fullmatch(name)), None)


def _name(cell: str) -> str:
    """A column's name without white space and without what stands in brackets."""
    return re.sub(r"\s+|[（(][^）)]*[）)]", "", cell)


def _cell(row: Piece, column: int | None) -> str:
    return row.cells[column].strip() if column is not None and column < len(row.cells) else ""


def _sheet_source(row: Piece) -> str:
    """The name of a sheet that its owner named; Word's tables and new sheets have no name."""
    return "" if re.fullmatch(r"表\d*|(?i:sheet)\s*\d*|工作表\s*\d*", row.table) else row.table
