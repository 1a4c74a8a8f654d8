"""Last year's promises and what this year's paper says of them.

A promise is a statement of a measure that one could hold its author to (a deadline, a figure, an
owner, a document, a thing), or a problem of last year that no such statement is about.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from service.language.cues import cues
from service.language.earlier import newest_earlier, paper_year
from service.language.normal import normal
from service.language.specifics import specifics
from service.library import Material
from service.paper import Item, Paper
from service.reviewing.became import BRIEF, DUTY_LINE, OPENING, SHORTEST, Promise, Year
from service.reviewing.same_matter import matter
from service.reviewing.same_promise import Sameness
from service.subject import Subject

_STATEMENT = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_CLAUSE = re.compile(r"[^，,：:。！？!?；;\n]+")
_OWNER = re.compile(
    r"负责|牵头|责任(?:人|领导|部门|科室|股室|单位)|由[^，。；]{2,14}(?:办|抓|管|承担|落实)"
)
_MARKER = re.compile(
    r"^[\s*#]*(?:【[^】\n]{2,8}】[：:]?\s*)?"
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*|[一二三四五六七八九十]是)?"
)
_LEAST = 4
"""Letters of its matter from which a statement promises anything."""
_GROUND = re.compile(r"^(?:按照|根据|依据|围绕)[^，。；]*，")
"""What a statement leans on (按照…年工作计划安排) names no day by which anything is done."""
_SINGLE = 2
"""Statements up to which a measure is about one matter, the one that its headline names."""


def last_papers(subject: Subject) -> tuple[Material, ...]:
    """The unit's papers of the newest earlier year: the paper itself and its 整改方案.

    A person answers for no promise of the unit's, nor the unit for one person's.
    """
    past = tuple(m for m in subject.past if _one_person(m.paper) == _individual(subject))
    newest = newest_earlier(subject.model_copy(update={"past": past}))
    if newest is None:
        return ()
    year = paper_year(newest)
    same = [m for m in past if paper_year(m) == year and m is not newest]
    return (newest, *sorted(same, key=lambda m: m.file))


def _individual(subject: Subject) -> bool:
    if subject.kind is not None:
        return subject.kind.scope == "individual"
    return _one_person(subject.paper)


def _one_person(paper: Paper) -> bool:
    return (paper.kind or "").startswith("individual") or "个人" in paper.title


def followed(subject: Subject) -> tuple[Promise, ...]:
    """Every promise of last year with what became of it, most checkable first."""
    materials = {material.file: material for material in last_papers(subject)}
    promises = _merged(list(chain.from_iterable(map(_promises, materials.values()))), materials)
    year = Year(subject)
    told = [year.follow(promise, materials[promise.file].text) for promise in promises]
    # Resolve that binds to nothing is followed only where this year's account takes it up.
    found = [p for p in told if p.problem or p.weight or p.told_in == "last_year"]
    return tuple(sorted(found, key=lambda p: (-p.weight, p.file, p.start)))


def _promises(material: Material) -> Iterator[Promise]:
    for chapter, _, item in material.paper.placed_items():
        if item.role == "measure":
            yield from _measures(material, item)
        elif item.role == "problem" and chapter.role in ("problems", "plan"):
            width = len(item.headline) or OPENING
            start = item.start + max(0, item.text.find(item.headline))
            end = min(item.end, start + width)
            yield Promise(file=material.file, start=start, end=end, until=item.end, problem=True)


def _measures(material: Material, item: Item) -> Iterator[Promise]:
    """The statements of a measure that bind; a line that only names owner and date binds none."""
    heads = {i.id: i.headline for i in material.paper.items("problem")}
    # What answers a whole aspect says of no single problem what it does about it.
    about = [heads[k] for k in item.links if heads.get(k)] if len(item.links) == 1 else []
    statements = list(_STATEMENT.finditer(item.text))
    if len(statements) <= _SINGLE and item.headline:
        about = list(dict.fromkeys([item.headline, *about]))
    for match in statements:
        at = match.start() + _mark(match.group())
        said = item.text[at : match.end()].rstrip()
        weight = _weight(said)
        # A heading that itself names a day binds like any other statement.
        headed = len(statements) > 1 and normal(said) == normal(item.headline) and not _dated(said)
        tells = len(normal(matter(said))) >= _LEAST and not DUTY_LINE.match(said)
        if weight and tells and not headed:
            start = item.start + at
            weight += 0.5 * bool(item.owner) + 0.5 * bool(item.deadline)
            yield Promise(
                file=material.file,
                start=start,
                end=start + len(said),
                weight=weight,
                about=tuple(about),
            )
        elif not weight and not headed:
            yield from _resolves(material.file, item.start + at, said)


def _resolves(file: str, start: int, said: str) -> Iterator[Promise]:
    """The clauses of a statement that binds to nothing one could check."""
    for clause in _CLAUSE.finditer(said):
        if len(normal(clause.group())) >= SHORTEST:
            yield Promise(file=file, start=start + clause.start(), end=start + clause.end())


def _mark(said: str) -> int:
    """Where a statement's own words begin, its marker left out."""
    marker = _MARKER.match(said)
    return marker.end() if marker else 0


def _dated(said: str) -> bool:
    return any(found.kind == "date" for found in specifics(said))


def _weight(said: str) -> float:
    """How much of a statement could be checked: a date, figures, an owner, a document; a thing of
    daily work alone makes a weak promise, mere resolve none."""
    kinds = [cue.kind for cue in cues(_GROUND.sub("", said))]
    dated = any(k in ("date", "deadline") for k in kinds)
    weight = 2.0 * dated + min(2, kinds.count("number")) + 1.0 * ("document" in kinds)
    owned = 1.0 * bool(_OWNER.search(said))
    if not weight and owned and len(normal(said)) < BRIEF:
        return 0.0  # Who is responsible, and for nothing else.
    weight += owned + any(k in ("office", "named") for k in kinds)
    return weight or 0.5 * ("thing" in kinds)


def _merged(promises: Sequence[Promise], materials: dict[str, Material]) -> list[Promise]:
    """Without those that say again what a weightier one says, or an earlier one of the paper.

    What is left of problems is also about what the others said of them: this year's paper may take
    up either wording.
    """
    order = {file: place for place, file in enumerate(materials)}
    ranked = sorted(promises, key=lambda p: (-p.weight, order[p.file], p.start))
    same = Sameness([(p, materials[p.file].text) for p in ranked])
    kept: dict[int, list[str]] = {}
    for place, promise in enumerate(ranked):
        first = next((at for at in kept if same.of(at, place)), None)
        if first is None:
            kept[place] = []
        elif promise.problem and ranked[first].problem:
            kept[first].append(promise.words(materials[promise.file].text))
    return [
        ranked[place].model_copy(update={"about": (*ranked[place].about, *others)})
        for place, others in kept.items()
    ]
