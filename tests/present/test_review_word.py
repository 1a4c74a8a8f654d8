import datetime as dt
import re
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table
from lxml import etree
from pypdf import PdfReader

from service.present.review_word import write_review
from service.reviews import FailedFile, PaperReview, Review, Source
from tests.present.reviews_made import (
    ASPECTS,
    HEADLINES,
    NOTE,
    SPAN_LETTERS,
    UNITS,
    evidence_of,
    file_of,
    review,
)
from tests.present.word_files import W, through_office

TODAY = dt.date(2026, 1, 15)
PARTS = [
    "它承认了什么",
    "具体在哪里",
    "哪些放在哪个单位都成立",
    "问了没有答的",
    "上年承诺的下落",
    "缺什么",
    "会上可以问的五个问题",
]


@pytest.fixture(name="written", scope="module")
def _written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written_to(tmp_path_factory.mktemp("review") / "review.docx", review())


def written_to(path: Path, made: Review) -> Path:
    write_review(made, path, today=TODAY)
    return path


def text_of(path: Path) -> str:
    document = Document(str(path))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def first_page(path: Path) -> list[str]:
    lines = [p.text for p in Document(str(path)).paragraphs]
    return lines[: lines.index("一、总体情况")]


def headings(path: Path) -> list[tuple[int, str]]:
    found = []
    for paragraph in Document(str(path)).paragraphs:
        name = paragraph.style.name if paragraph.style else ""
        if name and name.startswith("Heading"):
            found.append((int(name[-1]), paragraph.text))
    return found


def table_with(path: Path, head: str) -> Table:
    tables = Document(str(path)).tables
    return next(t for t in tables if head in [cell.text for cell in t.rows[0].cells])


def test_the_first_page_says_what_to_look_at_first(written: Path) -> None:
    first = "\n".join(first_page(written))
    assert "共审阅8份材料，涉及8个单位" in first
    assert "普遍绕开、没有写出具体事的方面（team-2025）：党性修养（8／8份）。" in first
    assert "共性问题：“学习”方面的问题，7个单位都有" in first
    assert f"{UNITS[5]}与本单位往年材料" in first
    assert "44%相同（已扣除规定用语）" in first
    assert "扫描件.pdf：整页是图片" in first


def test_papers_to_send_back_are_named_with_the_reason(written: Path) -> None:
    told = {line for line in first_page(written) if "：" in line}
    assert any(f"{UNITS[2]}：缺“{ASPECTS[1][0]}”" in line for line in told)
    assert any(f"{UNITS[4]}：必改的提示2处" in line for line in told)
    assert any(f"{UNITS[7]}：没有一个问题写到具体的事" in line for line in told)
    sent_back = [line for line in told if line.split("：")[0][3:] in UNITS]
    assert not any(line[3:].startswith(UNITS[0]) for line in sent_back)


def test_the_navigation_lists_sections_papers_and_parts_in_order(written: Path) -> None:
    found = headings(written)
    assert [text for level, text in found if level == 1] == [
        "一、总体情况",
        "二、雷同情况",
        "三、逐份审阅",
    ]
    papers = [text for level, text in found if level == 2][-8:]
    assert papers == [f"{n}. {unit}" for n, unit in enumerate(UNITS, 1)]
    at = found.index((2, papers[0]))
    assert [text for _, text in found[at + 1 : at + 8]] == PARTS
    assert all(b - a <= 1 for (a, _), (b, _) in pairwise(found))


def test_every_common_problem_names_its_units_and_an_example(written: Path) -> None:
    rows = [[c.text for c in row.cells] for row in table_with(written, "举例").rows][1:]
    assert [row[1].split("\n")[0] for row in rows] == ["7个", "6个", "5个", "4个"]
    assert rows[0][1].split("\n")[1] == "、".join(UNITS[:7])
    assert UNITS[0] in rows[0][2]
    assert "第1个问题" in rows[0][2]


def test_the_heat_map_is_a_table_with_numbers_and_shades(written: Path) -> None:
    table = table_with(written, "政治忠诚")
    assert [c.text for c in table.rows[0].cells][1:] == [
        ("▲" if brief == "党性修养" else "") + brief for _, brief in ASPECTS
    ]
    assert len(table.rows) == 1 + len(UNITS) + 1
    shades: dict[str, set[object]] = {}
    for cell in (c for row in table.rows for c in row.cells):
        shade = cell._tc.find(f"{W}tcPr/{W}shd")
        shades.setdefault(cell.text, set()).add("" if shade is None else shade.get(W + "fill"))
    assert shades["0／1"] == {"FFFFFF"}
    assert shades["1／1"].isdisjoint({"", "FFFFFF"})


def test_the_bar_is_as_long_as_the_share(written: Path) -> None:
    for row in list(table_with(written, "占比图").rows)[1:]:
        share, bar = row.cells[3].text, row.cells[4].text
        assert len(bar) == 10
        assert bar.count("■") * 10 == int(share.removesuffix("%"))


def test_alike_passages_stand_side_by_side_with_their_places(written: Path) -> None:
    sides = [
        t
        for t in Document(str(written)).tables
        if len(t.columns) == 2 and t.rows[0].cells[0].text == UNITS[3]
    ]
    assert len(sides) == 1
    left, right = (cell.text for cell in sides[0].rows[1].cells)
    assert left.startswith(SPAN_LETTERS)
    assert right.startswith(SPAN_LETTERS.replace("劲头", "干劲"))
    assert "第1个问题" in left
    assert "第1个问题" in right


def test_the_letters_left_out_are_told_for_every_pair(written: Path) -> None:
    table = table_with(written, "扣除字数")
    shares = [row.cells[4].text for row in table.rows][1:]
    assert shares == ["44%", "36%", "8%"]
    assert {row.cells[6].text for row in list(table.rows)[1:]} == {"812"}


def test_every_line_of_a_page_names_its_source(written: Path) -> None:
    paragraphs = Document(str(written)).paragraphs
    at = next(n for n, p in enumerate(paragraphs) if p.text == f"1. {UNITS[0]}")
    lines = [p for p in paragraphs[at + 2 :] if re.match(r"\d+\. ", p.text)][:15]
    for line in lines:
        assert len(line.runs) == 2, line.text
        grey = line.runs[1]
        assert grey.font.color.rgb is not None
        assert str(grey.font.color.rgb) == "595959"
        assert grey.font.size is not None
        assert grey.font.size.pt < 10
    assert any(f"意见 {NOTE}" in line.text for line in lines)
    assert any("2024年度.docx" in line.text for line in lines)


def test_an_empty_part_says_so(written: Path) -> None:
    lines = [p.text for p in Document(str(written)).paragraphs]
    second = lines[lines.index(f"2. {UNITS[1]}") :]
    assert second[second.index("问了没有答的") + 1] == "没有提供意见，未核对回应。"
    assert second[second.index("缺什么") + 1] == "没有发现缺项。"


def test_heads_repeat_and_short_rows_stay_whole(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    for table in document.iter(W + "tbl"):
        rows = table.findall(W + "tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_signs_nobody_sees_and_formulas_are_only_text(tmp_path: Path) -> None:
    unit = "=HYPERLINK(1)\x07某\u202e镇党委\x00"
    line = (
        review()
        .papers[0]
        .digest[0]
        .model_copy(
            update={
                "text": "正文\x1b[31m\u202e反转\n换行",
                "sources": (Source(source="\x08N1", quote=""),),
            }
        )
    )
    paper = PaperReview(file="a\x01\u2066.docx", unit=unit, digest=(line,))
    made = Review(papers=(paper,), failed=(FailedFile(file="b\x02.doc", cause="坏\x0c了"),))
    text = text_of(written_to(tmp_path / "hostile.docx", made))
    assert "=HYPERLINK(1)某镇党委" in text
    assert "正文[31m反转 换行" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", text)


def test_a_review_of_nothing_says_so_everywhere(tmp_path: Path) -> None:
    text = text_of(written_to(tmp_path / "empty.docx", Review()))
    for said in ("共审阅0份材料", "没有必须退回的材料。", "没有发现相同的段落。"):
        assert said in text


def full(text: str) -> Review:
    """Every line of every page as long as ``text``, and three times as many of them but of the
    questions, which are five."""
    made = review()
    papers = []
    for paper in made.papers[:3]:
        lines = [
            line.model_copy(
                update={
                    "text": text,
                    "sources": tuple(
                        s.model_copy(update={"source": f"{s.source}{text[:30]}"})
                        for s in line.sources
                    ),
                }
            )
            for line in paper.digest
        ]
        more = [line for line in lines if line.part != "questions"]
        update = {"digest": (*more, *more, *lines), "unit": f"{paper.unit}{text[:60]}"}
        papers.append(paper.model_copy(update=update))
    failed = tuple(FailedFile(file=f"{n}{text[:20]}.doc", cause=text) for n in range(30))
    return made.model_copy(update={"papers": tuple(papers), "failed": failed})


def pages(path: Path, folder: Path) -> list[str]:
    found = PdfReader(through_office(path, folder, "pdf")).pages
    return [re.sub(r"\s", "", page.extract_text()) for page in found]


@pytest.mark.office
@pytest.mark.parametrize("text", ["", "很长的一句话，" * 40, "WIDE LATIN words_and_more " * 20])
def test_the_first_page_is_one_page_and_every_paper_has_one(tmp_path: Path, text: str) -> None:
    made = full(text) if text else review()
    found = pages(written_to(tmp_path / "review.docx", made), tmp_path)
    assert "四、未能审阅的文件" in found[0]
    assert found[1].startswith("一、总体情况")
    last = found[-len(made.papers) :]
    for number, page in enumerate(last, 1):
        assert page.startswith(f"{number}.{UNITS[number - 1]}")
        assert "会上可以问的五个问题" in page
    if not text:
        assert all(HEADLINES[4] in page for page in last)


@pytest.mark.office
def test_no_question_for_the_meeting_is_lost_where_lines_can_be_cut(tmp_path: Path) -> None:
    found = pages(written_to(tmp_path / "review.docx", full("问得很长，" * 40)), tmp_path)
    asked = found[-1].partition("会上可以问的五个问题")[2]
    assert [n for n in range(1, 6) if f"{n}.问得很长" in asked] == [1, 2, 3, 4, 5]


def test_the_same_review_gives_the_same_words(tmp_path: Path) -> None:
    one, other = (written_to(tmp_path / name, review()) for name in ("a.docx", "b.docx"))
    assert text_of(one) == text_of(other)


def test_every_quoted_paper_is_one_of_the_review() -> None:
    known = {file_of(n) for n in range(8)} | set(review().compared)
    named = {s.source for s in evidence_of(review()) if s.source.endswith(".docx")}
    assert named <= known
