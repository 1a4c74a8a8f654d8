"""What many papers have in common, as Word tables.

Word 2010 and WPS show no SVG, so the figures of the page in the browser are real tables here:
numbers, shades of grey, and bars of characters.
"""

from collections.abc import Sequence
from itertools import groupby

from docx.document import Document as DocumentObject

from service.present.fitting import short
from service.present.review_names import Names, concrete_problems, kind_called, percent
from service.present.review_overview import called, ranked_common, silent
from service.present.tables import Cell, Column, add_table
from service.present.word_text import add_heading, add_line
from service.reviews import AspectCell, AspectRow, CommonProblem, Review, Source

_SHADES = ("FFFFFF", "E3E3E3", "CCCCCC", "B3B3B3")
"""By how many concrete problems a cell holds; black letters stay readable on the darkest."""
_BAR = 10
_EXAMPLE, _ASPECT = 70, 24
_COMMON = 20
_WIDTH = 156
"""Millimetres: the whole type area."""


def add_many(document: DocumentObject, review: Review) -> None:
    """Adds every table of the section on what the papers have in common."""
    names = Names(review)
    _common(document, review, names)
    _aspects(document, review, names)
    _concreteness(document, review, names)
    _outliers(document, review, names)
    _repeated(document, review, names)


def _common(document: DocumentObject, review: Review, names: Names) -> None:
    add_heading(document, "（一）共性问题", 2)
    columns = (
        Column("问题", 46),
        Column("单位", 60),
        Column("举例", 50),
    )
    ranked = ranked_common(review)
    rows = [
        (
            Cell(called(problem), under=short(problem.aspect, _ASPECT)),
            Cell(f"{len(problem.units)}个", under="、".join(problem.units)),
            _example(problem, names),
        )
        for problem in ranked[:_COMMON]
    ]
    _table_or_note(document, columns, rows, "没有两个以上单位共有的问题。")
    if len(ranked) > _COMMON:
        add_line(document, f"另有{len(ranked) - _COMMON}个共性问题，单位较少，见网页。")


def _example(problem: CommonProblem, names: Names) -> Cell:
    if not problem.examples:
        return Cell("")
    first = problem.examples[0]
    return Cell(f"“{short(first.quote, _EXAMPLE)}”", under=_where(first, names))


def _aspects(document: DocumentObject, review: Review, names: Names) -> None:
    add_heading(document, "（二）各方面查摆情况", 2)
    if not review.aspects:
        add_line(document, "没有判定文种，未按方面统计。")
        return
    add_line(
        document,
        "格中为“写到具体事的问题数／问题数”，颜色越深具体的越多；标“▲”的方面多数材料没有写出具体的事。",
        with_next=True,
    )
    for _, group in groupby(review.aspects, key=lambda row: row.kind):
        rows = list(group)
        add_line(document, f"{kind_called(rows[0])}：", with_next=True)
        _heat(document, rows, names)


def _heat(document: DocumentObject, aspects: Sequence[AspectRow], names: Names) -> None:
    files = list(dict.fromkeys((cell.file, cell.unit) for row in aspects for cell in row.cells))
    found = {(row.aspect, cell.file): cell for row in aspects for cell in row.cells}
    width = min(24.0, 112 / len(aspects))
    columns = [Column("材料", _WIDTH - width * len(aspects))]
    for row in aspects:
        mark = "▲" if row.skirted else ""
        columns.append(Column(mark + (row.short or short(row.aspect, 8)), width, centred=True))
    body = [
        [
            Cell(names.paper(file, unit)),
            *(_shaded(found.get((row.aspect, file))) for row in aspects),
        ]
        for file, unit in files
    ]
    total = [
        Cell(f"{len(row.cells) - silent(row)}／{len(row.cells)}", strong=True) for row in aspects
    ]
    add_table(document, columns, [*body, [Cell("写出具体事的材料数", strong=True), *total]])


def _shaded(cell: AspectCell | None) -> Cell:
    if cell is None or not cell.problems:
        return Cell("—")
    shade = _SHADES[min(cell.concrete, len(_SHADES) - 1)]
    return Cell(f"{cell.concrete}／{cell.problems}", shade=shade)


def _concreteness(document: DocumentObject, review: Review, names: Names) -> None:
    add_heading(document, "（三）各单位写到具体事的程度", 2)
    columns = (
        Column("材料", 66),
        Column("问题", 14, centred=True),
        Column("具体", 14, centred=True),
        Column("占比", 16, centred=True),
        Column("占比图", 46),
    )
    ranked = sorted(review.papers, key=lambda paper: paper.concreteness)
    rows = [
        (
            Cell(names.paper(paper.file)),
            Cell(str(len(paper.problems))),
            Cell(str(concrete_problems(paper))),
            Cell(percent(paper.concreteness)),
            Cell(_bar(paper.concreteness)),
        )
        for paper in ranked
    ]
    add_table(document, columns, rows)


def _bar(share: float) -> str:
    full = round(min(max(share, 0.0), 1.0) * _BAR)
    return "■" * full + "□" * (_BAR - full)


def _outliers(document: DocumentObject, review: Review, names: Names) -> None:
    add_heading(document, "（四）与众不同的材料", 2)
    columns = (
        Column("材料", 48),
        Column("哪一项", 28),
        Column("本份", 16, centred=True),
        Column("一般", 16, centred=True),
        Column("说明", 48),
    )
    rows = [
        (
            Cell(names.paper(entry.file, entry.unit)),
            Cell(entry.measure),
            Cell(figure(entry.value)),
            Cell(figure(entry.usual)),
            Cell(entry.text),
        )
        for entry in review.outliers
    ]
    _table_or_note(document, columns, rows, "没有明显与众不同的材料。")


def figure(value: float) -> str:
    """A measure's value: whole numbers without a point, others with two places at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _repeated(document: DocumentObject, review: Review, names: Names) -> None:
    add_heading(document, "（五）与上年重复的问题", 2)
    columns = (
        Column("材料", 40),
        Column("今年怎么写", 48),
        Column("上年怎么写", 48),
        Column("说明原因", 20, centred=True),
    )
    rows = [
        (
            Cell(names.paper(entry.file, entry.unit)),
            _told(entry.this, names, within=entry.file),
            _told(entry.last, names),
            Cell("已说明" if entry.explained else "未说明"),
        )
        for entry in review.repeated
    ]
    _table_or_note(document, columns, rows, "没有发现，或没有给出上年材料。")


def _told(source: Source, names: Names, *, within: str = "") -> Cell:
    return Cell(f"“{short(source.quote, _EXAMPLE)}”", under=names.source(source, within=within))


def _where(source: Source, names: Names) -> str:
    place = names.place(source.source, source.start, source.end, said=source.quote)
    return "，".join(part for part in (source.unit or source.source, place) if part)


def _table_or_note(
    document: DocumentObject,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    nothing: str,
) -> None:
    if rows:
        add_table(document, columns, rows)
    else:
        add_line(document, nothing)
