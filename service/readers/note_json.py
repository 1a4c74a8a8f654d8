"""Notes as JSON lines: objects with ``text`` and, where known, ``id`` and ``source``."""

import json
from collections.abc import Iterable, Iterator

from service.readers.note_taking import Found, Skip, Taken
from service.readers.piece import Piece, Refused, holdable

FORM = '请写成每行一条，例如 {"id": "N001", "text": "…", "source": "座谈会"}'


def json_notes(lines: Iterable[Piece]) -> Iterator[Found]:
    """The notes of JSON lines; text stays exactly as written. Raises Refused at a broken line."""
    for line in lines:
        record = _record(line)
        text = record.get("text")
        if not isinstance(text, str):
            raise Refused(f"{line.where}没有 text 字段", FORM)
        if text.strip():
            source, name = _word(record, "source"), _word(record, "id")
            yield Taken(holdable(text), source, name, line.where, line.text)
        else:
            yield Skip(line.where, "没有内容", line.text)


def _record(line: Piece) -> dict[str, object]:
    try:
        record = json.loads(line.text)
    except (ValueError, RecursionError) as error:
        raise Refused(f"{line.where}不是完整的 JSON", FORM) from error
    if not isinstance(record, dict):
        raise Refused(f"{line.where}不是带 text 字段的记录", FORM)
    return record


def _word(record: dict[str, object], name: str) -> str:
    value = record.get(name)
    return holdable(str(value).strip()) if isinstance(value, str | int) else ""
