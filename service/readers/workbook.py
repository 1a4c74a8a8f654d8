"""Excel files (.xlsx): one piece per row with words, all sheets, values as they were last shown.

openpyxl's read-only mode is the safe one: in the other, 4.6 KB with one cell in the last corner or
one merge over the whole sheet took 5 GB. It does not tell merges, so those are read beside it.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time

from service.readers.piece import Extract, Piece, Reader, Refused
from service.readers.xml_parts import DAMAGED, Parts

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MOST_ROWS = 50_000
MOST_CELLS = 1_000_000
LARGEST_MERGE = 5_000
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
RELATED_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CELL_REFUSED = Refused("表格内容有误，无法读取", "请用 Excel 或 WPS 打开后另存一份再试")


def extract(data: bytes) -> Extract:
    """The rows of every visible sheet. Raises Refused for a damaged or outsized workbook."""
    parts = Parts(data)
    pieces: list[Piece] = []
    warnings = []
    for name, part, hidden in _sheets(parts):
        if hidden:
            warnings.append(f"工作表“{name}”是隐藏的，未读入")
            continue
        covered = _covered(parts, part)
        pieces += _rows(data, name, covered)
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
    for merge in parts.stream(part, SHEET + "mergeCell"):
        found = REFERENCE.fullmatch(merge.get("ref") or "")
        merge.clear()
        if found is None:
            continue
        left, top, right, bottom = found.groups()
        columns = range(_column(left), _column(right) + 1)
        rows = range(int(top) + 1, int(bottom) + 1)
        if len(rows) * len(columns) <= LARGEST_MERGE:
            for row in rows:
                covered.setdefault(row, set()).update(columns)
    return covered


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _rows(data: bytes, name: str, covered: dict[int, set[int]]) -> Iterator[Piece]:
    taken = spent = 0
    for number, values in enumerate(_values(data, name), 1):
        if not values:
            continue
        spent += len(values)
        cells = [_shown(value) for value in values]
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        taken += 1
        if taken > MOST_ROWS or spent > MOST_CELLS:
            raise Refused(f"工作表“{name}”的行列太多", "请删去空行空列，或拆分后再试")
        text = "\t".join(cell for cell in cells if cell.strip())
        merged = tuple(sorted(covered.get(number, ())))
        where = f"{name}第{number}行"
        yield Piece(text, "row", cells=tuple(cells), where=where, table=name, covered=merged)


def _values(data: bytes, name: str) -> Iterator[tuple[object, ...]]:
    """The cell values of one sheet, by row."""
    import openpyxl  # 0.4 s: loaded with the first workbook only

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book[name]
        # What the sheet says of its own size is not to be relied on.
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)
        book.close()
    except (MemoryError, Refused):
        raise
    except (SyntaxError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise CELL_REFUSED from error
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise DAMAGED from error


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
