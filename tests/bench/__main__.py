"""``python -m tests.bench [NAME...] [--json FILE]``: every bench, or those named."""

import argparse
import json
import sys
from pathlib import Path
from types import ModuleType

from rich.console import Console
from rich.table import Table

from tests.bench import (
    check,
    draft,
    durable,
    editing,
    ingest,
    likeness,
    page,
    review,
    streams,
    terms,
    vectors,
    web,
    word,
)
from tests.bench.measure import Line

BENCHES: tuple[ModuleType, ...] = (
    check,
    ingest,
    word,
    draft,
    terms,
    likeness,
    review,
    vectors,
    editing,
    durable,
    web,
    streams,
    page,
)


def main() -> int:
    """Runs them one after the other; 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    unknown = set(asked.names) - {bench.NAME for bench in BENCHES}
    if unknown:
        parser.error(f"no bench named {', '.join(sorted(unknown))}")
    found: dict[str, list[Line]] = {}
    for bench in BENCHES:
        if not asked.names or bench.NAME in asked.names:
            found[bench.NAME] = list(bench.run())
            _show(bench.NAME, found[bench.NAME])
    if asked.json:
        data = {name: [line.as_json() for line in lines] for name, lines in found.items()}
        asked.json.write_text(json.dumps(data, ensure_ascii=False, indent=2), encoding="utf-8")
    return int(any(line.met is False for lines in found.values() for line in lines))


def _show(name: str, lines: list[Line]) -> None:
    table = Table(title=name, title_justify="left")
    for heading in ("what", "value", "target", ""):
        table.add_column(heading)
    marks = {None: "", True: "met", False: "MISSED"}
    for line in lines:
        table.add_row(line.what, line.value, line.target, marks[line.met])
    Console(width=100).print(table)


if __name__ == "__main__":
    sys.exit(main())
