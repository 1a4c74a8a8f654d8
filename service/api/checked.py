"""Checks that are done: their papers opened again, and given back with comments."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from urllib.parse import quote

from fastapi import Response
from pydantic import ValidationError

from service.api.exports import WORD
from service.bootstrap import House
from service.errors import NotFound
from service.flags import CheckedFile, Flag
from service.jobs import Jobs
from service.kind import Kind
from service.pipelines.annotating import annotated
from service.pipelines.checked_paper import with_dismissals
from service.pipelines.opening import OpenPaper, open_paper
from service.scope import Scope
from service.store.kept import KeptDismissal
from service.value import Value


class _Result(Value):
    """What the job of a check gave."""

    files: tuple[CheckedFile, ...]
    originals: tuple[str, ...]


@dataclass(frozen=True)
class DoneCheck:
    """The papers of a check of a unit, counted from 1."""

    house: House
    scope: Scope
    unit: str
    kinds: dict[str, Kind]
    result: _Result
    dismissals: tuple[KeptDismissal, ...]

    def checked(self, number: int) -> CheckedFile:
        """The flags of a paper, parted by the unit's dismissals of now. Raises NotFound."""
        self._original(number)
        return with_dismissals(self.result.files[number - 1], self.dismissals)

    @contextmanager
    def opened(self, number: int) -> Iterator[tuple[Path, OpenPaper]]:
        """The paper as a file, and as read. Raises NotFound."""
        content = self.house.originals.get(self.scope, self.unit, self._original(number))
        checked = self.result.files[number - 1]
        with TemporaryDirectory() as folder:
            path = Path(folder) / (PurePath(checked.file).name or "paper")
            path.write_bytes(content)
            yield path, open_paper(path, self.kinds, self.kinds.get(checked.kind or ""))

    def _original(self, number: int) -> str:
        if number > min(len(self.result.originals), len(self.result.files)):
            raise NotFound("这次核对没有这份材料")
        return self.result.originals[number - 1]


def done_check(house: House, jobs: Jobs, scope: Scope, unit: str, job: str) -> DoneCheck:
    """The check that a job of the unit did. Raises NotFound."""
    found = jobs.get(scope, job)
    if found.unit != unit or found.task != "check" or found.state != "done":
        raise NotFound("没有这次核对，或还没有核对完")
    try:
        result = _Result.model_validate(found.result)
    except ValidationError as error:
        raise NotFound("这次核对的结果不完整，请重新核对") from error
    return DoneCheck(
        house=house,
        scope=scope,
        unit=unit,
        kinds=house.kinds_for(scope, unit),
        result=result,
        dismissals=house.office.dismissals.of(scope, unit),
    )


def with_comments(path: Path, opened: OpenPaper, flags: tuple[Flag, ...]) -> Response:
    """The file with a comment for each flag, to be kept."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / "annotated.docx"
        annotated(path, opened.source, flags, target)
        content = target.read_bytes()
    name = f"{path.stem}（批注）.docx"
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, media_type=WORD, headers=headers)
