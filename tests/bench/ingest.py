"""Taking papers into the library: parsed in the sandbox, cut, embedded, stored."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from service.bootstrap import House
from service.pipelines.ingest import ingest
from service.samples import PAPERS
from service.settings import Settings
from tests.bench.library import MEGABYTE, made_papers
from tests.bench.measure import Line, seconds

NAME = "ingest"
_UNIT = "青岚县水利局党组"


def run() -> Iterator[Line]:
    """The sample library, a megabyte of text files, and both a second time."""
    with tempfile.TemporaryDirectory(prefix="duizhao-bench-") as folder:
        root = Path(folder)
        made = root / "made"
        made.mkdir()
        for paper in made_papers(MEGABYTE):
            (made / paper.name).write_text(paper.text, encoding="utf-8")
        with House(Settings(data_dir=root / "data")) as house:
            _ = house.search
            for name, paths in (("sample library", [PAPERS]), ("1 MB of text", [made])):
                yield _timed(house, name, paths)
            yield _timed(house, "both again, nothing new", [PAPERS, made])


def _timed(house: House, name: str, paths: list[Path]) -> Line:
    reports = []

    def work() -> None:
        reports.append(ingest(paths, house.library_of(_UNIT), use="peer", kinds=house.kinds))

    took, report = seconds(work), reports[0]
    papers = len(report.added) + len(report.unchanged)
    rate = f"{papers / took:.1f} papers/s, {report.passages / took:.0f} chunks/s"
    return Line(name, f"{papers} papers, {report.passages} chunks in {took:.2f} s: {rate}")
