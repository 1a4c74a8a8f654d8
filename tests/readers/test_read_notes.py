"""Notes are found in the files in which units collect them, and what is no note is said."""

from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document as DocumentObject

from service.readers import read_notes
from service.readers.notes import NotesFile


def _text(folder: Path, text: str, name: str = "notes.txt") -> NotesFile:
    (folder / name).write_text(text, "utf-8")
    return read_notes(folder / name)


Row = list[str | int | None]


def _sheet(folder: Path, *rows: Row, merges: Sequence[str] = ()) -> NotesFile:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    book.save(folder / "notes.xlsx")
    return read_notes(folder / "notes.xlsx")


def _texts(notes: NotesFile) -> list[str]:
    return [note.text for note in notes.notes]


def _sources(notes: NotesFile) -> list[str]:
    return [note.source for note in notes.notes]


@pytest.mark.parametrize(
    "mark", ["1.", "12、", "（3）", "(4)", "①", "-", "• ", "5）", "6． ", "（七）", "八、", ""]
)
def test_a_list_mark_is_taken_off_and_the_rest_is_verbatim(mark: str, tmp_path: Path) -> None:
    notes = _text(tmp_path, f"{mark}办事 流程慢，1.5万元的报销等了3天。\n")
    assert _texts(notes) == ["办事 流程慢，1.5万元的报销等了3天。"]


def test_a_number_that_belongs_to_the_text_stays(tmp_path: Path) -> None:
    lines = "1.5万元的报销等了3天\n2024年没有组织过培训\n一是流程慢"
    assert _texts(_text(tmp_path, lines)) == lines.split("\n")


def test_lines_get_ids_in_order_and_blank_ones_are_nothing(tmp_path: Path) -> None:
    notes = _text(tmp_path, "流程慢\r\n\r\n无\r\n   \r\n食堂贵")
    assert [(note.id, note.text) for note in notes.notes] == [
        ("N001", "流程慢"),
        ("N002", "无"),
        ("N003", "食堂贵"),
    ]
    assert notes.skipped == ()


def test_headings_give_the_source_of_the_lines_below_them(tmp_path: Path) -> None:
    notes = _text(
        tmp_path,
        "柳溪镇党委征求意见汇总\n座谈会意见：\n1、流程慢\n【意见箱】\n2、食堂贵\n"
        "三、谈心谈话意见\n希望多组织座谈会\n（二）网上留言\n窗口态度差\n【问卷】停车难\n",
    )
    assert list(zip(_sources(notes), _texts(notes), strict=True)) == [
        ("座谈会意见", "流程慢"),
        ("意见箱", "食堂贵"),
        ("谈心谈话意见", "希望多组织座谈会"),
        ("网上留言", "窗口态度差"),
        ("问卷", "停车难"),
    ]
    assert len(notes.skipped) == 5
    assert notes.skipped[0] == "第1行：标题（柳溪镇党委征求意见汇总）"


@pytest.mark.parametrize(
    "wish",
    [
        "一、希望多组织座谈会",
        "二、建议领导多听基层意见",
        "（三）对职工反映的问题缺少反馈",
        "四、没有意见",
    ],
)
def test_a_numbered_wish_is_no_heading(wish: str, tmp_path: Path) -> None:
    assert len(_text(tmp_path, wish).notes) == 1


def test_every_line_is_a_note_or_is_said_to_be_none(tmp_path: Path) -> None:
    lines = ["征求意见汇总", "座谈会：", "1.流程慢", "——", "2.无", "【其他】", "领导很辛苦"]
    notes = _text(tmp_path, "\n".join(lines))
    assert len(notes.notes) + len(notes.skipped) == len(lines)


def test_json_lines_keep_ids_text_and_source(tmp_path: Path) -> None:
    notes = _text(
        tmp_path,
        '{"id": "a1", "text": " 1、流程慢 ", "source": "座谈会"}\n\n{"text": "食堂贵"}\n'
        '{"id": 7, "text": "无"}\n{"id": "a1", "text": "停车难"}\n{"id": "x", "text": ""}\n',
        "notes.jsonl",
    )
    assert [(note.id, note.text, note.source) for note in notes.notes] == [
        ("a1", " 1、流程慢 ", "座谈会"),
        ("N002", "食堂贵", ""),
        ("7", "无", ""),
        ("a1-2", "停车难", ""),
    ]
    assert len(notes.skipped) == 1
    assert "第6行" in notes.skipped[0]


@pytest.mark.parametrize(
    "header",
    [
        "意见",
        "意见建议",
        "意见 建议",
        "内容",
        "原文",
        "主要内容",
        "反映的问题",
        "text",
        "意见建议（原话）",
        "对领导班子的意见和建议",
    ],
)
def test_the_column_of_opinions_is_found_by_its_name(header: str, tmp_path: Path) -> None:
    notes = _text(tmp_path, f"序号,{header},来源,备注\n3,流程慢,座谈会,急\n", "notes.csv")
    assert [(note.id, note.text, note.source) for note in notes.notes] == [
        ("3", "流程慢", "座谈会")
    ]


@pytest.mark.parametrize("header", ["来源", "渠道", "征求意见渠道", "单位", "反馈单位", "source"])
def test_the_column_of_sources_is_found_by_its_name(header: str, tmp_path: Path) -> None:
    assert _sources(_text(tmp_path, f"{header},意见建议\n离退休,流程慢\n", "notes.csv")) == [
        "离退休"
    ]


def test_titles_above_the_header_and_totals_below_are_skipped_and_said(tmp_path: Path) -> None:
    notes = _sheet(
        tmp_path,
        ["青岚县水利局党组征求意见汇总表"],
        ["填报单位：办公室", None, "填报时间：3月"],
        ["序号", "意见建议", "来源"],
        [1, "流程慢", "座谈会"],
        [2, None, "座谈会"],
        ["序号", "意见建议", "来源"],
        [3, "食堂贵", "意见箱"],
        ["合计", "2条"],
        merges=["A1:C1"],
    )
    assert [note.id for note in notes.notes] == ["1", "3"]
    assert [line.split("：")[0] for line in notes.skipped] == [
        f"Sheet第{row}行" for row in (1, 2, 3, 5, 6, 8)
    ]


def test_a_merged_source_holds_for_its_rows_and_an_empty_one_for_none(tmp_path: Path) -> None:
    rows: list[Row] = [["来源", "意见"], ["座谈会", "甲事"], [None, "乙事"], [None, "丙事"]]
    assert _sources(_sheet(tmp_path, *rows, merges=["A2:A3"])) == ["座谈会", "座谈会", ""]


def test_the_verbatim_column_goes_before_the_summary(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["序号", "原文", "归并表述", "处理意见"],
        [1, "窗口老没人", "服务不到位", "立改"],
    ]
    assert _texts(_sheet(tmp_path, *rows)) == ["窗口老没人"]


def test_two_columns_of_opinions_are_both_read(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["序号", "存在问题", "意见建议"],
        [1, "流程慢", "减少环节"],
        [2, None, "多下基层"],
    ]
    notes = _sheet(tmp_path, *rows)
    assert [(note.id, note.text) for note in notes.notes] == [
        ("1", "流程慢"),
        ("1-2", "减少环节"),
        ("2", "多下基层"),
    ]


def test_sheets_are_read_one_after_another_and_their_names_are_sources(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, text in (("座谈会", "流程慢"), ("意见箱", "食堂贵")):
        sheet = book.create_sheet(name)
        sheet.append(["序号", "意见"])
        sheet.append([1, text])
    del book["Sheet"]
    book.save(tmp_path / "notes.xlsx")
    notes = read_notes(tmp_path / "notes.xlsx")
    assert [(note.id, note.text, note.source) for note in notes.notes] == [
        ("1", "流程慢", "座谈会"),
        ("1-2", "食堂贵", "意见箱"),
    ]


def test_a_cell_of_several_lines_stays_one_note(tmp_path: Path) -> None:
    assert _texts(_sheet(tmp_path, ["序号", "意见"], [1, "1.流程慢\n2.食堂贵"])) == [
        "1.流程慢\n2.食堂贵"
    ]


def test_a_csv_in_gb18030_is_read(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_bytes("编号,意见建议,渠道\nA-1,流程慢,问卷\n".encode("gb18030"))
    (note,) = read_notes(path).notes
    assert (note.id, note.text, note.source) == ("A-1", "流程慢", "问卷")


def _word(folder: Path, document: DocumentObject) -> NotesFile:
    path = folder / "notes.docx"
    document.save(str(path))
    return read_notes(path)


def test_a_word_list_gives_its_paragraphs(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("座谈会意见", 1)
    document.add_paragraph("流程慢", style="List Number")
    document.add_paragraph("食堂贵", style="List Number")
    notes = _word(tmp_path, document)
    assert list(zip(_sources(notes), _texts(notes), strict=True)) == [
        ("座谈会意见", "流程慢"),
        ("座谈会意见", "食堂贵"),
    ]


def _add_table(document: DocumentObject, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def test_a_word_table_gives_its_rows_and_the_text_around_it_is_said(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("征求意见汇总表")
    _add_table(document, [["序号", "意见建议", "来源"], ["1", "流程慢", "座谈会"]])
    document.add_paragraph("填表单位 办公室")
    notes = _word(tmp_path, document)
    assert _texts(notes) == ["流程慢"]
    assert any("填表单位 办公室" in line for line in notes.skipped)


def test_a_heading_above_a_word_table_is_the_source_of_its_rows(tmp_path: Path) -> None:
    document = docx.Document()
    for heading, text in (("一、座谈会意见", "流程慢"), ("二、意见箱", "食堂贵")):
        document.add_paragraph(heading)
        _add_table(document, [["序号", "意见建议"], ["1", text]])
    notes = _word(tmp_path, document)
    assert list(zip(_sources(notes), _texts(notes), strict=True)) == [
        ("座谈会意见", "流程慢"),
        ("意见箱", "食堂贵"),
    ]


TALK = [
    ["时间", "3月5日", "地点", "会议室"],
    ["谈话人", "局长", "谈话对象", "科员"],
]


def test_a_talk_in_a_table_gives_one_note_per_line_of_its_opinions(tmp_path: Path) -> None:
    document = docx.Document()
    _add_table(document, [*TALK, ["谈话要点", "1.流程慢\n2.培训少", "", ""]])
    _add_table(document, [*TALK, ["意见建议", "食堂贵", "", ""], ["后续", "已转办", "", ""]])
    notes = _word(tmp_path, document)
    assert _texts(notes) == ["流程慢", "培训少", "食堂贵"]
    assert set(_sources(notes)) == {"谈心谈话记录"}
    assert any("已转办" in line for line in notes.skipped)


def test_the_opinions_of_a_talk_may_stand_under_their_label(tmp_path: Path) -> None:
    document = docx.Document()
    _add_table(document, [*TALK, ["谈话内容", "", "", ""], ["流程慢", "", "", ""]])
    assert _texts(_word(tmp_path, document)) == ["流程慢"]


def test_a_talk_in_labelled_lines_gives_the_lines_of_its_content(tmp_path: Path) -> None:
    notes = _text(
        tmp_path,
        "谈心谈话记录\n时间：3月5日\n地点：会议室\n谈话人：局长\n谈话对象：科员\n"
        "谈话内容：\n1.流程慢\n2.食堂：菜太贵\n意见建议：多培训\n记录人：办公室\n",
    )
    assert _texts(notes) == ["流程慢", "食堂：菜太贵", "多培训"]
    assert set(_sources(notes)) == {"谈心谈话记录"}
    assert len(notes.skipped) == 7
