import pytest

from service.blocks import Block, SourceText
from service.kinds import load_kinds
from service.parsing import parse
from tests.parsing.parsing_cases import headlines, source

_PROBLEMS = "一、存在的主要问题\n"


@pytest.mark.parametrize(
    ("point", "headline"),
    [
        ("一是学习不够。具体说……", "学习不够"),
        ("一是：学习不够；", "学习不够"),
        ("1．学习不够！", "学习不够"),
        ("（1）学习不够：多数时间……", "学习不够"),
        ("**1.学习不够。**全年只有3次。", "学习不够"),
        ("1\\. 学习“不够”", "学习“不够”"),
        ("⒈学习不够。", "学习不够"),
        ("⑴学习不够。", "学习不够"),
        ("①学习不够。", "学习不够"),
        ("1.12345热线办结慢。", "12345热线办结慢"),
        ("1.2021年以来学习不够。", "2021年以来学习不够"),
        ("一是8:30的晨会走过场。", "8:30的晨会走过场"),
        ("一是" + "很" * 41 + "，后半句。", "很" * 41),
        ("一是" + "很" * 36 + "，后半句。", "很" * 36 + "，后半句"),
        ("一是【待补：哪次会】", ""),
        ("一是一岗双责停在纸上。谈话记录是后补的。", "一岗双责停在纸上"),
        ("二是二级单位没有人管。", "二级单位没有人管"),
    ],
)
def test_a_headline_is_the_first_clause(point: str, headline: str) -> None:
    paper = parse(source(_PROBLEMS + point + "\n"))
    assert headlines(paper, "problem") == [headline]


@pytest.mark.parametrize(
    "line",
    [
        "坚持一是一、二是二，不打折扣。",
        "统一是关键，唯一是标准。",
        "第一议题落实不够，第一责任人意识不强。",
        "一方面事情多，另一方面人手少。",
        "3.5万元经费没有拨付。",
        "2.1公里道路没有修好。",
        "7.83万元备件积压。",
        "1.5小时的会没有议题。",
        "12.5%的党员没有参加。",
        "1.2亿元项目没有开工。",
        "2023.8.15的会议没有记录。",
        "1.125万元没有入账。",
        "8、9月份没有开会。",
    ],
)
def test_what_only_looks_like_a_marker_opens_no_point(line: str) -> None:
    paper = parse(source(f"{_PROBLEMS}（一）理论学习方面\n{line}\n"))
    assert headlines(paper, "problem") == []


def test_the_prefaces_enumerations_are_no_problems() -> None:
    paper = parse(source("为开好会议，一是抓学习，二是听意见。\n" + _PROBLEMS + "一是作风不实。"))
    assert headlines(paper, "problem") == ["作风不实"]


def test_an_inner_enumeration_belongs_to_the_point_it_stands_in() -> None:
    text = _PROBLEMS + "一是谋划不够。表现为：一是无计划；二是无调度；三是无检查。\n二是落实不够。"
    assert headlines(parse(source(text)), "problem") == ["谋划不够", "落实不够"]


def test_numbered_details_of_a_problem_are_no_problems_of_their_own() -> None:
    text = (
        _PROBLEMS + "（一）学习不够系统。主要表现：\n（1）研讨少；\n（2）自学少。\n"
        "（二）调研不够深入。\n①去得少；\n②坐得短。"
    )
    assert headlines(parse(source(text)), "problem") == ["学习不够系统", "调研不够深入"]
    under_aspect = (
        _PROBLEMS + "（一）理论学习方面\n1.学习少。\n（1）研讨少。\n⑵自学少。\n2.宣讲少。"
    )
    assert headlines(parse(source(under_aspect)), "problem") == ["学习少", "宣讲少"]


def test_true_numbers_count_after_a_line_that_begins_with_a_quantity() -> None:
    text = _PROBLEMS + "（一）理论学习方面\n3.5公里外的支部没有送学。\n1.标题不实。\n2．会议过多。"
    assert headlines(parse(source(text)), "problem") == ["标题不实", "会议过多"]


def test_a_causes_stray_word_gives_it_no_aspect() -> None:
    text = (
        _PROBLEMS + "（一）带头敬畏人民、敬畏组织、敬畏法纪方面\n一是说理少。\n"
        "二、原因分析\n（一）敬畏之心有缺口。想得少。\n三、整改措施\n（一）敬畏群众。每月接访。"
    )
    paper = parse(source(text), load_kinds()["team-2025"])
    sections = [s for c in paper.chapters[1:] for s in c.sections]
    assert [(s.aspect, s.title) for s in sections] == [("", ""), ("", "")]
    assert headlines(paper, "cause", "measure") == ["敬畏之心有缺口", "敬畏群众"]


def test_a_cause_restated_by_aspect_stands_in_that_aspects_section() -> None:
    text = (
        "一、存在的问题\n（一）理论学习方面\n一是学习不系统。\n（二）工作作风方面\n一是调研少。\n"
        "二、整改措施\n（一）工作作风方面\n1.每月调研。\n（二）理论学习方面\n1.每周自学。"
    )
    paper = parse(source(text))
    assert [(m.headline, m.links) for m in paper.items("measure")] == [
        ("每月调研", ("P02",)),
        ("每周自学", ("P01",)),
    ]


def test_a_measure_links_to_the_problem_it_names_or_resembles() -> None:
    text = (
        _PROBLEMS + "一是请示报告制度执行不严。\n二是窗口排队时间长。\n三是年轻干部培养不够。\n"
        "二、整改措施\n（一）严格请示报告制度。\n（二）落实专人负责。针对第二个问题，增开窗口。\n"
        "（三）改善后勤服务。"
    )
    paper = parse(source(text))
    assert [m.links for m in paper.items("measure")] == [("P01",), ("P02",), ()]


@pytest.mark.parametrize(
    ("text", "owner", "deadline"),
    [
        ("加强督办。责任人：办公室主任；完成时限：2024年6月底。", "办公室主任", "2024年6月底"),
        ("加强督办。（责任领导：分管副局长，整改时限：长期坚持）", "分管副局长", "长期坚持"),
        ("由法制科牵头，3月底前印发办法。", "法制科", "3月底前"),
        ("加强督办，责任人为支部书记，责任部门为办公室。", "支部书记；办公室", ""),
        ("进一步加强督办，长期坚持。", "", ""),
    ],
)
def test_a_measures_owner_and_deadline_are_taken_as_written(
    text: str, owner: str, deadline: str
) -> None:
    paper = parse(source("一、整改措施\n（一）" + text))
    (measure,) = paper.items("measure")
    assert (measure.owner, measure.deadline) == (owner, deadline)


def test_a_cause_that_mentions_an_aspect_is_still_one_cause() -> None:
    text = (
        _PROBLEMS
        + "（一）理论学习方面\n一是学习少。\n二、原因分析\n（一）理论学习方面的主观原因。想得少。"
    )
    paper = parse(source(text), load_kinds()["team-2023"])
    assert headlines(paper, "cause") == ["理论学习方面的主观原因"]


def test_a_measure_that_solves_a_problem_is_not_taken_for_one_in_a_plan() -> None:
    text = (
        "一、整改任务和措施\n（一）工作作风方面\n【整改问题】1.调研少。\n"
        "【整改措施】1.逐项解决调研走过场的问题。\n2.4月底前走访6个村。"
    )
    paper = parse(source(text))
    assert headlines(paper, "problem") == ["调研少"]
    assert headlines(paper, "measure") == ["逐项解决调研走过场的问题", "4月底前走访6个村"]


def test_a_preface_that_mentions_aspects_is_no_heading() -> None:
    text = "对照理论学习、工作作风方面要求，班子作了检查。\n" + _PROBLEMS + "一是学习少。"
    paper = parse(source(text), load_kinds()["team-2023"])
    assert [chapter.role for chapter in paper.chapters] == ["preface", "problems"]


def test_a_chapter_title_may_begin_with_a_year() -> None:
    paper = parse(
        source("一、2023年度民主生活会整改落实情况\n一是已办。\n二、存在的问题\n一是学习少。")
    )
    assert [chapter.role for chapter in paper.chapters] == ["last_year", "problems"]
    assert headlines(paper, "problem") == ["学习少"]


def test_headings_by_word_style_need_no_numbers() -> None:
    pieces: list[tuple[str, int | None]] = [
        ("青岚县水利局党组对照检查材料", None),
        ("查摆出来的突出问题", 1),
        ("学习教育", 2),
        ("一是学习不够。", None),
        ("问题背后的深层原因", 1),
        ("思想松懈。", None),
    ]
    blocks, at = [], 0
    for text, level in pieces:
        blocks.append(Block(text=text, start=at, end=at + len(text), level=level))
        at += len(text) + 1
    whole = "\n".join(text for text, _ in pieces)
    paper = parse(SourceText(file="甲.docx", format="docx", text=whole, blocks=tuple(blocks)))
    assert [chapter.role for chapter in paper.chapters] == ["problems", "causes"]
    assert [section.title for section in paper.chapters[0].sections] == ["学习教育"]
    assert headlines(paper, "problem", "cause") == ["学习不够", "思想松懈"]


def test_signature_and_date_belong_to_no_measure() -> None:
    text = "一、整改措施\n（一）加强学习。每月1次。\n青岚县水利局党组\n2024年1月5日\n"
    (measure,) = parse(source(text)).items("measure")
    assert measure.text == "（一）加强学习。每月1次。"


def test_ids_count_each_role_in_reading_order() -> None:
    text = (
        "前言。\n"
        + _PROBLEMS
        + "一是甲不够。二是乙不够。\n二、原因分析\n（一）丙。\n三、整改措施\n一是丁。"
    )
    assert [i.id for i in parse(source(text)).items()] == ["X01", "P01", "P02", "C01", "M01"]


def test_an_empty_text_is_an_empty_paper() -> None:
    paper = parse(source(" \n\u3000\n"))
    assert paper.chapters == ()
    assert paper.title == ""
