from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document

from service.blocks import SourceText
from service.kinds import load_kinds
from service.paper import Paper
from service.parsing import parse
from service.parsing.columns import columns_of
from service.readers import read
from tests.parsing.parsing_cases import assert_nothing_lost_or_doubled, headlines, source

Rows = Sequence[Sequence[str]]


def _word(
    path: Path, before: Sequence[str], rows: Rows, merges: Sequence[Sequence[int]] = ()
) -> SourceText:
    document = Document()
    for line in before:
        document.add_paragraph(line)
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for column, first, last in merges:
        table.cell(first, column).merge(table.cell(last, column))
    document.save(str(path))
    return read(path)


def _parsed(read_in: SourceText) -> Paper:
    paper = parse(read_in, load_kinds()["plan-2023"])
    assert_nothing_lost_or_doubled(paper, read_in.text)
    return paper


def test_a_row_gives_a_problem_and_its_measure_with_owner_and_deadline(tmp_path: Path) -> None:
    rows = [
        ["序号", "存在问题", "整改措施", "责任领导", "责任科室", "完成时限"],
        [
            "1",
            "学习不系统。全年只有3次研讨。",
            "每月研讨1次。",
            "党组书记",
            "办公室",
            "2024年6月底",
        ],
        ["2", "调研走马观花", "每季度蹲点3天", "副局长", "", "长期坚持"],
    ]
    read_in = _word(tmp_path / "台账.docx", ["青岚县水利局党组整改台账"], rows)
    paper = _parsed(read_in)
    assert headlines(paper, "problem") == ["学习不系统", "调研走马观花"]
    assert [(m.headline, m.owner, m.deadline, m.links) for m in paper.items("measure")] == [
        ("每月研讨1次", "党组书记；办公室", "2024年6月底", ("P01",)),
        ("每季度蹲点3天", "副局长", "长期坚持", ("P02",)),
    ]
    assert [item.text for item in paper.items("problem")] == [rows[1][1], rows[2][1]]
    assert [chapter.role for chapter in paper.chapters] == ["plan"]


def test_a_merged_cell_goes_on_below(tmp_path: Path) -> None:
    rows = [
        ["方面", "查摆问题", "措施", "责任人", "时限"],
        ["理论学习方面", "学习不系统", "1.每月研讨1次。", "党组书记", "3月底"],
        ["", "", "2.编印学习资料。", "", "5月底"],
        ["", "宣讲不接地气", "讲稿先审后用", "机关党委书记", ""],
        ["工作作风方面", "调研少", "1.每季度蹲点。\n2.带题下乡。", "副局长", "年底前"],
    ]
    merges = [(0, 1, 3), (1, 1, 2), (3, 1, 2)]
    paper = _parsed(_word(tmp_path / "方案.docx", ["整改方案", "一、整改任务"], rows, merges))
    assert [(m.headline, m.owner, m.deadline, m.links) for m in paper.items("measure")] == [
        ("每月研讨1次", "党组书记", "3月底", ("P01",)),
        ("编印学习资料", "党组书记", "5月底", ("P01",)),
        ("讲稿先审后用", "机关党委书记", "", ("P02",)),
        ("每季度蹲点", "副局长", "年底前", ("P03",)),
        ("带题下乡", "副局长", "年底前", ("P03",)),
    ]
    sections = paper.chapters[-1].sections
    placed = [(s.aspect, [i.id for i in s.items if i.role == "problem"]) for s in sections]
    assert [entry for entry in placed if entry[1]] == [
        ("理论学习", ["P01", "P02"]),
        ("工作作风", ["P03"]),
    ]


def test_a_title_row_and_a_header_of_two_rows_are_no_items(tmp_path: Path) -> None:
    rows = [
        ["青岚县水利局党组整改台账", "", "", "", ""],
        ["问题", "整改措施", "整改责任", "", "时限"],
        ["", "", "责任领导", "责任科室", ""],
        ["学得散", "每月研讨", "党组书记", "办公室", "6月底"],
    ]
    paper = _parsed(_word(tmp_path / "台账.docx", [], rows))
    assert paper.title == "青岚县水利局党组整改台账"
    assert headlines(paper, "problem") == ["学得散"]
    (measure,) = paper.items("measure")
    assert (measure.owner, measure.deadline) == ("党组书记；办公室", "6月底")


def test_a_form_for_each_problem_is_read_like_a_row(tmp_path: Path) -> None:
    rows = [
        ["存在问题", "学得散"],
        ["整改措施", "1.每月研讨。\n2.编印资料。"],
        ["责任人", "党组书记"],
        ["存在问题", "走访少"],
        ["整改措施", "每季度蹲点"],
        ["责任人", "副局长"],
    ]
    paper = _parsed(_word(tmp_path / "清单.docx", ["整改清单"], rows))
    assert headlines(paper, "problem") == ["学得散", "走访少"]
    assert [(m.headline, m.owner, m.links) for m in paper.items("measure")] == [
        ("每月研讨", "党组书记", ("P01",)),
        ("编印资料", "党组书记", ("P01",)),
        ("每季度蹲点", "副局长", ("P02",)),
    ]


def test_a_row_that_names_an_aspect_heads_the_rows_below(tmp_path: Path) -> None:
    rows = [
        ["问题", "整改措施", "责任人"],
        ["（一）政治素质方面", "", ""],
        ["请示报告不及时", "建立报告清单", "办公室主任"],
        ["（二）廉洁自律方面", "", ""],
        ["采购监督缺位", "两人经办", "财务科长"],
    ]
    paper = _parsed(_word(tmp_path / "清单.docx", ["一、问题整改清单"], rows))
    found = [
        (s.aspect, [i.headline for i in s.items if i.role != "other"])
        for s in paper.chapters[-1].sections
    ]
    assert [entry for entry in found if entry[1]] == [
        ("政治素质", ["请示报告不及时", "建立报告清单"]),
        ("廉洁自律", ["采购监督缺位", "两人经办"]),
    ]


def test_tables_under_aspect_headings_stand_in_that_aspect(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("一、整改任务和措施")
    for heading, problem in (("（一）理论学习方面", "学得散"), ("（二）工作作风方面", "走访少")):
        document.add_paragraph(heading)
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(
            [*table.rows[0].cells, *table.rows[1].cells],
            ["存在的问题", "整改措施", problem, f"改正{problem}"],
            strict=True,
        ):
            cell.text = text
    document.save(str(tmp_path / "方案.docx"))
    paper = _parsed(read(tmp_path / "方案.docx"))
    assert [
        (s.aspect, [i.headline for i in s.items if i.role != "other"])
        for s in paper.chapters[0].sections
    ] == [
        ("理论学习", ["学得散", "改正学得散"]),
        ("工作作风", ["走访少", "改正走访少"]),
    ]


def test_a_table_that_repeats_the_problems_found_above_adds_only_measures(tmp_path: Path) -> None:
    before = [
        "一、存在的问题",
        "一是学习计划不系统。",
        "二是蹲点调研次数少。",
        "二、整改措施",
        "措施见下表：",
    ]
    rows = [
        ["问题", "整改措施", "责任人"],
        ["学习计划不系统", "每月研讨", "党组书记"],
        ["蹲点调研次数少", "每季度走访6个村", "副局长"],
    ]
    paper = _parsed(_word(tmp_path / "材料.docx", before, rows))
    assert headlines(paper, "problem") == ["学习计划不系统", "蹲点调研次数少"]
    assert [(m.headline, m.links) for m in paper.items("measure")] == [
        ("每月研讨", ("P01",)),
        ("每季度走访6个村", ("P02",)),
    ]


def test_an_annex_that_repeats_the_measures_above_counts_them_once(tmp_path: Path) -> None:
    before = [
        "一、整改措施",
        "（一）编制用水计划。逐户核算用水计划，3月底前完成。",
        "（二）清理沙渚河侵占种植。2月底前清完。",
        "附表：重点任务清单",
    ]
    rows = [
        ["序号", "整改事项", "责任股室", "时限"],
        ["1", "逐户核算用水计划", "水资源股", "3月底"],
        ["2", "沙渚河侵占种植清理", "河长办", "2月底"],
    ]
    paper = _parsed(_word(tmp_path / "方案.docx", before, rows))
    assert headlines(paper, "measure") == ["编制用水计划", "清理沙渚河侵占种植"]


@pytest.mark.parametrize(
    "rows",
    [
        "| 问题 | 整改措施 | 责任人 |\n|--|--|--|\n| 学得散 | 每月研讨 | 书记 |\n| | 编资料 | |\n",
        "问题\t整改措施\t责任人\n学得散\t每月研讨\t书记\n\t编印资料\t\n",
    ],
)
def test_a_table_typed_as_text_is_read_like_one_in_word(rows: str) -> None:
    text = "一、整改任务\n" + rows
    paper = parse(source(text))
    assert_nothing_lost_or_doubled(paper, text)
    assert headlines(paper, "problem") == ["学得散"]
    assert headlines(paper, "measure")[0] == "每月研讨"


def test_other_tables_and_last_years_ledger_stay_other_text(tmp_path: Path) -> None:
    last_year = _word(
        tmp_path / "去年.docx",
        ["一、上年度整改落实情况"],
        [["存在问题", "整改措施", "完成情况"], ["学得散", "每月研讨", "已完成"]],
    )
    opinions = _word(
        tmp_path / "意见.docx",
        ["一、存在的问题", "征求意见情况："],
        [["意见建议", "提出单位", "件数"], ["窗口排队久", "服务对象", "12"]],
    )
    for read_in in (last_year, opinions):
        paper = _parsed(read_in)
        assert list(paper.items("problem", "cause", "measure")) == []


@pytest.mark.parametrize(
    ("names", "columns"),
    [
        (["序号", "整改事项", "整改措施", "时限"], ("", "problem", "measure", "deadline")),
        (["整改事项", "责任股室", "完成时限"], ("measure", "owner", "deadline")),
        (["问题类别", "问题来源", "问题表现", "原因分析"], ("aspect", "", "problem", "cause")),
        (["问题", "整改措施落实情况"], None),
        (["党组高度重视问题整改工作，立即研究部署", "措施"], None),
    ],
)
def test_columns_are_known_by_their_names(names: list[str], columns: object) -> None:
    assert columns_of(names) == columns
