"""Sorting an assignment's notes. Request: ``originals``, the SHA-256 of files of notes to hand in
first; without any, what was handed in already is sorted anew."""

from pathlib import Path
from typing import TYPE_CHECKING

from service.drafts import Usage
from service.errors import UnreadableFile
from service.jobs.tasks.draft import assignment_of
from service.jobs.tasks.stage import Output, Stage, originals_of
from service.notes import SortReport
from service.office.assignments import KeptRawNote
from service.readers import read_notes
from service.sorting import sort_notes, sort_notes_with
from service.store.assignments import Assignments
from service.store.notes import Notes

if TYPE_CHECKING:
    from service.jobs.context import JobContext

_PREFIX = 8
_SLASH = "／"
"""Numbers like 2025/3 are common; a note's id is part of addresses, where a slash parts names."""


def _read(context: "JobContext", _: dict[str, Output]) -> Output:
    """A file that cannot be read is told and keeps no other out; where none can, that is told."""
    skipped: list[str] = []
    refused: list[UnreadableFile] = []
    handed = originals_of(context.job)
    with context.files(*handed) as paths:
        for done, (one, path) in enumerate(zip(handed, paths, strict=True), 1):
            try:
                skipped += _hand_in(context, one.sha256, path)
            except UnreadableFile as error:
                refused.append(error)
            context.progress(path.name, done, len(paths))
    if refused and len(refused) == len(handed):
        raise refused[0]
    return {"skipped": skipped, "refused": [str(error) for error in refused]}


def _hand_in(context: "JobContext", digest: str, path: Path) -> list[str]:
    """Hands in the notes of a file; what of it is no note."""
    file = context.in_child(read_notes, path)
    # Two files may number their notes alike; the same file again is the same notes.
    raw = [
        KeptRawNote(
            id=f"{digest[:_PREFIX]}-{note.id.replace('/', _SLASH)}",
            text=note.text,
            source=note.source,
            original=digest,
        )
        for note in file.notes
    ]
    Notes(context.database).put_raw(context.scope, assignment_of(context), raw)
    return [f"{path.name}：{reason}" for reason in file.skipped]


def _sort(context: "JobContext", _: dict[str, Output]) -> Output:
    assignment = Assignments(context.database).get(context.scope, assignment_of(context))
    kind = context.kind(assignment.kind)
    raw = Notes(context.database).raw(context.scope, assignment.id)
    model = context.model()
    if model is None:
        report, usage = context.in_child(sort_notes, raw, kind), Usage()
    else:
        report, usage = context.run(sort_notes_with(model, raw, kind))
    return {
        "report": report.model_dump(mode="json", by_alias=True),
        "usage": usage.model_dump(mode="json"),
    }


def _keep(context: "JobContext", done: dict[str, Output]) -> Output:
    report = SortReport.model_validate(done["sort"]["report"])
    counts = Notes(context.database).keep_sorted(context.scope, assignment_of(context), report)
    return {
        "counts": {**report.counts, **counts},
        "skipped": done["read"]["skipped"],
        "refused": done["read"].get("refused", []),
        "usage": done["sort"]["usage"],
    }


STAGES = (
    Stage("read", "读取意见", _read),
    Stage("sort", "归类、归并", _sort),
    Stage("keep", "保存归类结果", _keep),
)
