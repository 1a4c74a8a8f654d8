"""Sorting, told by what becomes of single lines."""

import pytest

from service.kind import Kind
from service.kinds import load_kinds
from service.notes import Note, RawNote
from service.sorting import sort_notes

KINDS = load_kinds()
SIX = KINDS["team-2023"]
FIVE = KINDS["team-2021"]


def sorted_lines(*texts: str, kind: Kind = SIX, source: str = "座谈会记录") -> tuple[Note, ...]:
    raw = [RawNote(id=f"N{n}", text=text, source=source) for n, text in enumerate(texts, start=1)]
    return sort_notes(raw, kind).notes


def one(text: str, kind: Kind = SIX, source: str = "座谈会记录") -> Note:
    (note,) = sorted_lines(text, kind=kind, source=source)
    return note


@pytest.mark.parametrize(
    "text",
    [
        "无",
        "/",
        "没啥意见，都挺好",
        "意见：无",
        "对班子工作非常满意",
        "希望领导多注意身体",
        "祝愿单位蒸蒸日上，再创佳绩！",
        "班子团结务实，成绩大家都看在眼里",
        "我同意前面几位的意见",
        "一时想不起来",
        "领导太忙了，多歇歇",
        "都挺好的吧",
        "工作组织得有条不紊，值得肯定",
    ],
)
def test_a_line_without_content_is_counted_but_not_filed(text: str) -> None:
    note = one(text)
    assert note.empty
    assert note.aspect is None
    assert note.group is None
    assert note.questions == ()


@pytest.mark.parametrize(
    "text",
    [
        "希望领导多下基层",
        "伙食很好，就是贵",
        "满意度不高",
        "没有停车位",
        "希望能关心一下离退休老同志",
        "提高待遇",
        "窗口再热情一点",
        "还行，但效率要提高",
        "民主生活会前说是谈心，其实每个人五分钟",
    ],
)
def test_a_demand_is_content_however_short_or_polite(text: str) -> None:
    assert not one(text).empty


def test_a_numbered_list_of_nothing_is_nothing() -> None:
    assert all(note.empty for note in sorted_lines("1.无 2.无"))


def test_a_heading_between_the_lines_is_no_opinion() -> None:
    assert one("【意见箱】").empty


def test_the_number_a_line_has_in_its_list_is_not_part_of_the_opinion() -> None:
    assert one("12.食堂太贵").text == "食堂太贵"
    assert one("3.5万元的设备一直闲置").text == "3.5万元的设备一直闲置"


def test_the_same_as_above_is_counted_to_the_line_before() -> None:
    report = sort_notes([RawNote(id="A1", text="职工停车太难"), RawNote(id="A2", text="同上")], SIX)
    assert report.notes[1].empty
    assert "A1" in report.notes[1].reason
    assert report.counts["echoes"] == 1


def test_several_opinions_in_one_cell_become_several_notes() -> None:
    notes = sorted_lines("1.食堂菜又贵又凉；2.三会一课记录是后补的；3.没别的了")
    assert [note.id for note in notes] == ["N1-1", "N1-2", "N1-3"]
    assert [note.empty for note in notes] == [False, False, True]
    assert {note.source_id for note in notes} == {"N1"}


def test_a_connector_starts_another_opinion() -> None:
    notes = sorted_lines("报销要找六个人签字，另外周末加班从来不给调休")
    assert [note.text for note in notes] == ["报销要找六个人签字", "周末加班从来不给调休"]


@pytest.mark.parametrize(
    "text",
    [
        "门禁台账和实际对不上，去年查过今年还这样",
        "审批太慢。比如买一台打印机等了两个月",
        "仓库的灭火器过期了；建议尽快更换灭火器",
        "还有的同志不会用新系统",
    ],
)
def test_a_cause_an_example_or_a_suggestion_stays_with_its_complaint(text: str) -> None:
    assert one(text).text == text


def test_what_others_said_already_is_left_out() -> None:
    assert one("培训的事大家都提了，我只补一条：值班没有补休").text == "值班没有补休"


def test_praise_before_but_leaves_the_complaint() -> None:
    note = one("领导班子团结务实，但三会一课经常不按时开")
    assert note.text == "三会一课经常不按时开"
    assert not note.empty


def test_praise_that_names_what_is_complained_of_is_kept() -> None:
    assert one("伙食很好，就是贵").text == "伙食很好，就是贵"


@pytest.mark.parametrize(
    "text",
    [
        "听说某科长收过供货商的红包",
        "有人说主任的小舅子承包了保洁",
        "报销里头有猫腻，请查一查",
        "他家装修用的是单位的材料",
        "某副站长和女下属关系不正常",
        "有人在外面开公司和单位做生意",
        "主任违反规定收供应商的红包",
        "食堂采购员家里就是卖菜的，单位的菜都从他家进",
        "好几个人根本没值过班也签了字领钱",
        "修围墙报了八万，我看顶多三万",
        "某副局长的弟弟承接了办公楼改造工程",
        "单位公务车节假日经常停在领导家小区楼下",
        "加油发票开的是油，实际换的是别的东西",
        "临时工工资表上有三个人谁也没见过",
        "站里的柴油有人用桶往家提",
        "老板请队里几个人去洗脚唱歌",
    ],
)
def test_an_allegation_goes_to_the_inspectors_word_for_word(text: str) -> None:
    note = one(text)
    assert note.route == "clue"
    assert note.text == text
    assert note.group is None
    assert note.questions == ()


def test_a_clue_is_never_parted_from_what_its_writer_said_with_it() -> None:
    text = "食堂又贵又难吃。听说食堂是李主任的小舅子包的，还有采购也归他管"
    assert one(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "采购不透明，建议公开",
        "重点岗位没有轮岗，采购员干了9年",
        "加强节前提醒，防止收受礼品",
        "希望领导过节给职工送点慰问品",
        "有人说食堂要涨价",
        "公车司机经常加班没有补助",
        "亲戚朋友来办事也要排队",
        "供应商货款拖了半年没付",
        "库房物资对不上账，建议盘点",
        "孩子放学没人接，希望单位办托管",
        "考勤机坏了没人修",
    ],
)
def test_a_remark_about_rules_or_pay_accuses_nobody(text: str) -> None:
    assert one(text).route == "draft"


def test_what_inspectors_found_is_answered_as_a_finding() -> None:
    assert one("个别支出重复报销，凭证不全", source="巡察反馈").route == "draft"


@pytest.mark.parametrize(
    "text",
    [
        "编制太少，人手不够",
        "职称名额上面卡得太紧",
        "省平台老是卡",
        "编制空了几个不批",
        "绩效总量卡死了",
    ],
)
def test_what_the_unit_cannot_decide_is_explained(text: str) -> None:
    note = one(text)
    assert note.route == "beyond"
    assert "宜" in note.reason


def test_leave_for_overtime_is_in_the_units_power() -> None:
    assert one("周末加班没调休").route == "draft"


def test_the_same_matter_has_its_place_in_every_years_headings() -> None:
    text = "三会一课记录都是后来补的"
    assert one(text, SIX).aspect == "政治素质"
    assert one(text, FIVE).aspect == FIVE.aspects[4].title
    assert one(text, KINDS["branch-2023"]).aspect == KINDS["branch-2023"].aspects[2].title


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_kind_files_every_opinion(kind: Kind) -> None:
    titles = {aspect.title for aspect in kind.aspects}
    assert one("学习就是念文件", kind).aspect in titles
    assert one("系统老是卡死", kind).aspect in titles


def test_study_and_party_life_are_party_spirit_in_2025_and_conviction_is_loyalty() -> None:
    kind = KINDS["team-2025"]
    short = {aspect.title: aspect.short for aspect in kind.aspects}
    assert short[one("学习就是念文件", kind).aspect or ""] == kind.aspects[1].short
    assert short[one("三会一课记录都是后来补的", kind).aspect or ""] == kind.aspects[1].short
    assert short[one("舆情来了没人回应", kind).aspect or ""] == kind.aspects[0].short
    assert short[one("重业务轻党建，一年没研究过", kind).aspect or ""] == kind.aspects[4].short


def test_a_complaint_of_service_has_a_theme_in_any_trade() -> None:
    notes = sorted_lines("雨后水浑", "停水不通知", "用户反映暖气不热")
    assert {note.theme for note in notes} == {"服务"}


def test_words_far_apart_in_a_note_are_not_read_as_one_turn_of_speech() -> None:
    assert one("会计人手少，报一次账要等上好几天").theme != "会议文件"


def test_a_kind_of_the_users_own_is_filed_by_the_words_of_its_titles() -> None:
    aspects = [
        {"key": "a", "title": "改进工作作风、联系群众", "short": "作风"},
        {"key": "b", "title": "深化理论学习", "short": "学习"},
    ]
    own = SIX.model_validate({**SIX.model_dump(), "id": "own", "aspects": aspects})
    assert one("中心组学习只是念文件", own).aspect == "深化理论学习"


def test_the_reason_names_the_words_it_rests_on() -> None:
    assert "“轮岗”" in one("重点岗位轮岗没执行").reason


def test_a_note_nobody_can_place_says_so() -> None:
    note = one("甲乙丙丁戊己庚辛")
    assert "人工核对" in note.reason


def test_the_same_said_in_other_words_is_one_group() -> None:
    notes = sorted_lines(
        "中心组学习就是念文件", "学习照本宣科，没人讨论", "食堂太贵", "学了新要求，规划没修订"
    )
    assert [note.group for note in notes] == ["G01", "G01", None, None]


def test_the_same_complaint_about_different_things_is_not_one_group() -> None:
    notes = sorted_lines("报销审批环节太多", "请假审批环节太多，层层签", "办公楼电梯坏了没人修")
    assert {note.group for note in notes} == {None}


def test_a_vague_note_is_met_with_questions_and_a_concrete_one_is_not() -> None:
    assert 1 <= len(one("办事流程繁琐").questions) <= 2
    assert one("报销差旅费要签7个字，等了15天").questions == ()


def test_family_matters_and_names_are_marked() -> None:
    note = one("老陈家孩子住院，工会没来问过，他电话13912345678")
    marked = {span.kind: note.text[span.start : span.end] for span in note.personal}
    assert marked["family"] == "孩子住院"
    assert marked["phone"] == "13912345678"
    assert marked["name"] == "老陈"
