"""A review with everything that may stand in one, for the tests of what is written from it."""

from service.flags import Evidence
from service.reviews import (
    AspectCell,
    AspectRow,
    Chart,
    CommonProblem,
    DigestLine,
    DigestPart,
    FailedFile,
    LikePair,
    Outlier,
    OwnedProblem,
    PairSpan,
    PaperReview,
    Repeated,
    Review,
    Source,
)

UNITS = (
    "白鹭县档案局党组",
    "青岚县水利局党组",
    "禾川县柳溪镇党委",
    "云泽市中心医院党委",
    "江屿港务公司党委",
    "林溪市城市管理局党组",
    "安岭市公安局交警支队党委",
    "鹿鸣职业技术学院党委",
)
KIND = "team-2025"
ASPECTS = (
    ("带头强化政治忠诚、提高政治能力", "政治忠诚"),
    ("带头固本培元、增强党性", "党性修养"),
    ("带头敬畏人民、敬畏组织、敬畏法纪", "敬畏之心"),
    ("带头干事创业、担当作为", "担当作为"),
    ("带头坚决扛起管党治党责任", "管党治党"),
)
THEMES = ("学习", "流程", "调研", "督办", "廉政教育")
HEADLINES = (
    "学习停在念文件，研讨没有记到人",
    "办件流程绕，群众来回跑",
    "下基层蜻蜓点水，问题带不回来",
    "交办的事没有人盯到底",
    "警示教育年年看片，没有联系身边的事",
)
CASES = (
    "去年9月组织研讨3次，有2次没有发言记录，缺席的4人会后没有补课。",
    "窗口补正材料平均2.6次，婚姻档案查询要跑三个地方。",
    "全年下村11次，其中8次当天来回，带回的17条诉求有9条没有答复。",
    "6月定下的泵站检修拖到11月，中间没有人催办。",
    "警示教育4次都是集中看片，没有一次讲到本单位去年的通报。",
)
PROMISE = "建立季度研讨点评制度"
NOTE = "N12"
NOTE_TEXT = "夜间值班室经常没有人接电话"
SPAN_LETTERS = "对照先进典型、身边榜样找差距不够主动，满足于过得去，缺少争先进位的劲头。"


def file_of(number: int) -> str:
    return f"{UNITS[number]}2025年度对照检查材料.docx"


def _problems(number: int) -> tuple[OwnedProblem, ...]:
    return tuple(
        OwnedProblem(
            item=f"P{n + 1:02d}",
            headline=headline,
            aspect=ASPECTS[n][0],
            theme=THEMES[n],
            start=400 + 300 * n,
            end=690 + 300 * n,
            concrete=(number + n) % 3 != 0 and number != 7 and n != 1,
            generic=(number + n) % 3 == 0,
        )
        for n, headline in enumerate(HEADLINES)
    )


def _source(number: int, problem: int, quote: str = "") -> Source:
    start = 420 + 300 * problem
    text = quote or CASES[problem]
    return Source(
        source=file_of(number),
        start=start,
        end=start + len(text),
        quote=text,
        unit=UNITS[number],
    )


def _line(part: DigestPart, text: str, *sources: Source, **more: str) -> DigestLine:
    return DigestLine.model_validate({"part": part, "text": text, "sources": sources, **more})


def _digest(number: int) -> tuple[DigestLine, ...]:
    note = Source(source=NOTE, start=0, end=len(NOTE_TEXT), quote=NOTE_TEXT)
    last = Source(source=f"{UNITS[number]}2024年度.docx", start=80, end=90, quote=PROMISE)
    kind = Source(source=KIND, quote=ASPECTS[1][0])
    problems = _problems(number)
    owned = [
        _line("owns_up", f"{p.headline}。", _source(number, n), aspect=p.aspect)
        for n, p in enumerate(problems)
    ]
    cases = [_line("concrete", CASES[n], _source(number, n)) for n in (0, 2, 3)]
    generic = [_line("generic", "有时存在重部署、轻落实的现象。", _source(number, 3))]
    answers = [_line("unanswered", NOTE_TEXT + "。", note)] if number % 2 == 0 else []
    promises = [
        _line("promises", f"{PROMISE}。", last, status=("done", "open", "untold")[number % 3])
    ]
    missing = [_line("missing", f"“{ASPECTS[1][0]}”没有展开。", kind)] if number == 2 else []
    asked = [
        _line(
            "questions", f"{p.headline}：是哪一次、误了谁的事、当时是谁分管的？", _source(number, n)
        )
        for n, p in enumerate(problems)
    ]
    return (*owned, *cases, *generic, *answers, *promises, *missing, *asked)


def paper(number: int) -> PaperReview:
    problems = _problems(number)
    concrete = sum(p.concrete for p in problems)
    return PaperReview(
        file=file_of(number),
        unit=UNITS[number],
        kind=KIND,
        year=2025,
        digest=_digest(number),
        counts={
            "total": 12 + number,
            "error": 2 if number == 4 else 0,
            "warning": 3,
            "suggestion": 9,
            "problems": len(problems),
            "concrete_problems": concrete,
            "characters": 4200 + 130 * number,
        },
        missing=(ASPECTS[1][0],) if number == 2 else (),
        concreteness=concrete / len(problems),
        problems=problems,
    )


def _aspects(papers: tuple[PaperReview, ...]) -> tuple[AspectRow, ...]:
    rows = []
    for at, (aspect, brief) in enumerate(ASPECTS):
        cells = tuple(
            AspectCell(
                file=entry.file,
                unit=entry.unit,
                problems=1,
                concrete=int(entry.problems[at].concrete),
                sources=(_source(number, at),) if entry.problems[at].concrete else (),
            )
            for number, entry in enumerate(papers)
        )
        silent = sum(cell.concrete == 0 for cell in cells)
        rows.append(
            AspectRow(
                kind=KIND,
                aspect=aspect,
                short=brief,
                cells=cells,
                skirted=silent > len(cells) / 2,
            )
        )
    return tuple(rows)


def _pair(a: int, b: int, share: float, spans: int) -> LikePair:
    found = tuple(
        PairSpan(
            a_start=430 + 300 * n,
            a_end=430 + 300 * n + len(SPAN_LETTERS),
            b_start=455 + 300 * n,
            b_end=455 + 300 * n + len(SPAN_LETTERS),
            text=SPAN_LETTERS,
            other=SPAN_LETTERS.replace("劲头", "干劲"),
        )
        for n in range(spans)
    )
    return LikePair(
        a=file_of(a),
        b=file_of(b),
        a_unit=UNITS[a],
        b_unit=UNITS[b],
        share=share,
        matched=spans * 36,
        discounted=812,
        spans=found,
    )


def chart(title: str = "各单位写到具体事的问题占比") -> Chart:
    bars = "".join(
        f'<g><title>{unit}</title><text x="0" y="{20 * n + 14}" font-size="12">{unit}</text>'
        f'<rect x="190" y="{20 * n + 3}" width="{30 + 22 * n}" height="13" fill="#6b7f99"/></g>'
        for n, unit in enumerate(UNITS)
    )
    return Chart(
        name="concreteness",
        title=title,
        svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 170" role="img">'
        f"<title>{title}</title>{bars}</svg>",
    )


def review() -> Review:
    papers = tuple(paper(number) for number in range(len(UNITS)))
    past = f"{UNITS[5]}2024年度.docx"
    own = _pair(5, 5, 0.44, 3).model_copy(update={"b": past, "sort": "own_past"})
    return Review(
        papers=papers,
        common=tuple(
            CommonProblem(
                theme=THEMES[n],
                aspect=ASPECTS[n][0],
                units=UNITS[: 7 - n],
                examples=tuple(_source(number, n) for number in range(7 - n)),
            )
            for n in range(4)
        ),
        aspects=_aspects(papers),
        outliers=(
            Outlier(
                file=file_of(7),
                unit=UNITS[7],
                measure="具体问题占比",
                value=0.0,
                usual=0.6,
                text="没有一个问题写到具体的事，其他材料一般有六成",
                sources=(_source(7, 3),),
            ),
        ),
        repeated=(
            Repeated(
                file=file_of(5),
                unit=UNITS[5],
                headline=HEADLINES[3],
                explained=False,
                this=_source(5, 3),
                last=Source(source=past, start=900, end=910, quote="交办事项跟踪不到底"),
            ),
        ),
        pairs=(_pair(0, 1, 0.08, 1), own, _pair(3, 6, 0.36, 4)),
        charts=(chart(),),
        failed=(
            FailedFile(file="扫描件.pdf", cause="整页是图片，读不出文字，请给出可复制文字的版本"),
        ),
        compared=(past, *(f"{unit}2024年度.docx" for unit in UNITS if unit != UNITS[5])),
    )


def evidence_of(made: Review) -> list[Evidence]:
    """Every source that a reader must be able to come to."""
    lines = [s for entry in made.papers for line in entry.digest for s in line.sources]
    common = [s for problem in made.common for s in problem.examples]
    cells = [s for row in made.aspects for cell in row.cells for s in cell.sources]
    return [*lines, *common, *cells]
