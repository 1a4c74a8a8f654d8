"""Papers that are alike, as Word tables: every pair ranked, the strongest side by side."""

from docx.document import Document as DocumentObject

from service.present.fitting import short
from service.present.review_names import Names, percent
from service.present.review_overview import ranked_pairs
from service.present.tables import Cell, Column, add_table
from service.present.word_text import add_heading, add_line
from service.reviews import LikePair, PairSpan, Review

SORTS = {"peer": "不同单位", "own_past": "本单位"}
_RANKED, _SHOWN, _SPANS = 40, 5, 6
_PASSAGE = 400


def add_pairs(document: DocumentObject, review: Review) -> None:
    """Adds the ranked pairs and, for the strongest of them, the matched passages."""
    names = Names(review)
    pairs = ranked_pairs(review)
    if not pairs:
        add_line(document, "没有发现相同的段落。")
        return
    add_line(
        document,
        "占比是甲方自己的文字中与乙方相同的部分；文件规定和多数单位都用的话不计入，扣除的字数列在最后一栏。",
        with_next=True,
    )
    add_table(
        document,
        (
            Column("序号", 12, centred=True),
            Column("甲", 43),
            Column("乙", 43),
            Column("关系", 20, centred=True),
            Column("占比", 12, centred=True),
            Column("相同字数", 13, centred=True),
            Column("扣除字数", 13, centred=True),
        ),
        [_row(number, pair, names) for number, pair in enumerate(pairs[:_RANKED], 1)],
    )
    if len(pairs) > _RANKED:
        add_line(document, f"另有{len(pairs) - _RANKED}对占比更低，未列出。")
    for number, pair in enumerate([pair for pair in pairs if pair.spans][:_SHOWN], 1):
        _side_by_side(document, number, pair, names)


def _row(number: int, pair: LikePair, names: Names) -> tuple[Cell, ...]:
    return (
        Cell(str(number)),
        Cell(names.paper(pair.a, pair.a_unit)),
        Cell(names.paper(pair.b, pair.b_unit) if pair.sort == "peer" else pair.b),
        Cell(SORTS[pair.sort]),
        Cell(percent(pair.share)),
        Cell(str(pair.matched)),
        Cell(str(pair.discounted)),
    )


def _side_by_side(document: DocumentObject, number: int, pair: LikePair, names: Names) -> None:
    one = names.paper(pair.a, pair.a_unit)
    other = names.paper(pair.b, pair.b_unit) if pair.sort == "peer" else pair.b
    add_heading(document, f"（{number}）{one}与{other}", 2, size_pt=12, line_twips=400)
    longest = sorted(pair.spans, key=lambda span: (-len(span.text), span.a_start))[:_SPANS]
    shown = sorted(longest, key=lambda span: span.a_start)
    add_table(
        document, (Column(one, 78), Column(other, 78)), [_sides(pair, s, names) for s in shown]
    )
    if len(pair.spans) > len(shown):
        add_line(document, f"另有{len(pair.spans) - len(shown)}段较短的相同文字，未列出。")


def _sides(pair: LikePair, span: PairSpan, names: Names) -> tuple[Cell, Cell]:
    return (
        Cell(short(span.text, _PASSAGE), under=names.place(pair.a, span.a_start, span.a_end)),
        Cell(short(span.other, _PASSAGE), under=names.place(pair.b, span.b_start, span.b_end)),
    )
