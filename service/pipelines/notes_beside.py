"""Which opinions belong to which paper of a review."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from service.errors import BadInput, UnreadableFile
from service.kind import Kind
from service.library import same_unit
from service.notes import Note
from service.pipelines.gathering import Skipped, files_below
from service.pipelines.related import Handed
from service.readers import read_notes
from service.readers.notes import NOTE_SUFFIXES
from service.reviews import FailedFile
from service.sorting import sort_notes


class NotesBeside:
    """Files of opinions, given out by name.

    One file alone belongs to every paper. In a folder a file belongs to the paper of the same name
    before the suffix, else to the unit whose name its own name holds or is held by.
    """

    def __init__(
        self,
        files: Mapping[str, Path],
        alone: Path | None = None,
        skipped: Sequence[Skipped] = (),
    ) -> None:
        """``files`` by their names without suffix; ``alone`` is for every paper; ``skipped`` are
        no files of opinions."""
        self._files = files
        self._alone = alone
        self._skipped = skipped
        self._used: set[Path] = set()

    @classmethod
    def at(cls, path: Path | None) -> "NotesBeside":
        """The notes of a file or folder. Raises BadInput when there is nothing at ``path``."""
        if path is None:
            return cls({})
        if not path.is_dir():
            return cls({}, alone=path)
        found, skipped = files_below([path], NOTE_SUFFIXES)
        if not found:
            raise BadInput(f"{path}：文件夹里没有意见文件，请放入与材料同名的 xlsx、docx、txt 等")
        return cls({file.stem: file for file in found}, skipped=skipped)

    def of(self, paper: Handed, kind: Kind | None) -> tuple[Note, ...]:
        """The paper's notes, sorted; none where none are given.

        Raises UnreadableFile for a file that cannot be read, BadInput when no kind tells the
        aspects to sort by.
        """
        file = self._alone or self._named_like(paper)
        if file is None:
            return ()
        self._used.add(file)
        if kind is None:
            raise BadInput(f"{paper.file}：看不出是什么文种，请用 --kind 指明，才能归类意见")
        return sort_notes(read_notes(file).notes, kind).notes

    def _named_like(self, paper: Handed) -> Path | None:
        by_stem = self._files.get(paper.path.stem)
        if by_stem is not None:
            return by_stem
        return next((f for stem, f in self._files.items() if same_unit(stem, paper.unit)), None)

    def unused(self) -> tuple[FailedFile, ...]:
        """The files that belong to no paper: a slip of naming must not pass in silence."""
        named = [
            FailedFile(file=file.name, cause="没有与它同名的材料，意见未使用")
            for file in self._files.values()
            if file not in self._used
        ]
        return (*named, *(FailedFile(file=s.file, cause=s.reason) for s in self._skipped))


def notes_or_cause(beside: NotesBeside, paper: Handed) -> tuple[tuple[Note, ...], str]:
    """The paper's notes, and why there are none where they could not be taken."""
    try:
        return beside.of(paper, paper.opened.kind), ""
    except (UnreadableFile, BadInput) as error:
        return (), str(error)
