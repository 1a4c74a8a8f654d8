"""``python -m tests.security [NAME...]``: what each hostile file comes to, and what it costs.

``--json`` prints one line of JSON a file instead of the table.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.security.hostile_files import HOSTILE
from tests.security.measuring import MEGABYTE, Measured, measured

HEAD = f"{'file':<44}{'size kB':>9}  {'outcome':<10}{'s':>6}{'peak MB':>9}  said"
SHOWN = 60


def main(arguments: Sequence[str]) -> None:
    """Measures the named files, or all."""
    names = [name for name in arguments if not name.startswith("--")] or list(HOSTILE)
    as_json = "--json" in arguments
    if not as_json:
        print(HEAD)  # noqa: T201
    with TemporaryDirectory() as folder:
        for one in measured(names, Path(folder)):
            print(json.dumps(one) if as_json else _line(one), flush=True)  # noqa: T201


def _line(one: Measured) -> str:
    peak, size = one.peak / MEGABYTE, one.size / 1024
    said = one.text.partition("：")[2] if one.outcome == "refused" else one.text
    shown = " ".join(said.encode("utf-8", "replace").decode().split())[:SHOWN]
    after = "" if one.next_read else "  NEXT FILE NOT READ"
    return (
        f"{one.name:<44}{size:>9.1f}  {one.outcome:<10}{one.seconds:>6.2f}{peak:>9.0f}"
        f"  {shown}{after}"
    )


main(sys.argv[1:])
