"""``python -m tests.season`` prints what the review of the season found; ``-v`` names what was
lost and what was false."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.season.played import play
from tests.season.scoring import Tally, score


def table(tallies: tuple[Tally, ...], *, named: bool) -> str:
    """The score as a Markdown table, with the names below it when asked for."""
    rows = ["| planted | found | false |", "|---|---|---|"]
    rows += [f"| {t.sort} | {t.found}/{len(t.planted)} | {len(t.false)} |" for t in tallies]
    if named:
        for tally in tallies:
            rows += ["", tally.sort]
            rows += [f"  lost: {name}" for name in tally.lost]
            rows += [f"  false: {name}" for name in tally.false]
    return "\n".join(rows)


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        sys.stdout.write(table(score(play(Path(folder))), named="-v" in sys.argv) + "\n")
