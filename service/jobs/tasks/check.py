"""Checking papers. Request: ``originals``, the SHA-256 of the papers; ``kind``, ``year``;
``notes``, of a file of notes; ``against``, of papers to compare with. Result: a report of the
``files`` that could be read, the SHA-256 of each in ``originals``, and ``failed`` in words."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from service.errors import BadInput, UnreadableFile
from service.flags import CheckedFile, CheckReport, Dismissal
from service.jobs.tasks.stage import Output, Stage, originals_of
from service.kind import Kind
from service.library import Material
from service.llm.port import Model
from service.pipelines.checking import check_paper, held_by
from service.pipelines.opening import open_paper
from service.rule import Card
from service.store.dismissals import Dismissals
from service.value import Value

if TYPE_CHECKING:
    from service.jobs.context import JobContext


def _check(context: "JobContext", _: dict[str, Output]) -> Output:
    handed = originals_of(context.job)
    if not handed:
        raise BadInput("没有给出要核对的文件")
    notes, against = originals_of(context.job, "notes"), originals_of(context.job, "against")
    files: list[CheckedFile] = []
    checked_ones: list[str] = []
    failed: list[str] = []
    with context.files(*handed, *notes[:1], *against) as paths:
        papers, rest = paths[: len(handed)], paths[len(handed) :]
        for done, (one, path) in enumerate(zip(handed, papers, strict=True), 1):
            context.check_cancelled()
            try:
                files.append(_one(context, path, rest[: len(notes[:1])], rest[len(notes[:1]) :]))
                checked_ones.append(one.sha256)
            except UnreadableFile as error:
                failed.append(str(error))
            context.progress(path.name, done, len(papers))
    if not files:
        raise BadInput("；".join(failed))
    report = CheckReport(files=tuple(files)).model_dump(mode="json", by_alias=True)
    return {**report, "originals": checked_ones, "failed": failed}


class Asked(Value):
    """One paper to check and all it is held against: what a child process is given."""

    path: Path
    kinds: dict[str, Kind]
    kind: Kind | None = None
    unit: str
    year: int | None = None
    notes: Path | None = None
    against: tuple[Path, ...] = ()
    stored: tuple[Material, ...] = ()
    cards: tuple[Card, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()


def checked(asked: Asked, model: Model | None = None, model_s: float = 0.0) -> CheckedFile:
    """The flags of the paper. Raises UnreadableFile."""
    opened = open_paper(asked.path, asked.kinds, asked.kind)
    held = held_by(
        opened,
        asked.kinds,
        unit=asked.unit,
        year=asked.year,
        notes=asked.notes,
        against=asked.against,
        stored=asked.stored,
    )
    return check_paper(opened, held, asked.cards, asked.dismissals, model=model, deadline_s=model_s)


STAGES = (Stage("check", "核对", _check),)


def _one(
    context: "JobContext", path: Path, notes: Sequence[Path], against: Sequence[Path]
) -> CheckedFile:
    asked = Asked(
        path=path,
        kinds=context.kinds,
        kind=context.asked_kind(),
        unit=context.unit.name,
        year=context.job.request.get("year"),
        notes=next(iter(notes), None),
        against=tuple(against),
        stored=context.library.of(),
        cards=tuple(context.house.cards_for(context.unit.name)),
        dismissals=Dismissals(context.database).of(context.scope, context.unit.id),
    )
    model = context.model()
    if model is None:
        return context.in_child(checked, asked)
    # With a model the check stays in this process: the child has no way to it.
    return checked(asked, model, context.model_s)
