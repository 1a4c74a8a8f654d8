"""Composing: the whole draft from the notes, without a model.

Nothing is said that no note says; what is missing is asked for. The result is what a person
starts from, and what a model's draft falls back to wherever the model fails.
"""

from collections.abc import Mapping, Sequence

from service.drafting.causes import cause_items
from service.drafting.chapters import asked_chapter, last_year, preface
from service.drafting.coverage import coverage
from service.drafting.individual import individual_chapter
from service.drafting.measures import measure_items
from service.drafting.problems import nameable_channels, problem_items
from service.drafting.sentences import item, question
from service.drafting.snapshot import Snapshot
from service.drafts import Draft
from service.kind import AspectSpec, ChapterSpec
from service.paper import Chapter, Item, Paper, Section
from service.typeset import typeset
from service.value import Value

_BODY_NAMES = {"team": "领导班子", "branch": "班子", "individual": "班子成员个人", "plan": ""}


class Body(Value):
    """The written part of a draft: problems and measures by aspect key, and the causes."""

    problems: dict[str, tuple[Item, ...]] = {}
    causes: tuple[Item, ...] = ()
    measures: dict[str, tuple[Item, ...]] = {}


def compose(snapshot: Snapshot) -> Draft:
    """The draft of ``snapshot``: every drafted note answered, every sentence of fact cited."""
    if snapshot.kind.scope == "individual":
        return assembled(snapshot, Body())
    problems: dict[str, tuple[Item, ...]] = {}
    for aspect in snapshot.kind.aspects:
        taken = [i.headline for items in problems.values() for i in items]
        problems[aspect.key] = composed_problems(snapshot, aspect, taken)
    return assembled(snapshot, composed_body(snapshot, problems))


def composed_problems(
    snapshot: Snapshot, aspect: AspectSpec, taken: Sequence[str] = ()
) -> tuple[Item, ...]:
    """One aspect's problems from its notes, no headline among ``taken``; none without notes."""
    channels = nameable_channels(snapshot.drafted())
    prefix = problem_prefix(snapshot, aspect)
    return problem_items(snapshot.filed(aspect), prefix, channels, taken=taken)


def composed_body(snapshot: Snapshot, problems: Mapping[str, tuple[Item, ...]]) -> Body:
    """Problems with composed causes and measures, each linked to what it answers."""
    every = [p for a in snapshot.kind.aspects for p in problems.get(a.key, ())]
    return Body(
        problems=dict(problems),
        causes=cause_items(every, snapshot.drafted()),
        measures={
            aspect.key: composed_measures(snapshot, aspect, problems.get(aspect.key, ()))
            for aspect in snapshot.kind.aspects
        },
    )


def composed_measures(
    snapshot: Snapshot, aspect: AspectSpec, problems: Sequence[Item]
) -> tuple[Item, ...]:
    """One aspect's measures, one a problem."""
    prefix = problem_prefix(snapshot, aspect).replace("p", "m")
    return measure_items(problems, snapshot.drafted(), prefix)


def problem_prefix(snapshot: Snapshot, aspect: AspectSpec) -> str:
    """The id of an aspect's problems without their number: p1, p2, … in the kind's order."""
    keys = [a.key for a in snapshot.kind.aspects]
    return f"p{keys.index(aspect.key) + 1}"


def assembled(snapshot: Snapshot, body: Body) -> Draft:
    """The draft with this body: chapters in the kind's order, typeset, with its coverage."""
    chapters = [_chapter(snapshot, body, spec) for spec in snapshot.kind.chapters]
    plain = Paper(
        kind=snapshot.kind.id,
        title=paper_title(snapshot),
        unit=snapshot.unit,
        year=snapshot.year,
        chapters=tuple(chapters),
    )
    paper, text = typeset(plain)
    return Draft(
        paper=paper,
        text=text,
        coverage=coverage(paper, snapshot.notes, snapshot.lexicon),
        notes=snapshot.notes,
    )


def paper_title(snapshot: Snapshot) -> str:
    """Unit, body, year, meeting and paper name, as the heading of such papers runs."""
    kind = snapshot.kind
    body = _BODY_NAMES[kind.scope]
    dated = (
        kind.meeting if f"{snapshot.year}" in kind.meeting else f"{snapshot.year}年度{kind.meeting}"
    )
    return f"{snapshot.unit}{body}{dated}{kind.paper_name}"


def _chapter(snapshot: Snapshot, body: Body, spec: ChapterSpec) -> Chapter:
    if snapshot.kind.scope == "individual":
        return individual_chapter(snapshot, spec)
    if spec.role == "preface":
        return preface(snapshot, spec)
    if spec.role == "last_year":
        return last_year(snapshot, spec)
    if spec.role == "problems":
        return _by_aspect(snapshot, spec, {k: _asked(k, v) for k, v in _problems(snapshot, body)})
    if spec.role == "causes":
        causes = body.causes or (item("c1", "cause", "", [question("问题的主观原因是什么")]),)
        return Chapter(role="causes", title=spec.title, sections=(Section(items=causes),))
    if spec.role in ("measures", "plan"):
        return _measures(snapshot, body, spec)
    return asked_chapter(snapshot, spec)


def _problems(snapshot: Snapshot, body: Body) -> list[tuple[str, tuple[Item, ...]]]:
    return [(a.key, body.problems.get(a.key, ())) for a in snapshot.kind.aspects]


def _asked(key: str, problems: tuple[Item, ...]) -> tuple[Item, ...]:
    if problems:
        return problems
    ask = "这一方面没有收到意见，请班子对照职责自查：何时、何事、由谁负责、造成什么影响"
    return (item(f"{key}-q", "other", "", [question(ask)]),)


def _measures(snapshot: Snapshot, body: Body, spec: ChapterSpec) -> Chapter:
    """Measures by aspect. A plan has no chapter of problems, so each aspect opens with its own."""
    roles = {chapter.role for chapter in snapshot.kind.chapters}
    if spec.role == "plan" and "measures" in roles:
        return asked_chapter(snapshot, spec)
    with_problems = "problems" not in roles
    filled: dict[str, tuple[Item, ...]] = {}
    for aspect in snapshot.kind.aspects:
        measures = body.measures.get(aspect.key, ())
        problems = body.problems.get(aspect.key, ()) if with_problems else ()
        filled[aspect.key] = (*problems, *measures) or _nothing_to_mend(aspect.key)
    return _by_aspect(snapshot, spec, filled)


def _nothing_to_mend(key: str) -> tuple[Item, ...]:
    ask = question("这一方面查出问题后，写清整改做什么、做到什么程度、责任人和完成时限")
    return (item(f"{key}-m", "other", "", [ask]),)


def _by_aspect(
    snapshot: Snapshot, spec: ChapterSpec, items: Mapping[str, tuple[Item, ...]]
) -> Chapter:
    sections = tuple(
        Section(aspect=a.title, title=a.title, items=items[a.key]) for a in snapshot.kind.aspects
    )
    return Chapter(role=spec.role, title=spec.title, sections=sections)
