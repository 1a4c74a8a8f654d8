"""A whole review of 200 and of 2,000 made papers: how long it takes and how much memory.

The papers are text files in a folder; reading, checking each against all the others, likeness and
the digest are in the time. Each size runs in a process of its own, whose peak memory it reports.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from service.kinds import load_kinds
from service.pipelines.reviewing import review
from tests.bench.measure import Line
from tests.bench.season import Season, made_season

NAME = "review"
SIZES = (200, 2_000)
_ROOT = Path(__file__).resolve().parents[2]


def run() -> Iterator[Line]:
    """Both sizes, one after the other."""
    for size in SIZES:
        child = [sys.executable, "-m", "tests.bench.review", str(size)]
        done = subprocess.run(child, cwd=_ROOT, capture_output=True, text=True, check=True)
        for what, value in json.loads(done.stdout).items():
            yield Line(f"{size} papers: {what}", value)


def measured(size: int) -> dict[str, str]:
    """Reviews a season of so many papers in this process."""
    season = made_season(size)
    with tempfile.TemporaryDirectory(prefix="duizhao-bench-") as folder:
        paths = written(season, Path(folder))
        began = time.perf_counter()
        found = review(paths, load_kinds())
        took = time.perf_counter() - began
    named = {frozenset((pair.a, pair.b)) for pair in found.pairs}
    wanted = {frozenset((file_name(p.copy), file_name(p.source))) for p in season.planted}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "time": f"{took:.1f} s, {took / size * 1000:.0f} ms a paper",
        "peak memory": f"{peak:.0f} MB",
        "planted pairs named": f"{len(named & wanted)} of {len(wanted)}",
        "pairs named beyond those": f"{len(named - wanted)}",
    }


def written(season: Season, folder: Path) -> Sequence[Path]:
    """The season's papers as files of a folder, one a paper."""
    for number, (_, text) in enumerate(season.papers):
        (folder / file_name(number)).write_text(text, encoding="utf-8")
    return [folder / file_name(number) for number in range(len(season.papers))]


def file_name(number: int) -> str:
    """The file of a season's paper."""
    return f"{number:04d}.txt"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(int(sys.argv[1])), ensure_ascii=False))
