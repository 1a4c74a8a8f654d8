"""What a task is made of: named stages, done in order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from service.errors import BadInput
from service.office.jobs import Job
from service.value import Value

if TYPE_CHECKING:
    from service.jobs.context import JobContext

Output = dict[str, Any]
"""What a stage gives: JSON. It is kept, and shown to the stages after it by the stage's name."""


@dataclass(frozen=True)
class Stage:
    """One stage. ``label`` is what a person reads while it runs.

    ``do`` gets what the stages before gave. It may be done again after a crash in it, so whatever
    it keeps is named after the job: kept twice it is there once.
    """

    name: str
    label: str
    do: "Callable[[JobContext, dict[str, Output]], Output]"


class Handed(Value):
    """A file that a request names: by its SHA-256, and as the person called it; "" leaves it the
    name under which the unit handed it in first."""

    sha256: str
    file: str = ""


def originals_of(job: Job, field: str = "originals") -> tuple[Handed, ...]:
    """The files that a request names in ``field``: SHA-256 digests, or objects of ``sha256`` and
    ``file``. Raises BadInput for anything else."""
    given = job.request.get(field, [])
    if not isinstance(given, list):
        given = [given]
    try:
        named = [{"sha256": one} if isinstance(one, str) else one for one in given]
        return tuple(Handed.model_validate(one) for one in named)
    except ValidationError:
        raise BadInput(f"任务的 {field} 应是文件标识（SHA-256）的列表") from None
