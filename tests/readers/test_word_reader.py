"""What a Word file's reader sees, and only that, comes out, in order."""

from pathlib import Path
from typing import NamedTuple

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.blocks import SourceText
from service.readers import read, read_here
from tests.readers.office_files import (
    definition,
    level,
    listed,
    paragraph,
    use,
    word_file,
)

RUN = "<w:r><w:t>{}</w:t></w:r>"
HIDDEN = "<w:r><w:rPr><w:vanish{}/></w:rPr><w:t>{}</w:t></w:r>"
CHAR = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


class Vector(NamedTuple):
    """A body, what must come out of it, and what must not."""

    body: str
    include: tuple[str, ...]
    exclude: tuple[str, ...] = ()
    warning: str = ""


def _box(text: str) -> str:
    inner = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        "<w:p><w:r><w:t>正文</w:t><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )


def _table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def _cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


PAGE = (
    CHAR.format("begin") + "<w:r><w:instrText> PAGE </w:instrText></w:r>" + CHAR.format("separate")
)
VECTORS = {
    "insertion and deletion": Vector(
        "<w:p><w:ins>" + RUN.format("补写的话") + "</w:ins>"
        "<w:del><w:r><w:delText>删去的话</w:delText></w:r></w:del></w:p>",
        ("补写的话",),
        ("删去的话",),
    ),
    "moved text": Vector(
        "<w:p><w:moveFrom>" + RUN.format("旧处") + "</w:moveFrom><w:moveTo>"
        + RUN.format("新处") + "</w:moveTo></w:p>",
        ("新处",),
        ("旧处",),
    ),
    "deleted paragraph end": Vector(
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + RUN.format("前半句") + "</w:p>"
        + paragraph("后半句"),
        ("前半句后半句",),
    ),
    "deleted end of the last paragraph": Vector(
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + RUN.format("末句") + "</w:p>",
        ("末句",),
    ),
    "deleted row": Vector(
        _table(
            "<w:trPr><w:del/></w:trPr>" + _cell(paragraph("删去的行")) + _cell(paragraph("一")),
            _cell(paragraph("留下的行")) + _cell(paragraph("二")),
        ),
        ("留下的行\t二",),
        ("删去的行",),
    ),
    "hidden run": Vector(
        "<w:p>" + RUN.format("看得见") + HIDDEN.format("", "看不见")
        + HIDDEN.format(' w:val="0"', "也看得见") + "</w:p>",
        ("看得见也看得见",),
        ("看不见",),
        "有 1 处隐藏文字",
    ),
    "hyperlink, content control and simple field": Vector(
        "<w:p><w:hyperlink>" + RUN.format("链接文字") + "</w:hyperlink><w:sdt><w:sdtContent>"
        + RUN.format("控件文字") + '</w:sdtContent></w:sdt><w:fldSimple w:instr=" TITLE ">'
        + RUN.format("域文字") + "</w:fldSimple></w:p>",
        ("链接文字控件文字域文字",),
    ),
    "content control around a paragraph": Vector(
        "<w:sdt><w:sdtContent>" + paragraph("块控件") + "</w:sdtContent></w:sdt>", ("块控件",)
    ),
    "complex field": Vector(
        "<w:p>" + CHAR.format("begin") + "<w:r><w:instrText> REF b </w:instrText></w:r>"
        + CHAR.format("separate") + RUN.format("见附件") + CHAR.format("end") + "</w:p>",
        ("见附件",),
        ("REF",),
    ),
    "page number field": Vector(
        "<w:p>" + RUN.format("共计") + PAGE + RUN.format("7") + CHAR.format("end") + "</w:p>",
        ("共计",),
        ("7",),
    ),
    "tabs and breaks": Vector(
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>",
        ("甲\t乙\n丙",),
    ),
    "ruby": Vector(
        "<w:p><w:r><w:ruby><w:rt>" + RUN.format("yin") + "</w:rt><w:rubyBase>" + RUN.format("崟")
        + "</w:rubyBase></w:ruby></w:r></w:p>",
        ("崟",),
        ("yin",),
    ),
    "picture": Vector(
        paragraph("图示如下") + "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>",
        ("图示如下",),
        (),
        "有 1 处图片未读入",
    ),
    "nested table": Vector(
        _table(
            _cell(paragraph("外")) + _cell(
                _table(_cell(paragraph("内一")) + _cell(paragraph("内二"))) + paragraph("后")
            )
        ),
        ("外\t内一\t内二\n后",),
    ),
    "table of one column is layout": Vector(
        _table(_cell(paragraph("一、问题")), _cell(paragraph("二、措施"))), ("一、问题\n二、措施",)
    ),
    "faithful spaces": Vector(paragraph("　　开头两格\u200b"), ("　　开头两格\u200b",)),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(VECTORS))
def test_visible_text_is_read_and_nothing_else(name: str, tmp_path: Path) -> None:
    vector = VECTORS[name]
    source = read_here(word_file(tmp_path / "a.docx", vector.body))
    for text in vector.include:
        assert text in source.text
    for text in vector.exclude:
        assert text not in source.text
    assert vector.warning in "".join(source.warnings)


def test_a_text_box_is_read_once_though_it_is_stored_twice(tmp_path: Path) -> None:
    source = read_here(word_file(tmp_path / "a.docx", _box("框中文字")))
    assert [(block.text, block.style) for block in source.blocks] == [
        ("正文", "paragraph"),
        ("框中文字", "textbox"),
    ]


def test_merged_cells_keep_their_columns_and_are_read_once(tmp_path: Path) -> None:
    body = _table(
        _cell(paragraph("来源"), '<w:vMerge w:val="restart"/>') + _cell(paragraph("一")),
        _cell(paragraph(""), "<w:vMerge/>") + _cell(paragraph("二")),
        _cell(paragraph("宽"), '<w:gridSpan w:val="2"/>') + _cell(paragraph("尾")),
    )
    rows = read_here(word_file(tmp_path / "a.docx", body)).blocks
    assert [row.cells for row in rows] == [("来源", "一"), ("", "二"), ("宽", "", "尾")]
    assert [row.where for row in rows] == ["表1第1行", "表1第2行", "表1第3行"]


def test_headers_and_notes_come_after_the_body_and_page_numbers_not_at_all(tmp_path: Path) -> None:
    separator = f'<w:footnote w:type="separator">{paragraph("线")}</w:footnote>'
    source = read_here(
        word_file(
            tmp_path / "a.docx",
            paragraph("正文"),
            header=paragraph("内部资料"),
            footer=paragraph("— 1 —"),
            footnotes=separator + f"<w:footnote>{paragraph('注文')}</w:footnote>",
        )
    )
    assert [(block.text, block.style, block.where) for block in source.blocks] == [
        ("正文", "paragraph", "第1段"),
        ("内部资料", "header", "页眉"),
        ("注文", "note", "脚注"),
    ]


def test_heading_levels_come_from_styles_their_bases_and_the_paragraph(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="H"><w:name w:val="章"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:styleId="Own"><w:name w:val="自定"/><w:basedOn w:val="H"/></w:style>'
        '<w:style w:styleId="Named"><w:name w:val="heading 3"/></w:style>'
        '<w:style w:styleId="Loop"><w:name w:val="环"/><w:basedOn w:val="Loop"/></w:style>'
    )
    body = "".join(
        paragraph(style, f'<w:pStyle w:val="{style}"/>') for style in ("H", "Own", "Named", "Loop")
    ) + paragraph("自身", '<w:outlineLvl w:val="1"/>')
    blocks = read_here(word_file(tmp_path / "a.docx", body, styles=styles)).blocks
    assert [block.level for block in blocks] == [1, 1, 3, None, 2]
    assert [block.style for block in blocks] == ["heading"] * 3 + ["paragraph", "heading"]


def test_the_generated_table_of_contents_is_left_out_and_said(tmp_path: Path) -> None:
    styles = '<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    body = paragraph("一、问题……1", '<w:pStyle w:val="T1"/>') + paragraph("一、问题")
    source = read_here(word_file(tmp_path / "a.docx", body, styles=styles))
    assert source.text == "一、问题"
    assert any("目录" in warning for warning in source.warnings)


def test_a_style_can_hide_text(tmp_path: Path) -> None:
    styles = '<w:style w:styleId="S"><w:name w:val="隐"/><w:rPr><w:vanish/></w:rPr></w:style>'
    body = paragraph("暗", '<w:pStyle w:val="S"/>') + paragraph("明")
    assert read_here(word_file(tmp_path / "a.docx", body, styles=styles)).text == "明"


def _numbered(folder: Path, body: str, numbering: str, styles: str = "") -> list[str]:
    path = word_file(folder / "a.docx", body, numbering=numbering, styles=styles)
    return read_here(path).text.split("\n")


OFFICIAL = definition(
    7,
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
)


def test_official_numbers_of_three_levels_are_written_out(tmp_path: Path) -> None:
    depths = [0, 1, 1, 2, 2, 1, 0, 1]
    body = "".join(listed("文", 1, depth) for depth in depths)
    assert _numbered(tmp_path, body, OFFICIAL + use(1, 7)) == [
        "一、文", "（一）文", "（二）文", "1.文", "2.文", "（三）文", "二、文", "（一）文",
    ]  # fmt: skip


def test_a_list_restarts_where_its_start_is_overridden_and_goes_on_elsewhere(
    tmp_path: Path,
) -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = OFFICIAL + use(1, 7) + use(2, 7) + use(3, 7, restart)
    body = "".join(listed("文", list_id) for list_id in (1, 2, 3, 3))
    assert _numbered(tmp_path, body, numbering) == ["一、文", "二、文", "一、文", "二、文"]


def test_numbers_come_from_styles_and_zero_takes_them_away(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="A"><w:name w:val="一级"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="B"><w:name w:val="二级"/><w:basedOn w:val="A"/></w:style>'
    )
    own = definition(
        7,
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="A"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="B"/>'),
    )
    none = '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        paragraph("甲", '<w:pStyle w:val="A"/>')
        + paragraph("乙", '<w:pStyle w:val="B"/>')
        + paragraph("丙", none)
        + paragraph("丁", '<w:pStyle w:val="A"/>')
    )
    assert _numbered(tmp_path, body, own + use(1, 7), styles) == [
        "一、甲",
        "（一）乙",
        "丙",
        "二、丁",
    ]


def test_a_list_may_borrow_the_definition_of_a_list_style(tmp_path: Path) -> None:
    link, styled = '<w:numStyleLink w:val="L"/>', '<w:styleLink w:val="L"/>'
    numbering = (
        definition(1, extra=link)
        + definition(2, level(0, "upperRoman", "%1."), extra=styled)
        + use(5, 1)
    )
    assert _numbered(tmp_path, listed("甲", 5) + listed("乙", 5), numbering) == ["I.甲", "II.乙"]


def test_a_level_may_go_on_counting_and_may_show_higher_numbers_in_digits(tmp_path: Path) -> None:
    own = definition(
        1,
        level(0, "chineseCounting", "第%1章"),
        level(1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/><w:isLgl/>'),
    )
    body = "".join(listed("文", 1, depth) for depth in (0, 1, 0, 1))
    assert _numbered(tmp_path, body, own + use(1, 1)) == [
        "第一章 文", "1.1 文", "第二章 文", "2.2 文",
    ]  # fmt: skip


def test_an_empty_numbered_paragraph_counts_as_it_does_in_word(tmp_path: Path) -> None:
    body = listed("甲", 1) + listed("", 1) + listed("丙", 1)
    assert _numbered(tmp_path, body, OFFICIAL + use(1, 7)) == ["一、甲", "三、丙"]


@pytest.mark.parametrize(
    ("number_format", "first", "twelfth"),
    [
        ("decimal", "1", "12"),
        ("decimalZero", "01", "12"),
        ("decimalFullWidth", "１", "１２"),
        ("decimalEnclosedCircleChinese", "①", "⑫"),
        ("decimalEnclosedParen", "⑴", "⑿"),
        ("chineseCounting", "一", "十二"),
        ("chineseLegalSimplified", "壹", "壹拾贰"),
        ("ideographDigital", "一", "一二"),
        ("ideographTraditional", "甲", "乙"),
        ("ideographZodiac", "子", "亥"),
        ("lowerLetter", "a", "l"),
        ("upperRoman", "I", "XII"),
        ("bullet", "", ""),
        ("neverHeardOf", "1", "12"),
    ],
)
def test_number_formats(number_format: str, first: str, twelfth: str, tmp_path: Path) -> None:
    numbering = definition(1, level(0, number_format, "%1、")) + use(1, 1)
    lines = _numbered(tmp_path, "".join(listed("文", 1) for _ in range(12)), numbering)
    mark = "" if number_format == "bullet" else "、"
    assert (lines[0], lines[11]) == (f"{first}{mark}文", f"{twelfth}{mark}文")


def _rebuilt(source: SourceText) -> list[str]:
    return [source.text[block.start : block.end] for block in source.blocks]


WORDS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs", "Zl", "Zp"),
        exclude_characters="\ufffe\uffff",
    ),
    min_size=1,
    max_size=30,
).filter(str.strip)


@given(st.lists(WORDS, min_size=1, max_size=8))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_paragraphs_read_back_in_order_as_they_were_written(
    tmp_path: Path, texts: list[str]
) -> None:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    path = tmp_path / "a.docx"
    document.save(str(path))
    source = read_here(path)
    assert [block.text for block in source.blocks] == texts
    assert _rebuilt(source) == texts


def test_the_child_process_reads_what_this_process_reads(tmp_path: Path) -> None:
    body = listed("甲", 1) + _box("框") + _table(_cell(paragraph("一")) + _cell(paragraph("二")))
    path = word_file(tmp_path / "a.docx", body, numbering=OFFICIAL + use(1, 7))
    assert read(path) == read_here(path)


def test_a_tall_table_takes_time_in_proportion(tmp_path: Path) -> None:
    row = _cell(paragraph("甲")) * 10
    source = read_here(word_file(tmp_path / "a.docx", _table(*[row] * 3000)))
    assert len(source.blocks) == 3000
