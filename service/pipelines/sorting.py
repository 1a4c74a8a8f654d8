"""The story of the notes: a file of opinions in, every one of them sorted."""

from pathlib import Path

from service.drafts import Usage
from service.kind import Kind
from service.llm.port import Model
from service.notes import SortReport
from service.readers import read_notes
from service.sorting import sort_notes, sort_notes_with
from service.value import Value


class SortedFile(Value):
    """The sorted notes of a file, what the file held that is no note, and what sorting cost."""

    report: SortReport
    skipped: tuple[str, ...] = ()
    usage: Usage = Usage()


async def sort_file(path: Path, kind: Kind, model: Model | None) -> SortedFile:
    """Reads and sorts the notes of ``path`` for ``kind``; with a model if there is one."""
    file = read_notes(path)
    if model is None:
        return SortedFile(report=sort_notes(file.notes, kind), skipped=file.skipped)
    report, usage = await sort_notes_with(model, file.notes, kind)
    return SortedFile(report=report, skipped=file.skipped, usage=usage)
