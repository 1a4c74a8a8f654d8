"""Tracing: what stands in its sources passes, whatever was added, turned or moved does not."""

import pytest

from service.reviewing.denials import denied
from service.reviewing.page import PAGE_LIMITS, for_page, page_of
from service.reviewing.quoting import texts_of
from service.reviewing.tracing import untraceable
from service.reviews import DigestLine, DigestPart, PromiseStatus, Source
from tests.reviewing.review_cases import FILES, flags, subject

PAPER = "6月保管科检查3次，2号库房的灭火器过期9个月没有人发现。整改措施没有写明由谁负责。"
CASE = "6月保管科检查3次，2号库房的灭火器过期9个月没有人发现"
TEXTS = {"本年.txt": PAPER, "上年.txt": "9月底前完成民国档案1200卷数字化。"}


def _source(quote: str = CASE, file: str = "本年.txt") -> Source:
    start = TEXTS[file].find(quote)
    return Source(source=file, start=start, end=start + len(quote), quote=quote)


def _line(
    text: str, part: DigestPart = "concrete", status: PromiseStatus | None = None
) -> DigestLine:
    source = _source("9月底前完成民国档案1200卷数字化", "上年.txt") if status else _source()
    return DigestLine(part=part, text=text, status=status, sources=(source,))


@pytest.mark.parametrize("file", FILES)
def test_every_line_of_every_sample_paper_is_traced(file: str) -> None:
    page = page_of(subject(file), flags(file))
    assert page.digest
    assert untraceable(page.digest, texts_of(subject(file))) == ()
    texts = texts_of(subject(file))
    assert all(
        texts[s.source][s.start : s.end] == s.quote for line in page.digest for s in line.sources
    )


@pytest.mark.parametrize("file", FILES)
def test_a_page_holds_no_more_than_one_sheet(file: str) -> None:
    lines = for_page(page_of(subject(file), flags(file)).digest)
    assert sum(len(line.text) for line in lines) <= 1300
    for part, (most, _) in PAGE_LIMITS.items():
        assert sum(line.part == part for line in lines) <= most
    assert [line.part for line in lines] == sorted(
        (line.part for line in lines), key=list(PAGE_LIMITS).index
    )


@pytest.mark.parametrize(
    "text",
    [
        CASE,
        f"“{CASE}”",
        "保管科6月检查3次，灭火器过期9个月没有人发现。",
        "2号库房灭火器过期9个月没有人发现",
    ],
)
def test_what_the_source_says_passes(text: str) -> None:
    assert untraceable([_line(text)], TEXTS) == ()


@pytest.mark.parametrize(
    "text",
    [
        CASE.replace("3次", "5次"),
        CASE.replace("保管科", "利用科"),
        CASE.replace("没有人发现", "有人发现"),
        CASE.replace("没有人发现", "及时发现"),
        f"{CASE}，造成经济损失50万元",
        f"{CASE}，已被上级通报批评",
        "按照《消防安全管理规定》，灭火器过期9个月没有人发现",
        "分管领导长期收受礼金",
        "灭火器过期，详见http://evil.example",
        "学习的系统性还不够，联系实际不紧密",
        "这件事今年没有提到",
        "",
    ],
)
def test_what_the_source_does_not_say_is_caught(text: str) -> None:
    assert len(untraceable([_line(text)], TEXTS)) == 1


def test_a_line_without_sources_or_with_a_moved_quotation_is_caught() -> None:
    whole = _source()
    for sources in (
        (),
        (whole.model_copy(update={"start": whole.start + 1}),),
        (whole.model_copy(update={"source": "别家.txt"}),),
        (whole.model_copy(update={"quote": CASE.replace("3次", "5次")}),),
        (Source(source="本年.txt", quote=""),),
    ):
        line = DigestLine(part="concrete", text=CASE, sources=sources)
        assert untraceable([line], TEXTS) == (line,)


@pytest.mark.parametrize(
    ("status", "text", "passes"),
    [
        ("untold", "上次承诺“9月底前完成民国档案1200卷数字化”，今年的材料没有说到。", True),
        ("untold", "民国档案1200卷数字化已经完成。", False),
        ("untold", "民国档案1200卷数字化今年说到了。", False),
        ("open", "民国档案1200卷数字化今年的材料没有说到。", False),
        ("open", "民国档案1200卷数字化已经办结。", False),
        ("done", "民国档案1200卷数字化今年的材料没有说到。", False),
        ("done", "民国档案1200卷数字化仍在推进。", False),
    ],
)
def test_what_became_of_a_promise_cannot_be_turned(
    status: PromiseStatus, text: str, passes: bool
) -> None:
    assert (untraceable([_line(text, "promises", status)], TEXTS) == ()) is passes


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("灭火器过期9个月没有人发现，当时是谁分管的？", True),
        ("2号库房的灭火器，由谁去换，什么时候换好？", True),
        ("你们贪污的消防经费去了哪里？", False),
        ("灭火器过期造成23人受伤，是谁的责任？", False),
        ("班子成员集体隐瞒不报，为什么？", False),
    ],
)
def test_a_question_may_ask_and_claims_nothing(text: str, passes: bool) -> None:
    assert (untraceable([_line(text, "questions")], TEXTS) == ()) is passes


@pytest.mark.parametrize(
    ("text", "ground", "turned"),
    [
        ("措施写明由谁负责", "措施没有写明由谁负责", True),
        ("措施没有写明由谁负责", "措施没有写明由谁负责", False),
        ("日常监督管理很严格", "日常监督管理不够严格", True),
        ("说明学习真正入心", "说明学习没有真正入心", True),
        ("清退实际内容的协议", "4月底前清退没有实际内容的协议", True),
        ("到会的人没有发言记录", "到会的人有发言记录", True),
    ],
)
def test_a_dropped_or_added_denial_is_noticed(text: str, ground: str, turned: bool) -> None:
    assert bool(denied(text, [ground])) is turned
