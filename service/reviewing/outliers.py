"""Papers that differ from the others of their sort in one measure.

Usual is the median; how far is far is told by the median absolute deviation (Iglewicz and Hoaglin
1993: modified z-score above 3.5), which one odd paper does not move. Where most papers agree to the
letter that deviation is nothing, and the mean absolute deviation takes its place. Few papers may
agree by chance, so a difference must also be large enough to matter.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from service.paper import Chapter, Item
from service.reviewing.places import headline_source, source_in
from service.reviews import Outlier, PaperReview, Source
from service.subject import Subject

_FEWEST = 4
_FAR = 3.5
# Where every paper is of its own sort, many are far from the median: the farthest are told of.
_SHARE = 4
_HALF = 0.5
# One standard deviation of a normal distribution in its median and mean absolute deviations. The
# mean is moved by the odd ones themselves, hence the lower bar.
_MEDIAN_DEVIATION = 1.4826
_MEAN_DEVIATION = 1.2533
_FAR_BY_MEAN = 2.5


@dataclass(frozen=True, slots=True)
class _Seen:
    """One paper with what the measures look at."""

    page: PaperReview
    subject: Subject

    def problems(self, *, which: Callable[[bool, bool], bool]) -> tuple[Source, ...]:
        """The headlines of the problems that ``which`` (concrete, generic) picks."""
        picked = (p for p in self.page.problems if which(p.concrete, p.generic))
        return tuple(headline_source(self.page, p, self.subject.text) for p in picked)

    def items(self, items: Sequence[Item]) -> tuple[Source, ...]:
        """The headlines of ``items``."""
        file, unit, text = self.page.file, self.page.unit, self.subject.text
        return tuple(source_in(file, unit, text, i.start, i.end, i.headline) for i in items)


@dataclass(frozen=True, slots=True)
class _Measure:
    """``least`` is the smallest difference that matters, as a share of the usual value where
    ``relative``. ``value`` is None where a paper has nothing to measure. ``sources`` show the
    figure; ``less`` and ``more`` say what a low and a high one means; ``most_lack`` what a share
    under half means."""

    name: str
    least: float
    value: Callable[[_Seen], float | None]
    sources: Callable[[_Seen], tuple[Source, ...]]
    shown: Callable[[float], str]
    less: str
    more: str
    relative: bool = False
    most_lack: str = ""


def outliers(papers: Sequence[PaperReview], subjects: Sequence[Subject]) -> tuple[Outlier, ...]:
    """The papers that differ, by measure and then in the order given; ``subjects`` are those of
    ``papers``. Papers are compared with those of their sort (班子, 支部, 个人, 方案) only, and not
    at all among fewer than four; of each sort a quarter at most differ."""
    sorts: dict[str, list[_Seen]] = {}
    for page, subject in zip(papers, subjects, strict=True):
        sorts.setdefault(subject.kind.scope if subject.kind else "", []).append(
            _Seen(page, subject)
        )
    far = [
        entry
        for measure in _MEASURES
        for seen in sorts.values()
        for entry in _farthest(measure, seen)
    ]
    kept = {file for seen in sorts.values() for file in _strongest(seen, far)}
    return tuple(found for _, found in far if found.file in kept)


def _strongest(seen: Sequence[_Seen], far: Sequence[tuple[float, Outlier]]) -> list[str]:
    """The files that differ most in some measure, at most a quarter of the papers."""
    files = {paper.page.file for paper in seen}
    most: dict[str, float] = {}
    for strength, found in far:
        if found.file in files:
            most[found.file] = max(strength, most.get(found.file, 0.0))
    return sorted(most, key=lambda file: (-most[file], file))[: len(seen) // _SHARE]


def _farthest(measure: _Measure, papers: Sequence[_Seen]) -> Iterator[tuple[float, Outlier]]:
    """The papers that are far from the usual value, with how many times as far as one may be."""
    values = [(paper, v) for paper in papers if (v := measure.value(paper)) is not None]
    if len(values) < _FEWEST:
        return
    usual = median(value for _, value in values)
    reach = _reach([abs(value - usual) for _, value in values])
    least = measure.least * usual if measure.relative else measure.least
    for paper, value in values:
        away = abs(value - usual)
        if away >= least and away > reach:
            found = Outlier(
                file=paper.page.file,
                unit=paper.page.unit,
                measure=measure.name,
                value=round(value, 4),
                usual=round(usual, 4),
                text=_told(measure, value, usual, len(values)),
                sources=measure.sources(paper),
            )
            yield away / max(reach, least), found


def _reach(deviations: Sequence[float]) -> float:
    """How far from the median a value may be and still be one of many."""
    by_median = _FAR * _MEDIAN_DEVIATION * median(deviations)
    return by_median or _FAR_BY_MEAN * _MEAN_DEVIATION * fmean(deviations)


def _told(measure: _Measure, value: float, usual: float, papers: int) -> str:
    meaning = measure.less if value < usual else measure.more
    if measure.most_lack and value < usual and value < _HALF:
        meaning = measure.most_lack
    return (
        f"{measure.name}为{measure.shown(value)}，同类{papers}份材料的中位数为"
        f"{measure.shown(usual)}，{meaning}"
    )


def _count(value: float) -> str:
    return f"{value:g}个"


def _share(value: float) -> str:
    return f"{value:.0%}"


def _letters(value: float) -> str:
    return f"{value:.0f}字"


def _problems(seen: _Seen) -> float | None:
    return float(len(seen.page.problems))


def _concrete(seen: _Seen) -> float | None:
    owned = seen.page.problems
    return sum(p.concrete for p in owned) / len(owned) if owned else None


def _generic(seen: _Seen) -> float | None:
    owned = seen.page.problems
    return sum(p.generic for p in owned) / len(owned) if owned else None


def _length(seen: _Seen) -> float | None:
    return float(sum(not c.isspace() for c in seen.subject.text))


def _measures(seen: _Seen) -> list[Item]:
    return list(seen.subject.paper.items("measure"))


def _promised(item: Item) -> bool:
    return bool(item.owner and item.deadline)


def _assigned(seen: _Seen) -> float | None:
    measures = _measures(seen)
    return sum(_promised(item) for item in measures) / len(measures) if measures else None


def _body(chapters: Mapping[bool, Sequence[Chapter]]) -> float | None:
    said = {body: sum(map(_chapter_length, of)) for body, of in chapters.items()}
    total = sum(said.values())
    return said.get(True, 0) / total if total else None


def _chapter_length(chapter: Chapter) -> int:
    return sum(item.end - item.start for s in chapter.sections for item in s.items)


def _balance(seen: _Seen) -> float | None:
    parted: dict[bool, list[Chapter]] = {}
    for chapter in seen.subject.paper.chapters:
        parted.setdefault(chapter.role in ("problems", "cases", "causes"), []).append(chapter)
    return _body(parted) if parted.get(True) else None


def _chapters(seen: _Seen) -> tuple[Source, ...]:
    file, unit, text = seen.page.file, seen.page.unit, seen.subject.text
    titled = [c for c in seen.subject.paper.chapters if c.title and c.start < c.end]
    return tuple(source_in(file, unit, text, c.start, c.end, c.title) for c in titled)


_MEASURES = (
    _Measure(
        "问题数", 4, _problems, lambda s: s.problems(which=lambda _c, _g: True), _count,
        "明显偏少", "明显偏多",
    ),
    _Measure(
        "具体问题占比", 0.2, _concrete, lambda s: s.problems(which=lambda c, _g: not c),
        _share, "低于其他材料", "比其他材料具体", most_lack="多数问题没有可核对的事例",
    ),
    _Measure(
        "套话问题占比", 0.2, _generic, lambda s: s.problems(which=lambda _c, g: g),
        _share, "比其他材料更有本单位的内容", "套话明显偏多",
    ),
    _Measure(
        "篇幅", 0.35, _length, _chapters, _letters, "明显偏短", "明显偏长", relative=True,
    ),
    _Measure(
        "责任人和时限齐全的措施占比", 0.2, _assigned,
        lambda s: s.items([i for i in _measures(s) if _promised(i)] or _measures(s)),
        _share, "措施的责任和时限写得明显偏少", "措施的责任和时限写得比其他材料全",
    ),
    _Measure(
        "问题和原因篇幅占比", 0.15, _balance, _chapters, _share,
        "查摆和剖析的篇幅明显偏少", "查摆和剖析的篇幅明显偏多",
    ),
)  # fmt: skip
