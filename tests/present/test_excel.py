import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from service.present.clues_sheet import clues_path, write_clues
from service.present.ledger import STATUSES, write_ledger
from service.present.notes_sheet import write_notes
from service.present.places import places_of
from service.present.sheet import Column, fill, open_book
from tests.present.drafts_made import ASPECT, CLUE, FORMULA, draft


def opened(path: Path) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(path)
    return {name: book[name] for name in book.sheetnames}


def table(sheet: Worksheet) -> list[dict[str, str]]:
    rows = [[str(v or "") for v in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if any(row)]


@pytest.fixture(name="notes_book")
def _notes_book(tmp_path: Path) -> dict[str, Worksheet]:
    made = draft()
    path = tmp_path / "notes.xlsx"
    write_notes(path, "意见归类表", made.notes, made.coverage, places_of(made))
    return opened(path)


@pytest.fixture(name="ledger")
def _ledger(tmp_path: Path) -> Worksheet:
    made = draft()
    path = tmp_path / "ledger.xlsx"
    assert write_ledger(path, made.paper, made.notes) == 2
    return opened(path)["整改台账"]


def test_every_note_has_its_theme_aspect_group_and_what_became_of_it(
    notes_book: dict[str, Worksheet],
) -> None:
    rows = table(notes_book["意见台账"])
    assert [row["编号"] for row in rows] == [note.id for note in draft().notes]
    first, second = rows[:2]
    assert (first["主题"], first["对照方面"], first["是否写入"]) == ("学习", ASPECT, "已写入")
    assert first["写在哪里"] == "一（一）1\n二（一）1"
    assert (second["归并"], second["是否写入"]) == ("G01", "部分写入")
    assert [row["去向"] for row in rows[2:]] == ["移交纪检", "无实质内容", "写入材料", "解释说明"]


def test_text_that_looks_like_a_formula_stays_text(notes_book: dict[str, Worksheet]) -> None:
    cell = notes_book["意见台账"].cell(4, 2)
    assert (cell.value, cell.data_type, cell.hyperlink) == (FORMULA, "s", None)


def test_a_clue_stands_word_for_word_in_its_own_file_only(
    tmp_path: Path, notes_book: dict[str, Worksheet]
) -> None:
    path = clues_path(tmp_path / "notes.xlsx")
    assert write_clues(path, draft().notes) == 1
    (sheet,) = opened(path).values()
    assert [list(row.values()) for row in table(sheet)] == [["3", CLUE, "意见箱"]]
    everything = str([list(row) for page in notes_book.values() for row in page.values])
    assert CLUE not in everything
    assert "13800000000" not in everything


def test_without_clues_there_is_no_file_for_them_nor_one_left_from_before(tmp_path: Path) -> None:
    path = clues_path(tmp_path / "notes.xlsx")
    write_clues(path, draft().notes)
    assert write_clues(path, draft().notes[:2]) == 0
    assert not path.exists()


def test_the_ledger_has_one_row_a_problem_with_the_action_that_answers_it(
    ledger: Worksheet,
) -> None:
    rows = table(ledger)
    assert [row["问题"] for row in rows] == [
        "学习中“念完就散”的问题需要正视",
        "查档窗口让群众多跑路",
    ]
    assert [row["整改措施"] for row in rows] == [
        "逐项解决学习中“念完就散”的问题。有同志建议每次定一名主讲。（具体做法、完成标准待补）",
        "扫描库存档案。先扫利用最多的婚姻档案。",
    ]
    assert [row["意见来源"] for row in rows] == ["座谈会", "问卷"]
    assert {row["对照方面"] for row in rows} == {ASPECT}


def test_an_owner_or_deadline_nobody_named_is_empty_and_red(ledger: Worksheet) -> None:
    rows = table(ledger)
    assert [(r["责任人"], r["完成时限"]) for r in rows] == [
        ("", ""),
        ("办公室主任", "2026年9月底"),
    ]
    formulas = [
        formula
        for area in ledger.conditional_formatting
        for rule in area.rules
        for formula in rule.formula
    ]
    assert 'AND($C3<>"",$F3="")' in formulas
    assert 'AND($C3<>"",$H3="")' in formulas
    assert any("$H3<TODAY()" in formula for formula in formulas)


def test_a_status_is_chosen_from_a_list_and_dates_are_checked(ledger: Worksheet) -> None:
    checks = {c.type: c for c in ledger.data_validations.dataValidation}
    assert str(checks["list"].formula1).strip('"').split(",") == list(STATUSES)
    assert "I3" in checks["list"].sqref
    dates = [c.sqref for c in ledger.data_validations.dataValidation if c.type == "date"]
    assert any("H3" in area for area in dates)
    assert any("L3" in area for area in dates)
    assert {row["状态"] for row in table(ledger)} == {"未启动"}


def test_a_sheet_prints_on_a4_with_its_head_on_every_page(
    notes_book: dict[str, Worksheet],
) -> None:
    page = notes_book["意见台账"]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.page_setup.fitToHeight == 0
    assert page.print_title_rows == "$1:$2"
    assert page.freeze_panes == "B3"


def test_a_row_is_high_enough_for_its_longest_text(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = open_book(path)
    fill(book, "表", "题", [Column("短", 10), Column("长", 20)], [("是", "字" * 100), ("是", "字")])
    book.close()
    heights = [opened(path)["表"].row_dimensions[row].height for row in (3, 4)]
    assert heights[0] is not None
    assert heights[1] is not None
    # 100 characters of 2.1 widths in 20 take 11 lines of 15 points.
    assert heights[0] >= 11 * 15
    assert heights[1] < 30


def test_control_characters_numbers_and_days_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = open_book(path)
    day = dt.date(2026, 3, 31)
    columns = [Column(name, 10) for name in "甲乙丙丁"]
    fill(book, "表", "题\x0b", columns, [("坏\x00字\ud800", 12, day, None)])
    book.close()
    row = [cell.value for cell in opened(path)["表"][3]]
    assert row == ["坏字", 12, dt.datetime(2026, 3, 31), None]
