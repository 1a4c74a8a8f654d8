"""Whether two problems of two years' papers are the same problem, in whatever figures.

Problems are told by their headlines, which two papers rarely share by chance; a headline as common
as 学习不够深入 counts only when what follows is alike as well. Texts are compared by their
character pairs, over those of the shorter: a problem told at greater length is the same problem.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.language.normal import grams, normal
from service.paper import Item, Paper

_YEAR = re.compile(r"20\d\d(?=年)")
_LAST = r"(?:去年|前年|上年|上一年|上年度|上次|〇年度?)"
_EXPLAINED = re.compile(
    rf"{_LAST}[^。]{{0,20}}(?:查摆|提出|列入|列为|列了|指出|整改|反馈|点评|承诺|定[的下了]|就(?:说|提)过)|"
    rf"{_LAST}[^。]{{0,40}}(?:没有|未)[^。]{{0,40}}(?:因为|由于|原因|主要是)|"
    rf"从{_LAST}[^。，]{{0,6}}(?:提|说|讲|拖|报|列)到|"
    r"(?:没有|未能?)(?:完成|兑现|办结|做到|落实|改)[^。，]{0,6}(?:原因|因为|主要是)|"
    r"(?:整改|措施)[^。]{0,12}(?:没有|未)[^。]{0,12}(?:原因|因为)|原定[^。]{0,30}至今|"
    r"仍未|仍然没|至今(?:没|未)|未改到位|没有改(?:到位|好)|整改不(?:彻底|到位)|没有整改|"
    r"反弹|回潮|老问题|屡改屡犯|反复(?:出现|提)|连续[两二三四五]年|年年(?:提|讲|说|有)|"
    r"再次(?:列入|查摆|被)"
)
"""A word on the last time: what came of it, why the measure failed, or that it came back."""
_GRAM = 2
_CHAPTERS = frozenset({"problems", "plan"})


@dataclass(frozen=True, slots=True)
class Limits:
    """Likeness from which on (0 to 1): of the ``headline`` and of the ``body`` together, or of the
    body alone."""

    headline: float
    body: float
    body_alone: float


LIMITS = Limits(headline=0.75, body=0.33, body_alone=0.5)
"""In the sample library problems on different matters share at most 0.41 of their bodies, and those
told again, in other figures and under another headline, 0.51 and more."""


@dataclass(frozen=True, slots=True)
class ToldProblem:
    """A problem with the character pairs of its headline and of what it says behind that; of all
    it says, when it is but a headline."""

    item: Item
    headline: frozenset[str]
    body: frozenset[str]


def told_problems(paper: Paper) -> list[ToldProblem]:
    """The problems of a paper's problems and plan chapters that have a headline, in order."""
    return [
        ToldProblem(
            item, _pairs(item.headline), _pairs(item.text.partition(item.headline)[2] or item.text)
        )
        for chapter, _, item in paper.placed_items()
        if chapter.role in _CHAPTERS and item.role == "problem" and item.headline
    ]


def explained(text: str, year: int | None) -> bool:
    """Whether a problem told again says why it still stands: it speaks of last year or of its
    measures. An audit or an order of ``year`` itself, this paper's, is no word on last year."""
    earlier = _YEAR.sub(lambda m: "〇" if year is None or int(m.group()) < year else "今", text)
    return bool(_EXPLAINED.search(earlier))


def likest(
    problem: ToldProblem, others: Sequence[ToldProblem], limits: Limits = LIMITS
) -> tuple[Item, float] | None:
    """The first of the ``others`` that repeats ``problem`` most, with the likeness of the bodies
    (0 to 1); None where none repeats it."""
    best: tuple[Item, float] | None = None
    for other in others:
        likeness = _likeness(problem, other, limits)
        if likeness > (best[1] if best else 0.0):
            best = (other.item, likeness)
    return best


def _likeness(one: ToldProblem, other: ToldProblem, limits: Limits) -> float:
    bodies = _share(one.body, other.body)
    alike = _share(one.headline, other.headline) >= limits.headline
    return bodies if bodies >= (limits.body if alike else limits.body_alone) else 0.0


def _pairs(text: str) -> frozenset[str]:
    return frozenset(grams(normal(text), _GRAM))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0
