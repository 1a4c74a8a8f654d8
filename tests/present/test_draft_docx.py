import datetime as dt
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from service.drafts import Draft
from service.paper import Chapter, Item, Paper, Section, Sentence
from service.parsing import parse
from service.present.word import beside_questions, write_draft, write_text
from service.readers import read_here
from service.typeset import typeset
from tests.present.drafts_made import ASK, CLUE, FORMULA, draft
from tests.present.word_files import W, comment_anchors, through_office

TODAY = dt.date(2026, 1, 15)
RUN_ORDER = [
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "color",
    "spacing",
    "sz",
    "szCs",
    "highlight",
    "u",
    "lang",
]
PARAGRAPH_ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "widowControl",
    "numPr",
    "kinsoku",
    "overflowPunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "snapToGrid",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "rPr",
]


@pytest.fixture(name="written", scope="module")
def _written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("draft") / "draft.docx"
    made = draft()
    write_draft(made, path, today=TODAY, flags=made.flags)
    return path


def part(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(f"word/{name}.xml"))


def visible(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(W + "t"))


def test_the_file_reads_back_as_the_draft(written: Path) -> None:
    made = draft()
    read = parse(read_here(written))
    assert read.title == made.paper.title
    assert (read.unit, read.year) == (made.paper.unit, made.paper.year)
    assert [(c.role, c.title) for c in read.chapters] == [
        (c.role, c.title) for c in made.paper.chapters
    ]
    for role in ("problem", "measure"):
        found = [item.headline for item in read.items(role)]
        assert found == [item.headline for item in made.paper.items(role)]


def test_every_line_of_the_draft_stands_in_the_file(written: Path) -> None:
    text = read_here(written).text
    for line in draft().text.replace("\x0b", "").replace("\x01", "").split("\n")[1:]:
        assert line in text


def test_the_page_has_the_numbers_of_the_standard(written: Path) -> None:
    section = next(part(written, "document").iter(W + "sectPr"))
    size, margin, grid = (section.find(W + tag) for tag in ("pgSz", "pgMar", "docGrid"))
    assert size is not None
    assert margin is not None
    assert grid is not None
    assert (size.get(W + "w"), size.get(W + "h")) == ("11906", "16838")
    millimetres = {k: round(int(str(margin.get(W + k))) / 1440 * 25.4) for k in ("top", "left")}
    assert millimetres == {"top": 37, "left": 28}
    width = 11906 - sum(int(str(margin.get(W + k))) for k in ("left", "right"))
    height = 16838 - sum(int(str(margin.get(W + k))) for k in ("top", "bottom"))
    assert (round(width / 1440 * 25.4), round(height / 1440 * 25.4)) == (156, 225)
    assert (grid.get(W + "type"), grid.get(W + "linePitch")) == ("lines", "579")
    assert height // 579 == 22
    assert width >= 28 * (16 * 20 - 5)


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Normal", "仿宋_GB2312", "32"),
        ("Heading1", "黑体", "32"),
        ("Heading2", "楷体_GB2312", "32"),
    ],
)
def test_the_styles_have_the_faces_of_the_standard(
    style: str, face: str, size: str, written: Path
) -> None:
    found = part(written, "styles").find(f"{W}style[@{W}styleId='{style}']/{W}rPr")
    assert found is not None
    fonts, points = found.find(W + "rFonts"), found.find(W + "sz")
    assert fonts is not None
    assert points is not None
    assert fonts.get(W + "eastAsia") == face
    assert fonts.get(W + "hint") == "eastAsia"
    assert not [key for key in fonts.attrib if "heme" in str(key)]
    assert points.get(W + "val") == size


def test_body_lines_are_exact_and_two_characters_in(written: Path) -> None:
    spacing = part(written, "styles").find(f"{W}style[@{W}styleId='Normal']/{W}pPr/{W}spacing")
    assert spacing is not None
    assert (spacing.get(W + "line"), spacing.get(W + "lineRule")) == ("579", "exact")
    body = [p for p in part(written, "document").iter(W + "p") if "全年研讨" in visible(p)]
    indent = body[0].find(f"{W}pPr/{W}ind")
    assert indent is not None
    assert indent.get(W + "firstLineChars") == "200"


def test_page_numbers_stand_outside_right_on_odd_and_left_on_even_pages(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        footers = [etree.fromstring(archive.read(n)) for n in archive.namelist() if "/footer" in n]
    sides = {str(jc.get(W + "val")) for f in footers for jc in f.iter(W + "jc")}
    assert sides == {"right", "left"}
    assert all(" PAGE " in "".join(i.text or "" for i in f.iter(W + "instrText")) for f in footers)
    assert part(written, "settings").find(W + "evenAndOddHeaders") is not None


def test_comments_stand_on_exactly_the_phrases_of_their_flags(written: Path) -> None:
    anchored = {k: text.replace("\n", "") for k, text in comment_anchors(written).items()}
    assert anchored == {flag.id: flag.text for flag in draft().flags}


def test_a_question_that_is_marked_needs_no_comment_as_well() -> None:
    kept = beside_questions(draft().flags)
    assert [flag.id for flag in draft().flags if flag not in kept] == ["K0003"]


def test_questions_are_marked_yellow_and_nothing_else_is(written: Path) -> None:
    document = part(written, "document")
    marked = "".join(
        visible(run)
        for run in document.iter(W + "r")
        if run.find(f"{W}rPr/{W}highlight") is not None
    )
    assert marked == "".join(re.findall("【待补[^】]*】", draft().text))
    assert ASK in marked


def test_the_headline_of_an_item_is_bold_to_its_end_and_a_decimal_is_none(tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    write_text("1.查档难。群众跑3趟。\n3.5万卷没有扫描。完。\n", out, ())
    bold = [visible(r) for r in part(out, "document").iter(W + "r") if _bold(r)]
    assert bold == ["1.查档难。"]


def test_characters_no_file_can_hold_go_and_the_comment_stays_on_its_phrase(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out.docx"
    text = "目录\x0b有\ud800误，3卷缺失。"
    flag = draft().flags[3].model_copy(update={"start": 8, "end": 12, "text": "卷缺失。"})
    write_text(text, out, [flag])
    assert read_here(out).text == "目录有误，3卷缺失。"
    assert comment_anchors(out) == {flag.id: "卷缺失。"}


def test_a_drafted_headline_may_hold_marks_of_its_own(written: Path) -> None:
    bold = [visible(r) for r in part(written, "document").iter(W + "r") if _bold(r)]
    wanted = [item.headline for item in draft().paper.items("problem", "measure")]
    joined = "".join(bold)
    assert [h for h in wanted if h + "。" in joined] == wanted
    assert "全年研讨" not in joined


def _bold(run: etree._Element) -> bool:
    weight = run.find(f"{W}rPr/{W}b")
    return weight is not None and weight.get(W + "val") != "0"


def test_a_clue_stands_nowhere_in_the_file(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        for name in archive.namelist():
            assert CLUE.encode() not in archive.read(name), name
    assert "库房改造" not in read_here(written).text


def test_the_annex_lists_every_note_masked_with_its_place(written: Path) -> None:
    table = Document(str(written)).tables[0]
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}
    assert set(rows) == {"编号", *(note.id for note in draft().notes)}
    assert rows["1"][1:] == ["已写入", "一（一）1\n二（一）1"]
    assert rows["2"] == [FORMULA, "部分写入", "一（一）2"]
    assert rows["6"][1:] == ["另行处理", "超出本单位权限"]
    assert "老魏" not in rows["5"][0]
    assert "13800000000" not in rows["5"][0]
    assert rows["5"][1] == "未写入"


def test_the_annex_repeats_its_head_and_keeps_rows_whole(written: Path) -> None:
    table = next(part(written, "document").iter(W + "tbl"))
    rows = list(table.iter(W + "tr"))
    assert [r.find(f"{W}trPr/{W}tblHeader") is not None for r in rows] == [True] + [False] * 6
    assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows)
    grid = [int(str(c.get(W + "w"))) for c in table.iter(W + "gridCol")]
    assert round(sum(grid) / 1440 * 25.4) == 156
    assert grid[1] == max(grid)


def test_elements_stand_in_the_order_of_the_schema(written: Path) -> None:
    roots = [part(written, name) for name in ("document", "styles", "comments")]
    with zipfile.ZipFile(written) as archive:
        roots += [etree.fromstring(archive.read(n)) for n in archive.namelist() if "/footer" in n]
    for root in roots:
        for tag, order in (("rPr", RUN_ORDER), ("pPr", PARAGRAPH_ORDER)):
            for properties in root.iter(W + tag):
                names = [str(child.tag).removeprefix(W) for child in properties]
                known = [order.index(name) for name in names if name in order]
                assert known == sorted(known), names


def test_a_draft_without_anything_is_still_a_file(tmp_path: Path) -> None:
    out = tmp_path / "empty.docx"
    write_draft(Draft(paper=Paper()), out, today=TODAY, flags=())
    assert Document(str(out)).tables == []


def test_a_paper_that_is_sent_up_is_signed_at_its_end(tmp_path: Path) -> None:
    item = Item(
        id="p1",
        role="problem",
        text="",
        headline="查档慢",
        sentences=(Sentence(text="有人等了2小时。", kind="fact"),),
    )
    chapter = Chapter(role="plan", title="整改任务和措施", sections=(Section(items=(item,)),))
    made = Paper(title="白鹭县档案局党组整改方案", unit="白鹭县档案局党组", chapters=(chapter,))
    placed, text = typeset(made)
    out = tmp_path / "plan.docx"
    write_draft(Draft(paper=placed, text=text), out, today=TODAY, flags=())
    lines = [p for p in Document(str(out)).paragraphs if p.text]
    assert [p.text for p in lines[-2:]] == ["白鹭县档案局党组", "2026年1月15日"]
    indents = [p._p.find(f"{W}pPr/{W}ind") for p in lines[-2:]]
    rights = [int(str(i.get(W + "rightChars"))) for i in indents if i is not None]
    assert min(rights) == 200


def test_the_papers_of_a_meeting_have_unit_and_date_under_the_title(written: Path) -> None:
    second = [p.text for p in Document(str(written)).paragraphs if p.text][1]
    assert second == "（白鹭县档案局党组  2026年1月15日）"


@pytest.mark.office
def test_a_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    from pypdf import PdfReader

    out = tmp_path / "full.docx"
    write_text("档" * 28 * 60, out, ())
    pdf = through_office(out, tmp_path, "pdf")
    page = PdfReader(pdf).pages[0].extract_text()
    lines = [line.strip() for line in page.split("\n") if "档" in line]
    assert len(lines) == 22
    assert [len(line) for line in lines] == [26, *[28] * 21]
