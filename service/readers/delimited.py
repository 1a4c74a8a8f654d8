"""Tables as text (.csv): the decoded text as it stands, one piece per record."""

import csv
from collections.abc import Iterator

from service.readers.piece import Extract, Piece, Reader, Refused
from service.readers.plain import LINE_END, decode

DELIMITERS = ",;\t，；"
LONGEST_FIELD = 100_000
MOST_CELLS = 500_000


def extract(data: bytes) -> Extract:
    """The records of a delimited file. Raises Refused for a broken one."""
    text = decode(data)
    try:
        return Extract(tuple(_records(text)), text=text)
    except csv.Error as error:
        raise Refused(
            "表格文本的引号或分隔符不完整", "请用 Excel 打开后另存为 .xlsx 再试"
        ) from error


def _records(text: str) -> Iterator[Piece]:
    lines = _physical_lines(text)
    csv.field_size_limit(LONGEST_FIELD)
    delimiter = _delimiter(lines)
    if text.count(delimiter) > MOST_CELLS:
        raise Refused("列太多，不像正常表格", "请删去空列，或拆分后再试")
    reader = csv.reader(lines, delimiter=delimiter)
    start, before = 0, 0
    for cells in reader:
        end = start + sum(len(line) for line in lines[before : reader.line_num])
        record = text[start:end].rstrip("\r\n")
        if any(cell.strip() for cell in cells):
            where = f"第{before + 1}行"
            yield Piece(record, "row", cells=tuple(cells), where=where, table="表", start=start)
        start, before = end, reader.line_num


def _physical_lines(text: str) -> list[str]:
    """The lines with their ends: ``str.splitlines`` would also split at characters inside cells."""
    lines, start = [], 0
    for match in LINE_END.finditer(text):
        lines.append(text[start : match.end()])
        start = match.end()
    if start < len(text):
        lines.append(text[start:])
    return lines


def _delimiter(lines: list[str]) -> str:
    """The mark that stands in most of the first lines, most often; a comma when none does."""
    sample = [line for line in lines[:30] if line.strip()]

    def weight(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in sample]
        return sum(count > 0 for count in counts), sum(counts)

    best = max(DELIMITERS, key=weight)
    return best if weight(best)[0] * 2 > len(sample) else ","


READER = Reader("csv", (".csv",), extract, sandboxed=False)
