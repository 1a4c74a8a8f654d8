"""Links: which problems a cause or a measure answers, where that can be told safely.

Four grounds, in this order: it stands in the same row of a table; it says so (针对第二个问题); it
stands under the same aspect; its headline shares enough of its characters with a problem's
headline or names a problem's aspect.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.kinds import core
from service.language.normal import grams, normal
from service.paper import Chapter, Item, Section
from service.parsing.markers import numeral

_NAMED = re.compile(
    r"针对(?:上述)?第([一二三四五六七八九十]{1,3}|\d{1,2})(?:个|条|项|点)?(?:方面的?)?问题"
)
# Words of degree and of official habit: two headlines that share only these share nothing.
_HABIT = re.compile(
    r"不够|不足|不强|不高|不深|不到位|不严|不实|还需|有待|需要|进一步|持续|加强|强化|提升|提高|增强"
    r"|存在|仍然|还|更加|切实|坚持|着力|问题|方面|意识|能力|工作|建设|推进|落实"
)
# Half of the shorter headline's pairs of characters, and at least two: below that, links between
# papers' unrelated headlines appear.
_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Tie:
    """What a table says of an item: its row, and that row's problem where it repeats one."""

    row: int
    answers: str = ""


@dataclass(frozen=True, slots=True)
class _Grounds:
    problems: Sequence[tuple[Item, str]]
    ties: Mapping[str, Tie]


def linked(chapters: Sequence[Chapter], ties: Mapping[str, Tie]) -> tuple[Chapter, ...]:
    """The chapters with the links of their causes and measures filled in; ``ties`` by item id."""
    problems = [
        (item, section.aspect)
        for c in chapters
        for section in c.sections
        for item in section.items
        if item.role == "problem"
    ]
    grounds = _Grounds(problems, ties)
    return tuple(_chapter(chapter, grounds) for chapter in chapters)


def _chapter(chapter: Chapter, grounds: _Grounds) -> Chapter:
    sections = tuple(
        section.model_copy(
            update={"items": tuple(_item(item, section, grounds) for item in section.items)}
        )
        for section in chapter.sections
    )
    return chapter.model_copy(update={"sections": sections})


def _item(item: Item, section: Section, grounds: _Grounds) -> Item:
    if item.role not in ("cause", "measure"):
        return item
    problems = grounds.problems
    links = (
        _same_row(item, grounds)
        or _named(item, problems)
        or _same_aspect(section, problems)
        or _alike(item.headline, problems)
    )
    return item.model_copy(update={"links": links})


def _same_row(item: Item, grounds: _Grounds) -> tuple[str, ...]:
    tie = grounds.ties.get(item.id)
    if tie is None:
        return ()
    if tie.answers:
        return _alike(tie.answers, grounds.problems)
    rows = ((p.id, grounds.ties.get(p.id)) for p, _ in grounds.problems)
    return tuple(problem for problem, other in rows if other and other.row == tie.row)


def _named(item: Item, problems: Sequence[tuple[Item, str]]) -> tuple[str, ...]:
    numbers = [int(n) if n.isdigit() else numeral(n) for n in _NAMED.findall(item.text)]
    return tuple(problems[n - 1][0].id for n in dict.fromkeys(numbers) if 0 < n <= len(problems))


def _same_aspect(section: Section, problems: Sequence[tuple[Item, str]]) -> tuple[str, ...]:
    wanted = core(section.aspect)
    return tuple(p.id for p, aspect in problems if wanted and core(aspect) == wanted)


def _alike(headline: str, problems: Sequence[tuple[Item, str]]) -> tuple[str, ...]:
    own = normal(headline)
    return tuple(
        problem.id
        for problem, aspect in problems
        if (2 <= len(core(aspect)) <= 8 and core(aspect) in own)
        or _share(headline, problem.headline) >= _SHARE
    )


def _share(one: str, two: str) -> float:
    """Shared pairs of characters over the shorter headline's, habit words left out."""
    a, b = _pairs(one), _pairs(two)
    shared = len(a & b)
    return shared / min(len(a), len(b)) if shared >= 2 else 0.0


def _pairs(headline: str) -> set[str]:
    return {pair for part in _HABIT.split(headline) for pair in grams(normal(part), 2)}
