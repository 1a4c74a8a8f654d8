"""Whether two problems of two years' papers are the same problem, in whatever figures.

Problems are told by their headlines, which two papers rarely share by chance; a headline as common
as 学习不够深入 counts only when what follows is alike as well. Texts are compared by their
character pairs, over those of the shorter: a problem told at greater length is the same problem.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from service.language.normal import grams, normal
from service.paper import Item, Paper

_GRAM = 2
_CHAPTERS = frozenset({"problems", "plan"})


@dataclass(frozen=True, slots=True)
class Limits:
    """Likeness from which on (0 to 1): of the ``headline`` and of the ``body`` together, or of the
    body alone."""

    headline: float
    body: float
    body_alone: float


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


def likest(
    problem: ToldProblem, others: Sequence[ToldProblem], limits: Limits
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
