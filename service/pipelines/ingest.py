"""The story of the library: files in, materials and passages kept; nothing twice, nothing lost.

A material's row is written before its passages and marked when all of them are in the store. A
process killed between the two leaves a row without the mark, and the next ingest begins there.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from service.blocks import SourceText
from service.errors import UnreadableFile
from service.kind import Kind
from service.kinds import guess_kind
from service.library import Material, Use
from service.parsing import parse
from service.pipelines.gathering import Skipped, files_below
from service.pipelines.library import Library
from service.readers import read_many
from service.value import Value

Step = Callable[[int, int, str], None]
"""Told after each file: how many are done, of how many, and which."""


class IngestReport(Value):
    """What an ingest did. ``resumed`` are materials a killed ingest had left half done."""

    unit: str
    added: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    resumed: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    passages: int = 0


def ingest(
    paths: Iterable[Path],
    library: Library,
    *,
    use: Use,
    kinds: Mapping[str, Kind],
    step: Step = lambda _done, _all, _file: None,
) -> IngestReport:
    """Takes files and folders into the unit's library. One bad file stops nothing."""
    resumed = library.finish()
    passages = 0
    files, skipped = files_below(paths)
    added: list[str] = []
    unchanged: list[str] = []
    for done, (path, source) in enumerate(read_many(files), 1):
        if isinstance(source, UnreadableFile):
            skipped.append(Skipped(file=path.name, reason=str(source)))
        elif _known(library, use, source):
            unchanged.append(path.name)
        else:
            passages += library.put(_material(source, library.name, use, kinds))
            added.append(path.name)
        step(done, len(files), path.name)
    return IngestReport(
        unit=library.name,
        added=tuple(added),
        unchanged=tuple(unchanged),
        resumed=tuple(material.file for material in resumed),
        skipped=tuple(skipped),
        passages=passages,
    )


def _known(library: Library, use: Use, source: SourceText) -> bool:
    known = library.get(source.sha256)
    return known is not None and known.use == use


def _material(source: SourceText, unit: str, use: Use, kinds: Mapping[str, Kind]) -> Material:
    paper = parse(source)
    kind = guess_kind(paper, kinds)
    if kind is not None:
        paper = parse(source, kind)
    return Material(
        sha256=source.sha256, owner=unit, use=use, file=source.file, text=source.text, paper=paper
    )
