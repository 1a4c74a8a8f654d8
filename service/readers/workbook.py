"""Excel files (.xlsx): one piece per row with words, all sheets, values as they were last shown.

openpyxl's read-only mode is the safe one: in the other, 4.6 KB with one cell in the last corner or
one merge over the whole sheet took 5 GB. It does not tell merges, so those are read beside it.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from service.readers.piece import Extract, Piece, Reader, Refused
from service.readers.xml_parts import DAMAGED, Parts

if TYPE_CHECKING:
    from openpyxl import Workbook

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MOST_ROWS = 50_000
MOST_CELLS = 1_000_000
MOST_PASSED = 3_000_000
"""Rows, empty ones too: two sheets with a stray cell in their last row may stand in one book."""
LONGEST_NAME = 31
LARGEST_MERGE = 5_000
MOST_COVERED = 200_000
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
RELATED_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CELL_REFUSED = Refused("表格内容有误，无法读取", "请用 Excel 或 WPS 打开后另存一份再试")


def extract(data: bytes) -> Extract:
    """The rows of every visible sheet. Raises Refused for a damaged or outsized workbook."""
    parts = Parts(data)
    pieces: list[Piece] = []
    warnings = []
    rows = Rows(data)
    for name, part, hidden in _sheets(parts):
        if hidden:
            warnings.append(f"工作表“{_short(name)}”是隐藏的，未读入")
            continue
        covered = _covered(parts, part)
        pieces += rows.of(name, covered)
    if not pieces:
        raise Refused("表格里没有内容", "请确认文件没有选错")
    return Extract(tuple(pieces), tuple(warnings))


def _sheets(parts: Parts) -> Iterator[tuple[str, str, bool]]:
    """Name, part and hiddenness of every worksheet in order; charts have no rows."""
    main = parts.main()
    by_id = {relation.id: relation for relation in parts.related(main)}
    for sheet in parts.root(main).iter(SHEET + "sheet"):
        relation = by_id.get(sheet.get(RELATED_ID) or "")
        if relation is not None and relation.type == "worksheet":
            hidden = sheet.get("state") in ("hidden", "veryHidden")
            yield sheet.get("name") or "", relation.part, hidden


def _covered(parts: Parts, part: str) -> dict[int, set[int]]:
    """Row (from 1) to the columns (from 0) in which a merge from an earlier row goes on."""
    covered: dict[int, set[int]] = {}
    left_over = MOST_COVERED
    for merge in parts.stream(part, SHEET + "mergeCell"):
        found = REFERENCE.fullmatch(merge.get("ref") or "")
        merge.clear()
        if found is None:
            continue
        left, top, right, bottom = found.groups()
        columns = range(_column(left), _column(right) + 1)
        rows = range(int(top) + 1, int(bottom) + 1)
        size = len(rows) * len(columns)
        if size <= min(LARGEST_MERGE, left_over):
            left_over -= size
            for row in rows:
                covered.setdefault(row, set()).update(columns)
    return covered


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _short(name: str) -> str:
    """A sheet's name; it stands in every row's place, and Excel allows 31 characters."""
    return name[:LONGEST_NAME]


class Rows:
    """The rows of one workbook, opened once; what is counted is counted over all its sheets."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._book: Workbook | None = None
        self._taken = self._spent = self._passed = 0

    def of(self, name: str, covered: dict[int, set[int]]) -> Iterator[Piece]:
        """The rows with words of one sheet."""
        shown = _short(name)
        for number, values in enumerate(self._values(name), 1):
            self._count(values, shown)
            cells = [_shown(value) for value in values]
            while cells and not cells[-1].strip():
                cells.pop()
            if not cells:
                continue
            self._taken += 1
            text = "\t".join(cell for cell in cells if cell.strip())
            merged = tuple(sorted(covered.get(number, ())))
            where = f"{shown}第{number}行"
            yield Piece(text, "row", cells=tuple(cells), where=where, table=shown, covered=merged)

    def _count(self, values: tuple[object, ...], name: str) -> None:
        self._passed += 1
        self._spent += len(values)
        most = self._taken >= MOST_ROWS or self._spent > MOST_CELLS
        if most or self._passed > MOST_PASSED:
            raise Refused(f"工作表“{name}”的行列太多", "请删去空行空列，或拆分后再试")

    def _values(self, name: str) -> Iterator[tuple[object, ...]]:
        """The cell values of one sheet, by row."""
        try:
            sheet = self._opened()[name]
            # What the sheet says of its own size is not to be relied on.
            sheet.reset_dimensions()
            yield from sheet.iter_rows(values_only=True)
        except (MemoryError, Refused):
            raise
        except WRONG as error:
            raise CELL_REFUSED from error
        except (zipfile.BadZipFile, EOFError, OSError) as error:
            raise DAMAGED from error

    def _opened(self) -> "Workbook":
        import openpyxl  # 0.4 s: loaded with the first workbook only

        if self._book is None:
            self._book = openpyxl.load_workbook(
                io.BytesIO(self._data), read_only=True, data_only=True, keep_links=False
            )
        return self._book


WRONG = (SyntaxError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError)
"""What openpyxl lets slip on broken sheets."""


def _shown(value: object) -> str:
    """A cell's value as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return _day(value) if midnight else f"{_day(value)} {value:%H:%M}"
    return _day(value) if isinstance(value, date) else str(value)


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


READER = Reader("xlsx", (".xlsx",), extract)
