"""Writing: the whole draft with a model, verified sentence by sentence.

One call an aspect for problems, one for causes, one an aspect for measures. An aspect's measures
start when its problems are done, the causes when all problems are; sections run in parallel up to
the model's slots, the longest path first. Whatever the model leaves out, gets wrong or does not
answer is composed from the notes, so no note is ever lost.
"""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial

from service.drafting.asking import Desk
from service.drafting.compose import Body, assembled, compose
from service.drafting.schedule import Job, Progress, run
from service.drafting.sections import Part, write_causes, write_measures, write_problems
from service.drafting.snapshot import Snapshot
from service.drafting.watching import SectionWatch, WrittenSection
from service.drafts import Draft, Usage
from service.kind import AspectSpec
from service.llm.port import Model

# Expected answer tokens, from the shapes: a note makes about two sentences of JSON.
_PROBLEM_TOKENS = 140
_MEASURE_TOKENS = 60
_CAUSE_TOKENS = 40
_LEAST_ANSWER = 150


async def write(
    snapshot: Snapshot,
    model: Model,
    *,
    deadline_s: float,
    progress: Progress | None = None,
    watch: SectionWatch | None = None,
) -> Draft:
    """The draft of ``snapshot`` by ``model``; sections it fails are composed instead.

    ``deadline_s`` bounds the whole draft's waiting for the model. ``progress`` is told each
    finished section's label, how many are finished and how many there are; ``watch`` is told the
    sections themselves. Nothing is asked for an individual's paper (rule 25) or when there are no
    notes: both are composed.
    """
    aspects = [a for a in snapshot.kind.aspects if snapshot.filed(a)]
    if snapshot.kind.scope == "individual" or not aspects:
        return compose(snapshot)
    desk = Desk(snapshot, model, time.monotonic() + deadline_s)
    jobs = _jobs(desk, aspects)
    if watch is not None:
        places = {section.label: section for section in _sections(aspects)}
        jobs = [replace(job, work=_watched(job.work, places[job.name], watch)) for job in jobs]
    parts = await run(jobs, model.slots, progress)
    draft = assembled(snapshot, _body(aspects, parts))
    ordered = [parts[job.name] for job in jobs]
    return draft.model_copy(
        update={
            "usage": sum((p.usage for p in ordered), Usage()),
            "refused": tuple(r for p in ordered for r in p.refused),
            "prompts": _stamps(desk, ordered),
        }
    )


def _jobs(desk: Desk, aspects: list[AspectSpec]) -> list[Job[Part]]:
    sizes = {a.key: len(desk.snapshot.filed(a)) for a in aspects}
    problems = [
        Job(
            name=_problems(a),
            cost=_LEAST_ANSWER + _PROBLEM_TOKENS * sizes[a.key],
            work=partial(_write_problems, desk, a),
        )
        for a in aspects
    ]
    measures = [
        Job(
            name=_measures(a),
            cost=_LEAST_ANSWER + _MEASURE_TOKENS * sizes[a.key],
            work=partial(_write_measures, desk, a),
            needs=(_problems(a),),
        )
        for a in aspects
    ]
    causes = Job(
        name=_CAUSES,
        cost=_LEAST_ANSWER + _CAUSE_TOKENS * sum(sizes.values()),
        work=partial(_write_causes, desk, aspects),
        needs=tuple(_problems(a) for a in aspects),
    )
    roles = {c.role for c in desk.snapshot.kind.chapters}
    return [
        *problems,
        *([causes] if "causes" in roles else []),
        *(measures if roles & {"measures", "plan"} else []),
    ]


_CAUSES = "原因分析"
_Work = Callable[[Mapping[str, Part]], Awaitable[Part]]


def _sections(aspects: list[AspectSpec]) -> list[WrittenSection]:
    return [
        *(WrittenSection(label=_problems(a), role="problems", aspect=a.key) for a in aspects),
        WrittenSection(label=_CAUSES, role="causes"),
        *(WrittenSection(label=_measures(a), role="measures", aspect=a.key) for a in aspects),
    ]


def _watched(work: _Work, section: WrittenSection, watch: SectionWatch) -> _Work:
    async def told(done: Mapping[str, Part]) -> Part:
        watch.begun(section)
        part = await work(done)
        watch.written(section.model_copy(update={"items": part.items}))
        return part

    return told


def _problems(aspect: AspectSpec) -> str:
    return f"{aspect.short}·问题"


def _measures(aspect: AspectSpec) -> str:
    return f"{aspect.short}·措施"


async def _write_problems(desk: Desk, aspect: AspectSpec, _: Mapping[str, Part]) -> Part:
    return await write_problems(desk, aspect)


async def _write_measures(desk: Desk, aspect: AspectSpec, done: Mapping[str, Part]) -> Part:
    return await write_measures(desk, aspect, done[_problems(aspect)].items)


async def _write_causes(desk: Desk, aspects: list[AspectSpec], done: Mapping[str, Part]) -> Part:
    return await write_causes(desk, [p for a in aspects for p in done[_problems(a)].items])


def _body(aspects: list[AspectSpec], parts: Mapping[str, Part]) -> Body:
    nothing = Part()
    return Body(
        problems={a.key: parts[_problems(a)].items for a in aspects},
        causes=parts.get(_CAUSES, nothing).items,
        measures={a.key: parts.get(_measures(a), nothing).items for a in aspects},
    )


def _stamps(desk: Desk, parts: list[Part]) -> tuple[str, ...]:
    every = [desk.common.stamp, *(stamp for p in parts for stamp in p.stamps)]
    return tuple(dict.fromkeys(every))
