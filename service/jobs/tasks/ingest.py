"""Taking files into a unit's library. Request: ``originals``, the SHA-256 of files; ``use``."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, get_args

from service.errors import BadInput, UnreadableFile
from service.jobs.tasks.stage import Output, Stage, originals_of
from service.kind import Kind
from service.library import Material, Use
from service.pipelines.gathering import Skipped
from service.pipelines.ingest import IngestReport
from service.pipelines.library import Cut, cut
from service.pipelines.opening import open_paper

if TYPE_CHECKING:
    from service.jobs.context import JobContext


def _take(context: "JobContext", _: dict[str, Output]) -> Output:
    use, handed = _use(context), originals_of(context.job)
    library = context.library
    resumed = [material.file for material in library.finish()]
    added: list[str] = []
    unchanged: list[str] = []
    skipped: list[Skipped] = []
    passages = 0
    for done, one in enumerate(handed, 1):
        context.check_cancelled()
        with context.files(one) as (path,):
            known = library.get(one.sha256)
            if known is not None and known.use == use:
                (added if _by_this(context, one.sha256) else unchanged).append(path.name)
            else:
                embedder = library.search.embedder
                read = context.in_child(taken, path, library.name, use, context.kinds, embedder)
                if isinstance(read, Skipped):
                    skipped.append(read)
                else:
                    passages += library.put(read.material, read.pieces)
                    added.append(path.name)
            context.progress(path.name, done, len(handed))
    report = IngestReport(
        unit=library.name,
        added=tuple(added),
        unchanged=tuple(unchanged),
        resumed=tuple(resumed),
        skipped=tuple(skipped),
        passages=passages,
    )
    return report.model_dump(mode="json")


STAGES = (Stage("take", "读入资料", _take),)


class Taken(NamedTuple):
    """A file as the library takes it in."""

    material: Material
    pieces: Cut


def taken(
    path: Path, unit: str, use: Use, kinds: Mapping[str, Kind], embedder: str
) -> Taken | Skipped:
    """As ``read_material``, cut for the library that uses the embedder of that name; for a child
    process."""
    read = read_material(path, unit, use, kinds)
    return read if isinstance(read, Skipped) else Taken(read, cut(read, embedder))


def read_material(path: Path, unit: str, use: Use, kinds: Mapping[str, Kind]) -> Material | Skipped:
    """A file as a material of the unit of that name."""
    try:
        opened = open_paper(path, kinds)
    except UnreadableFile as error:
        return Skipped(file=path.name, reason=str(error))
    return Material(
        sha256=opened.source.sha256,
        owner=unit,
        use=use,
        file=opened.source.file,
        text=opened.source.text,
        paper=opened.paper,
    )


def _by_this(context: "JobContext", digest: str) -> bool:
    """Whether this job had added it before it was killed."""
    listed = next(m for m in context.library.listed() if m.sha256 == digest)
    return listed.added_at >= context.job.created_at


def _use(context: "JobContext") -> Use:
    uses: dict[str, Use] = {use: use for use in get_args(Use)}
    asked = str(context.job.request.get("use", "own-past"))
    if asked not in uses:
        raise BadInput(f"资料用途只能是 {'、'.join(uses)} 之一")
    return uses[asked]
