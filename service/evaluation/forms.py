"""By what a labelled set is known: a table's header, the fields of a JSONL file's first row."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from service.errors import BadData

# The C loader reads the same YAML about eight times faster; some builds lack it.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def columns(path: Path) -> frozenset[str]:
    """The column names of a tab-separated file; none for any other file."""
    if path.suffix != ".tsv":
        return frozenset()
    with path.open(encoding="utf-8-sig") as lines:
        return frozenset(lines.readline().rstrip("\r\n").split("\t"))


def fields(path: Path) -> frozenset[str]:
    """The field names of a JSONL file's first row; none for any other file."""
    if path.suffix != ".jsonl":
        return frozenset()
    return frozenset(next(iter(json_rows(path)), {}))


def table_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated file with a header. Raises BadData naming a short row."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, row in enumerate(rows, start=2):
        if None in row.values() or None in row:
            raise BadData(f"{path.name} 第 {number} 行的列数与表头不一致")
    return rows


def json_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file. Raises BadData naming the line that is none."""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadData(f"{path.name} 第 {number} 行不是 JSON：{error}") from error
        if not isinstance(row, dict):
            raise BadData(f"{path.name} 第 {number} 行应是一个 JSON 对象")
        yield row


def name_of(path: Path) -> str:
    """A set's name in figures: its folder and file, enough to tell two sets apart."""
    return f"{path.parent.name}/{path.name}"


def yaml_of(path: Path) -> Any:
    """The content of a YAML file; None for any other. Raises BadData for one that is broken."""
    if path.suffix != ".yaml":
        return None
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (safe)
    except yaml.YAMLError as error:
        raise BadData(f"{path.name} 不是合格的 YAML：{error}") from error
