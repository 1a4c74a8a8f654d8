"""LIKENESS: which papers share passages, and each with its own unit's earlier years.

Few papers are all laid side by side; of many, an index names the pairs worth it. What the kind
prescribes and what many units write is left out of the count.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from service.language.likeness import LikenessIndex, Sample, shared
from service.language.stock import StockWording, many
from service.library import Material, same_unit
from service.reviewing.side_by_side import Shared, Side, laid_together
from service.reviews import LikePair, PairSort
from service.subject import Subject

FEW = 40
"""Papers up to which every pair is laid side by side: some 800 pairs, a few seconds."""
LEAST = 30
"""Counted letters below which a pair is not shown: less than one whole sentence, which the check of
the paper shows by itself, is no reason to hold two papers against each other."""
MOST_BESIDE = 50
"""Candidates that one of many papers is laid beside, the likest first: a season written from one
template would otherwise give millions of pairs."""
_Compared = tuple[Side, Side, PairSort]


def like_pairs(
    papers: Sequence[Subject],
    past: Sequence[Material] = (),
    *,
    few: int = FEW,
    step: Callable[[int, int, str], None] = lambda _done, _all, _file: None,
) -> tuple[LikePair, ...]:
    """Every two papers that share passages, the greatest share first.

    Papers of different units are a ``peer`` pair: ``a`` is the shorter, of whose letters more is
    copied. Papers of one unit and different years are an ``own_past`` pair, ``a`` the later one.
    Every paper is also held against those of ``past`` and of its own subject's past that are its
    unit's and not from its year or later. Beyond ``few`` papers, pairs that share less than about
    a twentieth of a paper may be passed over. ``step`` is told after each two: how many are done,
    of how many, and the first one's file.
    """
    sides = [Side.of_subject(subject) for subject in papers]
    earlier = [_earlier(subject, side, past) for subject, side in zip(papers, sides, strict=True)]
    every = [*sides, *_once(side for own in earlier for side in own)]
    stock = StockWording.of(zip(_unit_names(every), (side.print for side in every), strict=True))
    held = [(side, old) for side, own in zip(sides, earlier, strict=True) for old in own]
    compared: list[_Compared] = [(side, old, "own_past") for side, old in held]
    known = {frozenset((_key(side), _key(old))) for side, old in held}
    # A paper of the review may be another's past as well: one pair, not two.
    compared += [c for c in _among(sides, few) if frozenset((_key(c[0]), _key(c[1]))) not in known]
    found = []
    for number, (a, b, sort) in enumerate(compared, start=1):
        found.append(_pair(a, b, sort, laid_together(a, b, stock, own_past=sort == "own_past")))
        step(number, len(compared), a.file)
    return tuple(sorted((pair for pair in found if pair.matched >= LEAST), key=_rank))


def _key(side: Side) -> tuple[str, str]:
    return side.file, side.text


def _rank(pair: LikePair) -> tuple[float, int, str, str]:
    return (-pair.share, -pair.matched, pair.a, pair.b)


def _among(sides: Sequence[Side], few: int) -> list[_Compared]:
    """The pairs of the papers themselves, each as it is to be laid together."""
    numbers = _every(len(sides)) if len(sides) <= few else _likely(sides)
    return [_placed(sides[one], sides[other]) for one, other in numbers]


def _every(count: int) -> Iterator[tuple[int, int]]:
    return ((one, other) for one in range(count) for other in range(one))


def _likely(sides: Sequence[Side]) -> Iterator[tuple[int, int]]:
    """Pairs of the index, and those of one unit, which are few and always of interest."""
    samples = [Sample.of(side.print) for side in sides]
    index = LikenessIndex()
    index.add_all(samples)
    names = _unit_names(sides)
    by_unit: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        by_unit.setdefault(name, []).append(number)
    common = _common(samples, by_unit.values())
    for number, sample in enumerate(samples):
        found = index.candidates(sample, ignored=common, below=number)
        found.sort(key=lambda c: (-c.likeness, -c.common, c.number))
        likely = {candidate.number for candidate in found[:MOST_BESIDE]}
        likely |= {other for other in by_unit[names[number]] if other < number}
        yield from ((number, other) for other in sorted(likely))


def _common(
    samples: Sequence[Sample], units: Iterable[Sequence[int]]
) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """The long grams that many units write: they prove no passage."""
    by_unit = [
        np.unique(np.concatenate([samples[number].passage for number in numbers]))
        for numbers in units
    ]
    return shared(by_unit, many(len(by_unit)))


def _placed(one: Side, other: Side) -> _Compared:
    """The pair in its order: the later year first, else the paper of which more is copied."""
    if same_unit(one.unit, other.unit) and one.year and other.year and one.year != other.year:
        return (one, other, "own_past") if one.year > other.year else (other, one, "own_past")
    a, b = sorted((one, other), key=lambda side: (int(side.masked.open.sum()), side.file))
    return a, b, "peer"


def _earlier(subject: Subject, side: Side, past: Sequence[Material]) -> list[Side]:
    """The unit's earlier papers, each once."""
    own = [m for m in past if same_unit(side.unit, m.origin)]
    found = [Side.of_material(material) for material in (*subject.past, *own)]
    return _once(
        old
        for old in found
        if old.text != side.text and (not side.year or not old.year or old.year < side.year)
    )


def _once(sides: Iterable[Side]) -> list[Side]:
    return list({_key(side): side for side in sides}.values())


def _unit_names(sides: Sequence[Side]) -> list[str]:
    """One name for each unit, however its papers write it; an unnamed paper is a unit by itself."""
    shortest: list[str] = []
    named: dict[str, str] = {}
    for unit in sorted({side.unit for side in sides}, key=lambda name: (len(name), name)):
        known = next((name for name in shortest if same_unit(name, unit)), None)
        if known is None:
            shortest.append(unit)
        named[unit] = known or unit
    return [named[side.unit] or f"?{number}" for number, side in enumerate(sides)]


def _pair(a: Side, b: Side, sort: PairSort, found: Shared) -> LikePair:
    return LikePair(
        a=a.file,
        b=b.file,
        a_unit=a.unit,
        b_unit=b.unit,
        sort=sort,
        share=round(found.share, 4),
        matched=found.matched,
        discounted=found.discounted,
        spans=found.spans,
    )
