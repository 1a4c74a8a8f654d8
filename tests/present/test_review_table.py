from service.present.review_table import tables_of
from service.reviews import FailedFile, PaperReview, Review
from tests.present.reviews_made import UNITS, review


def test_the_tables_come_in_the_order_a_reviewer_asks() -> None:
    assert [table.title for table in tables_of(review())] == [
        "各份材料",
        "建议退回修改",
        "共性问题",
        "普遍绕开的方面",
        "雷同",
        "与上年重复",
        "与众不同",
    ]


def test_every_row_has_a_cell_under_every_head() -> None:
    for table in tables_of(review()):
        assert {len(row) for row in table.rows} == {len(table.heads)}


def test_a_paper_has_its_row_with_its_figures() -> None:
    papers = tables_of(review())[0]
    assert [row[0] for row in papers.rows] == list(UNITS)
    assert papers.rows[7][1:4] == ("5", "0", "0%")


def test_a_unit_with_two_papers_is_told_with_the_file() -> None:
    papers = (
        PaperReview(file="班子.docx", unit=UNITS[0]),
        PaperReview(file="个人.docx", unit=UNITS[0]),
        PaperReview(file="无名.txt"),
    )
    rows = tables_of(Review(papers=papers))[0].rows
    assert [row[0] for row in rows] == [
        f"{UNITS[0]}（班子.docx）",
        f"{UNITS[0]}（个人.docx）",
        "无名.txt",
    ]


def test_what_is_empty_has_no_table() -> None:
    assert tables_of(Review(failed=(FailedFile(file="a.doc", cause="坏了"),))) == []


def test_no_sign_of_a_file_name_reaches_the_terminal() -> None:
    paper = PaperReview(file="a\x1b[2J\n.docx", missing=("缺\x07",))
    cells = [cell for table in tables_of(Review(papers=(paper,))) for r in table.rows for cell in r]
    assert "a[2J .docx" in cells
    assert not any(character < " " for cell in cells for character in cell)
