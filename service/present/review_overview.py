"""The first page of a review, for the person who has two minutes."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from service.present.fitting import Part, short
from service.present.review_names import Names, concrete_problems, kind_called, percent
from service.reviews import AspectRow, CommonProblem, LikePair, PaperReview, Review

ALIKE = 0.3
"""From this share on a paper is sent back: nearly a third of its own words are somebody's else."""
NOTABLE = 0.05
"""From this share on a pair stands on the first page; below it a sentence or two are alike."""
FIRST = "二、先看什么"
_BEST, _MOST, _UNITS, _ASPECTS = 2, 4, 3, 6


def overview(review: Review) -> list[Part]:
    """Headings with their lines. What stands first is what to look at first."""
    names = Names(review)
    return [
        ("一、审了多少", _scope(review)),
        (FIRST, _first(review, names)),
        ("三、建议退回修改的材料", _to_send_back(review, names)),
        ("四、未能审阅的文件", _failed(review)),
    ]


def reasons_to_send_back(review: Review) -> list[tuple[PaperReview, list[str]]]:
    """The papers that the rules would send back, each with every reason, the worst first."""
    names = Names(review)
    found = [(paper, _reasons(paper, review, names)) for paper in review.papers]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: -len(pair[1]))


def ranked_common(review: Review) -> list[CommonProblem]:
    """Common problems, those of most units first."""
    return sorted(review.common, key=lambda problem: -len(problem.units))


def called(problem: CommonProblem) -> str:
    """A common problem in a few words."""
    return problem.name or f"“{problem.theme}”方面的问题"


def ranked_pairs(review: Review) -> list[LikePair]:
    """Pairs, the most alike first."""
    return sorted(review.pairs, key=lambda pair: (-pair.share, pair.a, pair.b))


def silent(row: AspectRow) -> int:
    """How many papers say nothing concrete under an aspect."""
    return sum(cell.concrete == 0 for cell in row.cells)


def _scope(review: Review) -> list[str]:
    units = len({paper.unit for paper in review.papers if paper.unit})
    problems = sum(len(paper.problems) for paper in review.papers)
    concrete = sum(concrete_problems(paper) for paper in review.papers)
    share = f"，其中写到具体事的{concrete}个（{percent(concrete / problems)}）" if problems else ""
    of = f"，涉及{units}个单位" if units else "，材料中没有读出单位名称"
    lines = [f"共审阅{len(review.papers)}份材料{of}；共查摆问题{problems}个{share}。"]
    if review.compared:
        lines.append(f"另有{len(review.compared)}份材料只用来比对。")
    return lines


def _first(review: Review, names: Names) -> list[str]:
    common = [_shared(problem) for problem in ranked_common(review)]
    pairs = [_pair(pair, names) for pair in ranked_pairs(review) if pair.share >= NOTABLE]
    lines = [
        *_skirted(review),
        *common[:_BEST],
        *pairs[:_BEST],
        *_unexplained(review),
        # Where the page is full, these go first.
        *common[_BEST:_MOST],
        *pairs[_BEST:_MOST],
    ]
    return _numbered(lines) or ["没有发现普遍绕开的方面、共性问题和雷同。"]


def _skirted(review: Review) -> Iterator[str]:
    """One line a kind; of a kind with one paper, nobody can say that an aspect is skirted."""
    rows = [row for row in review.aspects if row.skirted and len(row.cells) > 1]
    for _, group in groupby(rows, key=lambda row: row.kind):
        skirted = list(group)
        told = [
            f"{row.short or row.aspect}（{silent(row)}／{len(row.cells)}份）" for row in skirted
        ]
        more = f"等{len(told)}个" if len(told) > _ASPECTS else ""
        named = "、".join(told[:_ASPECTS])
        yield f"普遍绕开、没有写出具体事的方面（{kind_called(skirted[0])}）：{named}{more}。"


def _shared(problem: CommonProblem) -> str:
    units = problem.units
    return f"共性问题：{called(problem)}，{len(units)}个单位都有（{_some(units)}）。"


def _unexplained(review: Review) -> Iterator[str]:
    units = [entry.unit or entry.file for entry in review.repeated if not entry.explained]
    if units:
        told = _some(tuple(dict.fromkeys(units)))
        yield f"与上年重复又没有说明原因的问题{len(units)}个（{told}）。"


def _pair(pair: LikePair, names: Names) -> str:
    one = names.paper(pair.a, pair.a_unit)
    own = pair.sort == "own_past"
    other = f"本单位往年材料（{pair.b}）" if own else names.paper(pair.b, pair.b_unit)
    return f"雷同：{one}与{other}有{percent(pair.share)}相同（已扣除规定用语）。"


def _to_send_back(review: Review, names: Names) -> list[str]:
    lines = [
        f"{names.paper(paper.file)}：{'；'.join(short(reason, 60) for reason in reasons)}。"
        for paper, reasons in reasons_to_send_back(review)
    ]
    return _numbered(lines) or ["没有必须退回的材料。"]


def _numbered(lines: Sequence[str]) -> list[str]:
    return [f"{number}. {line}" for number, line in enumerate(lines, 1)]


def _reasons(paper: PaperReview, review: Review, names: Names) -> list[str]:
    reasons = []
    if paper.missing:
        reasons.append("缺" + "、".join(f"“{short(name, 24)}”" for name in paper.missing[:3]))
    if not paper.problems:
        reasons.append("没有读到查摆的问题")
    elif not concrete_problems(paper):
        reasons.append("没有一个问题写到具体的事")
    for pair in ranked_pairs(review):
        if pair.share >= ALIKE and paper.file in (pair.a, pair.b):
            reasons += _alike(pair, paper, names)
    if errors := paper.counts.get("error", 0):
        reasons.append(f"必改的提示{errors}处")
    return reasons


def _alike(pair: LikePair, paper: PaperReview, names: Names) -> list[str]:
    if pair.sort == "own_past":
        same = f"与本单位往年材料{percent(pair.share)}相同"
        return [same] if paper.file == pair.a else []
    other = (pair.b, pair.b_unit) if paper.file == pair.a else (pair.a, pair.a_unit)
    return [f"与{names.paper(*other)}雷同（{percent(pair.share)}）"]


def _failed(review: Review) -> list[str]:
    return [f"{entry.file}：{entry.cause}" for entry in review.failed] or ["没有。"]


def _some(units: Sequence[str]) -> str:
    more = f"等{len(units)}个" if len(units) > _UNITS else ""
    return "、".join(units[:_UNITS]) + more
