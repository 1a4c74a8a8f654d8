"""Problems that several units own up to.

Two problems are the same when they are one weakness of ``weaknesses.tsv``; where they are none of
it, when their headlines are about one thing of the taxonomy (停车, 食堂), or share the theme and
most of their telling words. A unit counts once, whatever the number of its papers and problems.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.language.normal import grams, normal
from service.reviewing.places import headline_source
from service.reviewing.weaknesses import Weakness, named_by, only_one_of, told_by
from service.reviews import CommonProblem, OwnedProblem, PaperReview
from service.themes.cues import cue_index
from service.themes.filing import OTHER_THEME

_FEWEST = 2
_ALIKE = 0.5
# The score of one cue that is hardly said of anything else (调研, 抓党建).
_WEIGHTY = 4.0
# A pair of characters in more headlines than this tells nothing, and would cost time.
_COMMON = 60
_PARTY = re.compile(r"^(?:中国共产党|中共)")
# What headlines of every sort end and begin with: the lack, and how much of it.
_EMPTY = re.compile(
    r"(?:还|仍)?(?:不够|不足|不强|不深|不高|不到位|不紧|不严|不实|不牢|不多|欠缺|缺乏|薄弱|"
    r"有待|有所|进一步|加强|提高|提升|增强|存在|问题|工作|方面|差距|短板|情况|需要?|对|的|还|仍|有|我)"
)


@dataclass(frozen=True, slots=True)
class _Owned:
    """One problem of one paper; ``named``: its headline names the weakness."""

    paper: PaperReview
    problem: OwnedProblem
    weakness: Weakness | None
    named: bool

    @property
    def unit(self) -> str:
        """Whose it is; a paper that names no unit stands for itself."""
        return _PARTY.sub("", self.paper.unit.strip()) or self.paper.file


def common_problems(
    papers: Sequence[PaperReview], texts: Mapping[str, str]
) -> tuple[CommonProblem, ...]:
    """What two and more units own up to, that of most units first; ``texts`` by file.

    Units are in the papers' order, by the first name they go by. ``examples`` holds every member,
    those whose headline names the problem and that tell a case first.
    """
    owned = [_owned(paper, p, texts[paper.file]) for paper in papers for p in paper.problems]
    found = [
        _common(name, group, texts)
        for name, group in _groups(owned)
        if len({entry.unit for entry in group}) >= _FEWEST
    ]
    return tuple(sorted(found, key=lambda c: (-len(c.units), -len(c.examples), c.name)))


def _groups(owned: Sequence[_Owned]) -> Iterator[tuple[str, list[_Owned]]]:
    """Every group with what it is called; each problem is in one."""
    named: dict[str, list[_Owned]] = {}
    things: dict[str, list[_Owned]] = {}
    rest: list[_Owned] = []
    for entry in owned:
        about = cue_index().read(entry.problem.headline).objects if not entry.weakness else ()
        if entry.weakness:
            named.setdefault(entry.weakness.name, []).append(entry)
        elif len(about) == 1:
            things.setdefault(f"{min(about)}方面的问题", []).append(entry)
        else:
            rest.append(entry)
    yield from named.items()
    yield from things.items()
    for group in _alike(rest):
        yield _shortest(group), group


def _owned(paper: PaperReview, problem: OwnedProblem, text: str) -> _Owned:
    named = (
        named_by(problem.headline)
        or _fitting(told_by(problem.headline), {problem.theme})
        or only_one_of(_plain_theme(problem.headline))
    )
    if named is not None:
        return _Owned(paper, problem, named, named=True)
    whole = text[problem.start : problem.end]
    told = told_by(whole)
    # Reading what a whole problem speaks of costs more than all the rest.
    close = {score.theme.name for score in cue_index().read(whole).close()} if told else set()
    return _Owned(paper, problem, _fitting(told, close | {problem.theme}), named=False)


def _fitting(told: Iterable[Weakness], themes: Collection[str]) -> Weakness | None:
    """The first that belongs to one of ``themes``, those the problem speaks of."""
    return next((weakness for weakness in told if weakness.theme in themes), None)


def _plain_theme(headline: str) -> str:
    """The theme that a headline speaks of beyond doubt: in weighty words, and of no other."""
    close = cue_index().read(headline).close()
    return close[0].theme.name if len(close) == 1 and close[0].score >= _WEIGHTY else ""


def _common(name: str, group: Sequence[_Owned], texts: Mapping[str, str]) -> CommonProblem:
    first = group[0]
    units = {entry.unit: entry.paper.unit or entry.paper.file for entry in reversed(group)}
    typical = sorted(group, key=lambda e: (not e.named, not e.problem.concrete))
    return CommonProblem(
        theme=first.weakness.theme if first.weakness else _usual_theme(group),
        name=name,
        aspect=_usual(entry.problem.aspect for entry in group),
        units=tuple(dict.fromkeys(units[entry.unit] for entry in group)),
        examples=tuple(headline_source(e.paper, e.problem, texts[e.paper.file]) for e in typical),
    )


def _shortest(group: Sequence[_Owned]) -> str:
    """The headline that says it with the fewest words, verbatim."""
    return min((entry.problem.headline for entry in group), key=len)


def _usual_theme(group: Sequence[_Owned]) -> str:
    return Counter(entry.problem.theme for entry in group).most_common(1)[0][0]


def _usual(aspects: Iterable[str]) -> str:
    """The aspect that more than half of a group stand under, "" without one."""
    counted = Counter(aspects)
    aspect, count = counted.most_common(1)[0]
    return aspect if 2 * count > counted.total() else ""


def _alike(owned: Sequence[_Owned]) -> Iterator[list[_Owned]]:
    """Groups of problems of one theme whose headlines share most of their telling words."""
    themes: dict[str, list[_Owned]] = {}
    for entry in owned:
        if entry.problem.theme != OTHER_THEME:
            themes.setdefault(entry.problem.theme, []).append(entry)
    for members in themes.values():
        yield from _clusters(members)


def _clusters(members: Sequence[_Owned]) -> Iterator[list[_Owned]]:
    """Each member joins the first it is alike to: leaders only are compared, so that a chain of
    small differences joins nothing."""
    leaders: list[list[_Owned]] = []
    shapes: list[frozenset[str]] = []
    posted: dict[str, list[int]] = {}
    for entry in members:
        shape = _telling(entry.problem.headline)
        shared = Counter(
            place for pair in shape if len(at := posted.get(pair, ())) <= _COMMON for place in at
        )
        near = [
            (2 * count / (len(shape) + len(shapes[place])), -place)
            for place, count in shared.items()
        ]
        likeness, place = max(near, default=(0.0, 0))
        if likeness >= _ALIKE:
            leaders[-place].append(entry)
            continue
        for pair in sorted(shape):
            posted.setdefault(pair, []).append(len(leaders))
        leaders.append([entry])
        shapes.append(shape)
    yield from leaders


def _telling(headline: str) -> frozenset[str]:
    """The character pairs of a headline without what says only that something is lacking."""
    stretches = _EMPTY.sub("\u3000", headline).split("\u3000")
    return frozenset(pair for part in stretches for pair in grams(normal(part), 2))
