from service.parsing import parse
from tests.parsing.parsing_cases import headlines, source

_HEAD = "个人对照检查材料\n一、存在的问题\n"


def test_paragraphs_that_state_problems_under_every_aspect_are_problems() -> None:
    text = (
        _HEAD + "（一）理论学习方面\n我学得不扎实。书翻了两遍。\n我讲课讲得虚。讲稿没有例子。\n"
        "（二）工作作风方面\n我到夜班去得少。全年两次。\n我外出活动，总的是守得住。没有需要说明的事项。\n"
        "二、原因分析\n一是松懈了。"
    )
    assert headlines(parse(source(text)), "problem") == [
        "我学得不扎实",
        "我讲课讲得虚",
        "我到夜班去得少",
    ]


def test_points_in_the_first_person_are_problems() -> None:
    text = (
        _HEAD + "（一）理论学习方面\n1.我学得不扎实。书翻了两遍。\n2.我讲课讲得虚。\n"
        "（二）工作作风方面\n一是我到夜班去得少；二是我批评人有时急。"
    )
    assert headlines(parse(source(text)), "problem") == [
        "我学得不扎实",
        "我讲课讲得虚",
        "我到夜班去得少",
        "我批评人有时急",
    ]


def test_an_aspect_that_only_reports_has_no_problem() -> None:
    text = (
        _HEAD + "（一）理论学习方面\n一是学习不够。全年3次。\n"
        "（二）整改落实方面\n支部认真贯彻上级部署。列出问题9个，完成7个。\n支部开展了谈话。谈了12人次。"
    )
    assert headlines(parse(source(text)), "problem") == ["学习不够"]


def test_an_aspect_without_markers_beside_others_with_points_may_state_problems() -> None:
    text = (
        _HEAD + "（一）理论学习方面\n学用还有距离。规划只写了半页。\n读原著不够。只读了2本。\n"
        "（二）工作作风方面\n一是调研少。\n二是表格多。"
    )
    assert headlines(parse(source(text)), "problem") == [
        "学用还有距离",
        "读原著不够",
        "调研少",
        "表格多",
    ]


def test_aspects_of_mere_description_hold_no_problem() -> None:
    text = (
        _HEAD + "（一）理论学习方面\n全年组织学习12次。大家都参加了。\n"
        "（二）工作作风方面\n坚持到基层走访。走访了6个村。"
    )
    assert headlines(parse(source(text)), "problem") == []
