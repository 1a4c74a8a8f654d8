"""shape.aspect-order: aspects stand in another order than the notice gives."""

from collections.abc import Iterator, Sequence

from service.checks.aspects import answered
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """The fewest sections whose moving would restore the prescribed order."""
    if subject.kind is None:
        return
    titles = {aspect.key: aspect.title for aspect in subject.kind.aspects}
    order = list(titles)
    present = answered(subject.paper, subject.kind, card.data["roles"])
    placed = sorted(present, key=lambda key: present[key].start)
    kept = _longest_rising([order.index(key) for key in placed])
    for position, key in enumerate(placed):
        if position not in kept:
            answer = present[key]
            fields = {"aspect": titles[key], "place": str(order.index(key) + 1)}
            yield Finding(start=answer.start, end=answer.end, fields=fields, score=0.7)


def _longest_rising(values: Sequence[int]) -> set[int]:
    """The positions of a longest rising run of ``values``; aspects are few, so squares do."""
    best: list[list[int]] = []
    for position, value in enumerate(values):
        before = [run for run in best if values[run[-1]] < value]
        best.append([*_longest(before), position])
    return set(_longest(best))


def _longest(runs: Sequence[list[int]]) -> list[int]:
    return max(runs, key=len) if runs else []
