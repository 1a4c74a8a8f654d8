"""Drafting a whole paper. Request: nothing; what is drafted is the job's assignment.

What the model has answered is kept with the job, so that a draft that was killed asks only for
what is still open. A draft is put on the desk under the job's id: the same job does it once.
"""

from typing import TYPE_CHECKING

from service.drafting import Snapshot, compose, revise, write
from service.drafts import Draft
from service.errors import BadInput
from service.jobs.sections import SectionTeller
from service.jobs.tasks.stage import Output, Stage
from service.notes import Note
from service.pipelines.drafting import flagged, snapshot_of
from service.store.assignments import Assignments
from service.store.desk import Desk
from service.store.notes import Notes

if TYPE_CHECKING:
    from service.jobs.context import JobContext

_GENERIC = "generic.wording"
_NOBODY = "还没有整理过的意见。请先录入意见并整理，再起草"


def _collect(context: "JobContext", _: dict[str, Output]) -> Output:
    assignment = Assignments(context.database).get(context.scope, assignment_of(context))
    kept = Notes(context.database).of(context.scope, assignment.id)
    notes = [Note.model_validate(n.model_dump()) for n in kept if not n.set_aside]
    if not notes:
        raise BadInput(_NOBODY)
    snapshot = snapshot_of(
        notes,
        context.kind(assignment.kind),
        unit=context.unit.name,
        year=assignment.year,
        library=context.library,
    )
    return {"snapshot": _json(snapshot)}


def _write(context: "JobContext", done: dict[str, Output]) -> Output:
    snapshot = _snapshot(done)
    sections = SectionTeller(snapshot.kind, context.tell)
    model = context.model()
    if model is None:
        draft = context.in_child(compose, snapshot)
    else:

        def told(label: str, finished: int, of: int) -> None:
            context.tell("progress", label=label, done=finished, of=of)

        work = write(snapshot, model, deadline_s=context.model_s, progress=told, watch=sections)
        draft = context.run(work)
    sections.rest(draft.paper)
    return {"draft": _json(draft)}


def _check(context: "JobContext", done: dict[str, Output]) -> Output:
    return _flagged(context, done, "write")


def _revise(context: "JobContext", done: dict[str, Output]) -> Output:
    draft = _draft(done, "check")
    generic = [flag for flag in draft.flags if flag.rule == _GENERIC]
    model = context.model() if generic and draft.usage.calls else None
    if model is None:
        return {"draft": None}
    work = revise(draft, generic, model, _snapshot(done), deadline_s=context.model_s)
    return {"draft": _json(context.run(work))}


def _recheck(context: "JobContext", done: dict[str, Output]) -> Output:
    return {"draft": None} if done["revise"]["draft"] is None else _flagged(context, done, "revise")


def _keep(context: "JobContext", done: dict[str, Output]) -> Output:
    stage = "check" if done["recheck"]["draft"] is None else "recheck"
    draft = _draft(done, stage)
    kept = Desk(context.database).begin(
        context.scope,
        assignment_of(context),
        draft,
        _snapshot(done).to_json(),
        context.job.id,
        checked=True,
    )
    return {
        "draft": kept.id,
        "items": sum(1 for _ in draft.paper.items()),
        "flags": len(draft.flags),
        "refused": len(draft.refused),
        "usage": draft.usage.model_dump(mode="json"),
    }


STAGES = (
    Stage("collect", "收集意见和往年材料", _collect),
    Stage("write", "起草各部分", _write),
    Stage("check", "核对全文", _check),
    Stage("revise", "改写空泛的句子", _revise),
    Stage("recheck", "再核对一遍", _recheck),
    Stage("keep", "保存草稿", _keep),
)


def assignment_of(context: "JobContext") -> str:
    """The job's assignment. Raises BadInput where it has none."""
    if context.job.assignment is None:
        raise BadInput("这种任务要指明编制任务")
    return context.job.assignment


def _flagged(context: "JobContext", done: dict[str, Output], stage: str) -> Output:
    draft = context.in_child(
        flagged,
        _draft(done, stage),
        _snapshot(done),
        context.library.of(),
        tuple(context.house.cards_for(context.unit.name)),
    )
    return {"draft": _json(draft)}


def _snapshot(done: dict[str, Output]) -> Snapshot:
    return Snapshot.model_validate(done["collect"]["snapshot"])


def _draft(done: dict[str, Output], stage: str) -> Draft:
    return Draft.model_validate(done[stage]["draft"])


def _json(value: Snapshot | Draft) -> object:
    return value.model_dump(mode="json", by_alias=True)
