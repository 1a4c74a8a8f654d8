"""The figures of a review as drawings: bars, and a map of aspects by paper."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from service.present.svg import (
    BAR,
    LETTER,
    SHADES,
    box,
    drawing,
    fitted,
    width_of,
    words,
    wrapped,
)
from service.reviews import AspectCell, AspectRow, Chart, CommonProblem, PaperReview, Review

MOST = 60
"""Rows of one drawing; more are beyond looking at, and the tables hold every one."""
_WIDTH = 720
_ROW = 24
_LABEL = 16 * LETTER
_VALUE = 92
_GAP = 8
_TOP = 8
_COLUMN = 96
_HEAD = 3
"""Lines of a column's heading."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """``full`` is the label in full, ``value`` its length, ``told`` the number beside it."""

    full: str
    value: float
    told: str


def charts_of(review: Review) -> tuple[Chart, ...]:
    """The drawings of a review of two and more papers; a figure without data has none."""
    if len(review.papers) < 2:
        return ()
    names = _names(review.papers)
    found = [
        *_concreteness(review.papers, names),
        *_problems(review.papers, names),
        *_common(review.common),
    ]
    for kind, rows in groupby(review.aspects, key=lambda row: row.kind):
        compared = [row for row in rows if len(row.cells) > 1]
        if compared:
            found.append(_map(kind, compared, names))
    return tuple(found)


def _names(papers: Sequence[PaperReview]) -> dict[str, str]:
    """What each paper is called, by file: its unit, with the year where that unit has several
    papers, and with the file where that does not tell them apart."""
    units = Counter(paper.unit for paper in papers)
    names = {}
    for paper in papers:
        year = f"{paper.year}年" if paper.year and units[paper.unit] > 1 else ""
        names[paper.file] = f"{paper.unit}{year}" if paper.unit else paper.file
    often = Counter(names.values())
    return {file: name if often[name] == 1 else f"{name}（{file}）" for file, name in names.items()}


def _concreteness(papers: Sequence[PaperReview], names: dict[str, str]) -> list[Chart]:
    shares = {paper.file: _share(paper) for paper in papers if paper.problems}
    bars = [
        _Bar(
            names[p.file],
            shares[p.file],
            f"{shares[p.file]:.0%}（{_concrete(p)}/{len(p.problems)}）",
        )
        for p in sorted(papers, key=lambda p: (shares.get(p.file, 0.0), names[p.file]))
        if p.problems
    ]
    title = "各单位写到具体事的问题占比"
    return _bars("concreteness", title, bars, "从低到高", most=1.0)


def _share(paper: PaperReview) -> float:
    return _concrete(paper) / len(paper.problems)


def _concrete(paper: PaperReview) -> int:
    return sum(problem.concrete for problem in paper.problems)


def _problems(papers: Sequence[PaperReview], names: dict[str, str]) -> list[Chart]:
    ranked = sorted(papers, key=lambda p: (len(p.problems), names[p.file]))
    bars = [_Bar(names[p.file], len(p.problems), f"{len(p.problems)}个") for p in ranked]
    return _bars("problems", "各单位查摆的问题数", bars, "从少到多")


def _common(common: Sequence[CommonProblem]) -> list[Chart]:
    ranked = sorted(common, key=lambda c: -len(c.units))
    bars = [_Bar(c.name or c.theme, len(c.units), f"{len(c.units)}个单位") for c in ranked]
    return _bars("common", "共性问题涉及的单位数", bars, "从多到少")


def _bars(
    name: str, title: str, bars: Sequence[_Bar], order: str, *, most: float = 0.0
) -> list[Chart]:
    """One chart of bars, none without a value; ``most`` is the value of a bar of full length."""
    top = most or max((bar.value for bar in bars), default=0)
    if not top:
        return []
    shown = bars[:MOST]
    left = min(_LABEL, max(width_of(bar.full) for bar in shown)) + _GAP
    room = _WIDTH - left - _GAP - _VALUE
    body = []
    for number, bar in enumerate(shown):
        y = _TOP + number * _ROW
        length = room * bar.value / top
        foot = y + _ROW / 2 + LETTER * 0.36
        body.append(_label(bar.full, left, foot))
        body.append(box(left, y + 4, length, _ROW - 8, BAR, f"{bar.full}：{bar.told}"))
        body.append(words(left + length + _GAP, foot, bar.told))
    rest = f"，只画前{MOST}项，共{len(bars)}项" if len(bars) > MOST else ""
    told = f"{title}（{order}{rest}）"
    height = 2 * _TOP + len(shown) * _ROW
    about = "；".join(f"{bar.full}{bar.told}" for bar in shown)
    return [
        Chart(name=name, title=told, svg=drawing(name, told, about, _WIDTH, height, "".join(body)))
    ]


def _label(full: str, left: float, foot: float) -> str:
    return words(left - _GAP, foot, fitted(full, left - _GAP), anchor="end", full=full)


def _map(kind: str, rows: Sequence[AspectRow], names: dict[str, str]) -> Chart:
    """Aspects across, papers down, in each cell how many problems tell a case, of how many."""
    files = list(dict.fromkeys(cell.file for row in rows for cell in row.cells))
    shown = files[:MOST]
    full = {file: names.get(file, file) for file in shown}
    left = min(_LABEL, max((width_of(name) for name in full.values()), default=0)) + _GAP
    width = left + len(rows) * _COLUMN + _GAP
    top = _TOP + _HEAD * (LETTER + 3) + _GAP
    body = [_column(row, left + place * _COLUMN) for place, row in enumerate(rows)]
    body += [
        _label(full[file], left, top + number * _ROW + _ROW / 2 + LETTER * 0.36)
        for number, file in enumerate(shown)
    ]
    for place, row in enumerate(rows):
        cells = {cell.file: cell for cell in row.cells}
        body += [
            _cell(cells.get(file), row, full[file], left + place * _COLUMN, top + number * _ROW)
            for number, file in enumerate(shown)
        ]
    rest = f"，只画前{MOST}份，共{len(files)}份" if len(files) > MOST else ""
    named = rows[0].kind_name or kind
    title = f"各方面写到具体事的问题数／问题数（{named}，▲为多数材料没有写出具体的事{rest}）"
    about = "；".join(_told(row) for row in rows)
    name = f"aspects-{kind}"
    height = top + len(shown) * _ROW + _TOP
    return Chart(
        name=name, title=title, svg=drawing(name, title, about, width, height, "".join(body))
    )


def _told(row: AspectRow) -> str:
    concrete = sum(cell.concrete > 0 for cell in row.cells)
    return f"{row.short or row.aspect}：{len(row.cells)}份材料中{concrete}份写到具体的事"


def _column(row: AspectRow, x: float) -> str:
    """An aspect's heading, its last line right above the cells."""
    lines = wrapped(("▲" if row.skirted else "") + (row.short or row.aspect), _COLUMN - _GAP, _HEAD)
    first = _TOP + (_HEAD - len(lines)) * (LETTER + 3) + LETTER
    return "".join(
        words(x + _COLUMN / 2, first + n * (LETTER + 3), line, anchor="middle", full=row.aspect)
        for n, line in enumerate(lines)
    )


def _cell(cell: AspectCell | None, row: AspectRow, paper: str, x: float, y: float) -> str:
    said, concrete = (cell.problems, cell.concrete) if cell else (0, 0)
    shade = SHADES[min(concrete, len(SHADES) - 1)]
    told = f"{paper}，{row.short or row.aspect}：{said}个问题，{concrete}个写到具体的事"
    return box(x, y, _COLUMN, _ROW, shade, told) + words(
        x + _COLUMN / 2,
        y + _ROW / 2 + LETTER * 0.36,
        f"{concrete}／{said}" if said else "—",
        anchor="middle",
    )
