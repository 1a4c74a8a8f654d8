"""One item drafted again from the notes that it stands on, with a model or without one."""

import time
from collections.abc import Iterable, Sequence

from service.drafting.asking import Desk
from service.drafting.causes import cause_items
from service.drafting.measures import measure_items
from service.drafting.problems import nameable_channels, problem_items
from service.drafting.sections import Part, write_causes, write_measures, write_problems
from service.drafting.sentences import cited, item
from service.drafting.snapshot import Snapshot
from service.drafts import Refusal, Usage
from service.errors import BadInput
from service.kind import AspectSpec
from service.llm.port import Model
from service.paper import Item, Paper
from service.value import Value

_ALONE = "x"
_NO_GHOST = "个人材料要由本人撰写：请对照意见自己修改这一条"
_NO_NOTES = "这一条没有引用意见，无从重新起草；请直接修改，或先把意见写进来"
_NO_PROBLEMS = "这一条没有对应的问题，无从重新起草；请先选好它对应哪个问题"
_OTHER = "只有问题、原因和措施可以重新起草，这一条请直接修改"


class Redrafted(Value):
    """The new item under the old id, what of the model's words was refused, and what it cost."""

    item: Item
    refused: tuple[Refusal, ...] = ()
    usage: Usage = Usage()


class Matter(Value):
    """What one item is drafted from: the snapshot cut down to its notes, its aspect, and of a cause
    or a measure the problems that it answers."""

    old: Item
    snapshot: Snapshot
    aspect: AspectSpec
    problems: tuple[Item, ...] = ()


def matter_of(paper: Paper, ident: str, snapshot: Snapshot) -> Matter:
    """What the item ``ident`` of ``paper`` is drafted from. Raises BadInput where that is nothing,
    for an item without a role of its own, and in an individual's paper (rule 25)."""
    if snapshot.kind.scope == "individual":
        raise BadInput(_NO_GHOST)
    section, old = next((s, i) for _, s, i in paper.placed_items() if i.id == ident)
    if old.role not in ("problem", "cause", "measure"):
        raise BadInput(_OTHER)
    problems = tuple(p for p in paper.items("problem") if p.id in old.links)
    if old.role != "problem" and not problems:
        raise BadInput(_NO_PROBLEMS)
    aspect = snapshot.kind.aspect(section.aspect) or snapshot.kind.aspects[-1]
    wanted = {note for found in (old, *problems) for note in cited(found)}
    notes = tuple(
        n.model_copy(update={"aspect": aspect.title}) for n in snapshot.drafted() if n.id in wanted
    )
    if not notes:
        raise BadInput(_NO_NOTES)
    cut = snapshot.model_copy(update={"notes": notes})
    return Matter(old=old, snapshot=cut, aspect=aspect, problems=problems)


def composed(matter: Matter) -> Redrafted:
    """The item without a model: what the notes say, in official words."""
    return Redrafted(item=_joined(matter, _composed(matter)))


async def written(matter: Matter, model: Model, *, deadline_s: float) -> Redrafted:
    """The item by the model, sentence by sentence verified; composed where it fails."""
    desk = Desk(matter.snapshot, model, time.monotonic() + deadline_s)
    part = await _written(desk, matter)
    return Redrafted(item=_joined(matter, part.items), refused=part.refused, usage=part.usage)


def _composed(matter: Matter) -> Sequence[Item]:
    notes = matter.snapshot.drafted()
    if matter.old.role == "problem":
        return problem_items(notes, _ALONE, nameable_channels(notes))
    if matter.old.role == "cause":
        return cause_items(matter.problems, notes)
    return measure_items(matter.problems, notes, _ALONE)


async def _written(desk: Desk, matter: Matter) -> Part:
    if matter.old.role == "problem":
        return await write_problems(desk, matter.aspect)
    if matter.old.role == "cause":
        return await write_causes(desk, matter.problems)
    return await write_measures(desk, matter.aspect, matter.problems)


def _joined(matter: Matter, found: Iterable[Item]) -> Item:
    """All that was drafted as the one item that it is: id, links, owner and deadline stay."""
    old, parts = matter.old, list(found)
    told = [s for part in parts for s in part.sentences if s.kind != "question"]
    asked = [s for part in parts for s in part.sentences if s.kind == "question"]
    new = item(old.id, old.role, parts[0].headline, [*told, *asked[:1]], old.links)
    return new.model_copy(update={"owner": old.owner, "deadline": old.deadline})
