"""Drafting one item again from the notes that it stands on. Request: ``draft`` and ``item``.

Where a person edits the item meanwhile, their words stand and the new ones become a version that
can be restored.
"""

from typing import TYPE_CHECKING

from service.drafting import Matter, Redrafted, Snapshot, composed, matter_of, written
from service.errors import BadInput
from service.jobs.tasks.stage import Output, Stage
from service.store.desk import Desk
from service.store.items import Items
from service.store.notes import Notes

if TYPE_CHECKING:
    from service.jobs.context import JobContext


def _collect(context: "JobContext", _: dict[str, Output]) -> Output:
    draft, item = _asked(context)
    desk = Desk(context.database)
    kept = desk.get(context.scope, draft)
    standing = Items(context.database).get(context.scope, draft, item)
    snapshot = Snapshot.model_validate_json(desk.snapshot(context.scope, draft))
    notes = Notes(context.database).to_draft(context.scope, kept.assignment)
    matter = matter_of(kept.draft.paper, item, snapshot.model_copy(update={"notes": notes}))
    return {"matter": matter.model_dump(mode="json"), "made_from": standing.version}


def _write(context: "JobContext", done: dict[str, Output]) -> Output:
    matter = Matter.model_validate(done["collect"]["matter"])
    model = context.model()
    if model is None:
        made = context.in_child(composed, matter)
    else:
        made = context.run(written(matter, model, deadline_s=context.model_s))
    return {"made": made.model_dump(mode="json")}


def _keep(context: "JobContext", done: dict[str, Output]) -> Output:
    draft, _ = _asked(context)
    made = Redrafted.model_validate(done["write"]["made"])
    replaced = Items(context.database).replace(
        context.scope, draft, made.item, made_from=done["collect"]["made_from"]
    )
    return {
        "draft": draft,
        "item": made.item.id,
        "taken": replaced.taken,
        "version": replaced.version,
        "refused": len(made.refused),
        "usage": made.usage.model_dump(mode="json"),
    }


STAGES = (
    Stage("collect", "收集这一条的意见", _collect),
    Stage("write", "重新起草这一条", _write),
    Stage("keep", "保存", _keep),
)


def _asked(context: "JobContext") -> tuple[str, str]:
    draft, item = (context.job.request.get(name) for name in ("draft", "item"))
    if not (isinstance(draft, str) and isinstance(item, str)):
        raise BadInput("要指明草稿和其中的一条")
    return draft, item
