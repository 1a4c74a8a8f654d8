import pytest

from service.errors import BadInput
from service.kinds import read_kind
from service.notices import ProposedKind, from_notice

_TEAM_2025 = """关于开好2025年度党员领导干部民主生活会的通知
各党委、党组：
会议主题是“深入学习贯彻党的二十届四中全会精神，以优良作风真抓实干”。
班子对照检查材料要围绕“五个带头”查摆问题：一是带头强化政治忠诚、提高政治能力；\
二是带头固本培元、增强党性；\
三是带头敬畏人民、敬畏组织、敬畏法纪；四是带头干事创业、担当作为；五是带头坚决扛起管党治党责任。\
要通报2024年度民主生活会整改落实情况，单列反面典型案例剖析，深刻剖析原因，提出整改措施。
材料控制在4000字以内，于1月15日前报县纪委。"""
_TEAM_QUOTED = """中共青岚县委办公室关于召开2024年度民主生活会的通知
领导班子对照检查重点围绕“带头严守政治纪律和政治规矩，维护党的团结统一”“带头增强党性、\
严守纪律、砥砺作风”\
“带头在遵规守纪、清正廉洁前提下勇于担责、\
敢于创新”“带头履行全面从严治党政治责任”四个方面，逐项查找问题、分析原因、\
明确措施，字数3000-4000字。"""
_BRANCH_LIST = """关于召开2023年主题教育专题组织生活会的通知
支部班子要重点从组织开展主题教育、执行上级组织决定、严格组织生活、加强党员教育管理监督、\
联系服务群众、抓好自身建设\
六个方面查找不足。会后3个工作日内报送情况。"""
_BRANCH_LINES = """局机关各党支部：现就做好2021年度组织生活会有关事项通知如下。\
支委会对照检查要重点对照以下五个方面：
1.对照履行党章规定的职责任务
2.对照落实党中央和上级党组织部署要求
3.对照人民群众的新期待
4.发挥政治功能和组织力
5.以往组织生活会问题整改情况
材料须分析原因、提出措施，于2022年1月20日前交组织科。"""
_PLAN = """关于制定2023年主题教育专题民主生活会整改方案的通知
各单位要从理论学习、政治素质、能力本领、担当作为、工作作风、廉洁自律六个方面制定整改方案，\
逐条明确责任人和完成时限。"""
_INDIVIDUAL = """关于做好党员个人对照检查的通知
按照2022年度组织生活会安排，每名党员撰写个人对照检查材料，对照政治信仰、党员意识、理论学习、\
能力本领、作用发挥、\
纪律作风等方面查找不足，每份1500字左右，12月25日前交支部。"""
_CIRCLED = """召开2024年度民主生活会，班子查摆以下4个方面：①推动改革攻坚；②服务群众；\
③防范风险隐患；④党风廉政建设。\
主题为：真抓实干，作风为先，服务群众办实事。"""
_TWO_PAPERS = """关于开好2023年主题教育专题民主生活会的通知
领导班子对照检查材料、班子成员个人对照检查材料，均围绕理论学习、政治素质、能力本领、\
担当作为、工作作风、廉洁自律\
6个方面查摆，并进行典型案例剖析。"""
_MISCOUNTED = """召开2025年度民主生活会，对照“五个带头”查摆：带头学习理论、提高本领；\
带头服务群众、改进作风；\
带头担当作为、攻坚克难。班子对照检查材料请报送。"""


def _titles(proposed: ProposedKind) -> list[str]:
    return [aspect.title for aspect in proposed.kind.aspects]


@pytest.mark.parametrize(
    ("notice", "scope", "year", "meeting", "count", "last"),
    [
        (_TEAM_2025, "team", 2025, "民主生活会", 5, "带头坚决扛起管党治党责任"),
        (_TEAM_QUOTED, "team", 2024, "民主生活会", 4, "带头履行全面从严治党政治责任"),
        (_BRANCH_LIST, "branch", 2023, "主题教育专题组织生活会", 6, "抓好自身建设"),
        (_BRANCH_LINES, "branch", 2021, "组织生活会", 5, "以往组织生活会问题整改情况"),
        (_PLAN, "plan", 2023, "主题教育专题民主生活会", 6, "廉洁自律"),
        (_INDIVIDUAL, "individual", 2022, "组织生活会", 6, "纪律作风"),
        (_CIRCLED, "team", 2024, "民主生活会", 4, "党风廉政建设"),
        (_TWO_PAPERS, "team", 2023, "主题教育专题民主生活会", 6, "廉洁自律"),
    ],
)
def test_a_notice_gives_scope_year_meeting_and_aspects(
    notice: str, scope: str, year: int, meeting: str, count: int, last: str
) -> None:
    proposed = from_notice(notice)
    kind = proposed.kind
    assert (kind.scope, kind.year, kind.meeting) == (scope, year, meeting)
    assert len(kind.aspects) == count
    assert _titles(proposed)[-1] == last


@pytest.mark.parametrize("notice", [_TEAM_2025, _TEAM_QUOTED, _BRANCH_LINES, _PLAN, _INDIVIDUAL])
def test_a_proposed_kind_can_be_saved_and_read_as_a_kind(notice: str) -> None:
    proposed = from_notice(notice)
    assert read_kind(proposed.to_yaml(), "拟定.yaml") == proposed.kind


@pytest.mark.parametrize("notice", [_TEAM_2025, _TEAM_QUOTED, _BRANCH_LINES, _CIRCLED])
def test_every_piece_of_evidence_stands_in_the_notice(notice: str) -> None:
    proposed = from_notice(notice)
    assert {"aspects", "year"} <= {evidence.field for evidence in proposed.evidence}
    for evidence in proposed.evidence:
        assert notice[evidence.start : evidence.end] == evidence.quote


def test_chapters_theme_length_and_deadline_are_those_the_notice_asks_for() -> None:
    proposed = from_notice(_TEAM_2025)
    assert [chapter.role for chapter in proposed.kind.chapters] == [
        "preface",
        "last_year",
        "problems",
        "cases",
        "causes",
        "measures",
    ]
    assert proposed.kind.theme == "深入学习贯彻党的二十届四中全会精神，以优良作风真抓实干"
    assert proposed.kind.length == (1, 4000)
    assert proposed.deadlines == ("材料控制在4000字以内，于1月15日前报县纪委",)
    assert from_notice(_TEAM_QUOTED).kind.length == (3000, 4000)
    assert from_notice(_PLAN).kind.length is None


def test_what_a_person_must_confirm_is_listed_above_the_file() -> None:
    proposed = from_notice(_MISCOUNTED)
    assert any("5个方面，读出3个" in doubt for doubt in proposed.unsure)
    assert "# 请确认：" in proposed.to_yaml()
    assert any("个人" in doubt for doubt in from_notice(_TWO_PAPERS).unsure)


@pytest.mark.parametrize(
    "text",
    ["", "明天下午两点在三楼会议室开会，请准时参加。", "召开2025年度民主生活会，请做好准备。"],
)
def test_a_notice_without_aspects_is_refused_saying_what_to_do(text: str) -> None:
    with pytest.raises(BadInput, match="没有在通知中找到对照方面"):
        from_notice(text)


def test_a_notice_without_any_year_is_refused() -> None:
    with pytest.raises(BadInput, match="没有年份"):
        from_notice("民主生活会要围绕理论学习、政治素质、工作作风三个方面查摆。")
