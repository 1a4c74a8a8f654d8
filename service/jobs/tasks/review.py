"""Reviewing many papers. Request: ``originals``, the SHA-256 of the papers; ``kind``; ``notes``, of
files of notes; ``against``, of papers that are compared with and get no page."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from service.errors import BadInput
from service.jobs.tasks.stage import Output, Stage, originals_of
from service.kind import Kind
from service.pipelines.review_steps import Step
from service.pipelines.reviewing import review
from service.reviews import Review
from service.rule import Card
from service.value import Value

if TYPE_CHECKING:
    from service.jobs.context import JobContext


class Files(Value):
    """The files of one review."""

    papers: tuple[Path, ...]
    against: tuple[Path, ...] = ()
    notes: Path | None = None


def _review(context: "JobContext", _: dict[str, Output]) -> Output:
    handed, against = originals_of(context.job), originals_of(context.job, "against")
    notes = originals_of(context.job, "notes")
    if not handed:
        raise BadInput("没有给出要审阅的材料")
    with (
        context.files(*handed) as papers,
        context.files(*against) as others,
        context.files(*notes) as beside,
    ):
        made = _made(context, Files(papers=papers, against=others, notes=_notes(beside)))
    return made.model_dump(mode="json", by_alias=True)


STAGES = (Stage("review", "审阅", _review),)


class Rules(Value):
    """The rules for the papers of the unit that reviews, and those for everybody else's: nobody
    learns from a review what another unit has changed."""

    unit: str
    own: tuple[Card, ...]
    others: tuple[Card, ...]

    def cards_for(self, unit: str) -> Sequence[Card]:
        """The rules for the papers of the unit of that name."""
        return self.own if unit == self.unit else self.others


def reviewed(
    files: Files, kinds: Mapping[str, Kind], kind: Kind | None, rules: Rules, *, step: Step
) -> Review:
    """The review without a model; for a child process."""
    return review(
        files.papers,
        kinds,
        cards_for=rules.cards_for,
        kind=kind,
        notes=files.notes,
        against=files.against,
        step=step,
    )


def _made(context: "JobContext", files: Files) -> Review:
    def told(done: int, of: int, what: str) -> None:
        context.check_cancelled()
        context.progress(what, done, of)

    name, house = context.unit.name, context.house
    own, others = (tuple(house.cards_for(whose)) for whose in (name, ""))
    rules = Rules(unit=name, own=own, others=others)
    model = context.model()
    if model is None:
        kind = context.asked_kind()
        return context.compute.with_steps(told, reviewed, files, context.kinds, kind, rules)
    # With a model the review stays in this process: the child has no way to it.
    return review(
        files.papers,
        context.kinds,
        cards_for=rules.cards_for,
        kind=context.asked_kind(),
        notes=files.notes,
        against=files.against,
        model=model,
        deadline_s=context.model_s,
        step=told,
    )


def _notes(paths: Sequence[Path]) -> Path | None:
    """One file of notes, or the folder that all of them lie below."""
    if len(paths) < 2:
        return next(iter(paths), None)
    return paths[0].parent.parent
