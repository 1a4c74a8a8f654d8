"""A review as tables of plain text, for the terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.present.fitting import short
from service.present.review_names import Names, concrete_problems, kind_called, percent
from service.present.review_overview import (
    called,
    ranked_common,
    ranked_pairs,
    reasons_to_send_back,
    silent,
)
from service.present.review_pairs import SORTS
from service.present.safe import inert
from service.reviews import Review

_PAIRS = 20
_EXAMPLE = 40


@dataclass(frozen=True, slots=True)
class TextTable:
    """A title, the heads of the columns, and rows of as many cells."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables_of(review: Review) -> list[TextTable]:
    """The tables of a review, in the order a reviewer asks for them; empty ones are left out."""
    names = Names(review)
    made = [
        text_table(
            "各份材料", ("材料", "问题", "具体", "占比", "必改", "缺什么"), _papers(review, names)
        ),
        text_table("建议退回修改", ("材料", "原因"), _to_send_back(review, names)),
        text_table("共性问题", ("问题", "单位数", "单位", "举例"), _common(review)),
        text_table("普遍绕开的方面", ("文种", "方面", "没有写出具体事的材料"), _skirted(review)),
        text_table(
            "雷同", ("甲", "乙", "关系", "占比", "相同字数", "扣除字数"), _pairs(review, names)
        ),
        text_table("与上年重复", ("材料", "问题", "说明原因"), _repeated(review, names)),
        text_table("与众不同", ("材料", "哪一项", "说明"), _outliers(review, names)),
    ]
    return [table for table in made if table.rows]


def text_table(title: str, heads: tuple[str, ...], rows: Iterator[Sequence[object]]) -> TextTable:
    """A table whose cells hold nothing that a terminal would obey."""
    return TextTable(title, heads, tuple(tuple(inert(str(c)) for c in row) for row in rows))


def _papers(review: Review, names: Names) -> Iterator[Sequence[object]]:
    for paper in review.papers:
        yield (
            names.paper(paper.file),
            len(paper.problems),
            concrete_problems(paper),
            percent(paper.concreteness),
            paper.counts.get("error", 0),
            "、".join(paper.missing),
        )


def _to_send_back(review: Review, names: Names) -> Iterator[Sequence[object]]:
    for paper, reasons in reasons_to_send_back(review):
        yield names.paper(paper.file), "；".join(reasons)


def _common(review: Review) -> Iterator[Sequence[object]]:
    for problem in ranked_common(review):
        example = short(problem.examples[0].quote, _EXAMPLE) if problem.examples else ""
        yield called(problem), len(problem.units), "、".join(problem.units), example


def _skirted(review: Review) -> Iterator[Sequence[object]]:
    for row in review.aspects:
        if row.skirted:
            yield kind_called(row), row.short or row.aspect, f"{silent(row)}／{len(row.cells)}"


def _pairs(review: Review, names: Names) -> Iterator[Sequence[object]]:
    for pair in ranked_pairs(review)[:_PAIRS]:
        yield (
            names.paper(pair.a, pair.a_unit),
            names.paper(pair.b, pair.b_unit),
            SORTS[pair.sort],
            percent(pair.share),
            pair.matched,
            pair.discounted,
        )


def _repeated(review: Review, names: Names) -> Iterator[Sequence[object]]:
    for entry in review.repeated:
        told = "已说明" if entry.explained else "未说明"
        yield names.paper(entry.file, entry.unit), entry.headline, told


def _outliers(review: Review, names: Names) -> Iterator[Sequence[object]]:
    for entry in review.outliers:
        yield names.paper(entry.file, entry.unit), entry.measure, entry.text
