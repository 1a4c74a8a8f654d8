from service.checks import fact_unsupported
from service.checks.cards import packaged_cards
from service.kind import AspectSpec, ChapterSpec, Kind
from service.notes import Note
from service.paper import Chapter, ChapterRole, Item, Paper, Section
from service.rule import Card, Finding
from service.subject import Subject

KIND = Kind(
    id="k",
    name="班子2025年度",
    scope="team",
    year=2025,
    meeting="年度民主生活会",
    paper_name="对照检查材料",
    theme="落实八项要求",
    aspects=(AspectSpec(key="loyalty", title="带头强化政治忠诚", short="忠诚"),),
    chapters=(ChapterSpec(role="problems", title="存在的问题"),),
    source="测试用",
)


def card() -> Card:
    return next(c for c in packaged_cards() if c.id == "fact.unsupported")


def subject(
    text: str,
    *notes: str,
    cited: tuple[str, ...] = (),
    role: ChapterRole = "problems",
) -> Subject:
    item = Item(id="P1", role="problem", text=text, start=0, end=len(text))
    paper = Paper(chapters=(Chapter(role=role, sections=(Section(items=(item,)),)),))
    return Subject(
        file="稿.txt",
        text=text,
        paper=paper,
        kind=KIND,
        unit="青岚县水利局党组",
        year=2025,
        notes=tuple(
            Note(id=f"n{i}", source_id=f"n{i}", text=note, group="g1" if i < 3 else None)
            for i, note in enumerate(notes, start=1)
        ),
        cited={"P1": cited} if cited else {},
    )


def findings(asked: Subject) -> list[Finding]:
    return list(fact_unsupported.find(asked, card()))


def texts(asked: Subject) -> list[str]:
    return [asked.text[f.start : f.end] for f in findings(asked)]


def test_a_figure_that_the_notes_do_not_hold_is_flagged_with_what_they_say() -> None:
    (finding,) = findings(subject("报告超期15份。", "今年超期报告有12份，客户意见大"))
    assert "12份" in finding.fields["hint"]
    (evidence,) = finding.evidence
    assert (evidence.source, evidence.quote) == ("n1", "12份")


def test_without_notes_nothing_is_flagged() -> None:
    assert texts(subject("报告超期15份。")) == []


def test_a_note_that_the_item_does_not_cite_only_softens_the_flag() -> None:
    notes = ("超期报告有12份", "灌区停水15份通知没发")
    (finding,) = findings(subject("报告超期15份。", *notes, cited=("n1",)))
    assert finding.level == "warning"
    assert finding.evidence[0].source == "n2"


def test_a_foreign_paper_is_held_against_all_notes() -> None:
    notes = ("超期报告有12份", "食堂排队要40分钟")
    assert texts(subject("报告超期12份，就餐排队四十分钟。", *notes)) == []


def test_a_figure_of_an_unrelated_note_does_not_support_one_among_many() -> None:
    notes = (
        "检测报告超期有12份",
        "食堂排队要40分钟",
        "停车位少，晚来的停路边",
        "泵站检修记录缺17份",
        "水费窗口中午没人",
        "巡查船坏了没修",
        "党课照着稿子念",
        "值班室空调不制冷",
    )
    assert texts(subject("检测报告超期17份。", *notes)) == ["17份"]
    assert texts(subject("检测报告超期12份。", *notes)) == []


def test_counts_that_the_service_takes_itself_are_supported() -> None:
    notes = ("食堂贵", "饭菜贵", "停车难")
    assert texts(subject("共收到意见建议3条，其中2条意见反映伙食。", *notes)) == []
    assert texts(subject("共收到意见建议31条。", *notes)) == ["31条"]


def test_the_kinds_own_wording_and_the_year_are_supported() -> None:
    assert texts(subject("2025年度，对照1个方面查摆。", "食堂贵")) == []


def test_what_a_paper_promises_needs_no_note() -> None:
    assert texts(subject("2026年3月底前培训5次。", "培训太少", role="measures")) == []


def test_every_example_of_the_card_behaves_as_it_says() -> None:
    for example in card().hit:
        asked = subject(example.text, *example.notes, role=example.role)
        assert texts(asked) == list(example.flags), example.text
    for example in card().miss:
        assert texts(subject(example.text, *example.notes, role=example.role)) == [], example.text


def test_a_question_of_a_draft_claims_nothing() -> None:
    asked = subject("系统掉线无人修。【待补：近两年掉线几次、现在办到哪一步】", "系统掉线没人修")
    assert texts(asked) == []


def test_the_numbers_of_other_items_claim_nothing() -> None:
    asked = subject(
        "责任担当不足。对应第一方面第3、4项，第五方面第2、17项问题。", "责任不清", role="causes"
    )
    assert texts(asked) == []


def test_the_number_of_opinions_of_a_channel_is_supported() -> None:
    asked = subject("座谈会收到意见3条。", "食堂贵", "停车难", "会太多", "灯坏了")
    notes = tuple(
        n.model_copy(update={"source": "股室座谈会" if at < 3 else "意见箱"})
        for at, n in enumerate(asked.notes)
    )
    assert texts(asked.model_copy(update={"notes": notes})) == []


COUNTED = tuple(f"{n}号泵站全年检修{n + 3}次、停机{n + 20}小时" for n in range(1, 16))


def test_a_paper_that_stands_on_other_records_gets_suggestions_and_no_errors() -> None:
    found = findings(subject("。".join(COUNTED), "食堂太贵", "停车难", "会太多", "班车晚点"))
    assert len(found) >= 20
    assert {finding.level for finding in found} == {"suggestion"}


def test_a_figure_changed_in_a_paper_that_stands_on_its_notes_stays_an_error() -> None:
    asked = subject("。".join(COUNTED).replace("停机25小时", "停机95小时"), *COUNTED)
    (finding,) = findings(asked)
    assert asked.text[finding.start : finding.end] == "95小时"
    assert finding.level is None
