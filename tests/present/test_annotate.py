import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from service.errors import UnreadableFile
from service.flags import Evidence, Flag
from service.present.annotate import annotate
from service.present.comments import AUTHOR, comment_text
from service.present.read_back import read_back
from service.readers import read_here
from service.samples import PAPERS
from tests.present.word_files import (
    NAMESPACES,
    W,
    comment_anchors,
    paragraph,
    plain_style,
    related,
    run,
    shape,
    through_office,
    word_style,
)

PHRASES = re.compile(
    "不够深入|不够扎实|意识不强|有所减弱|37次|领会不深不透|走马观花|责任意识|不够|扎实，|是"
)
SAMPLES = sorted(PAPERS.glob("**/*.docx"))


def flags_on(text: str, pattern: re.Pattern[str] = PHRASES) -> list[Flag]:
    found = [m for m in pattern.finditer(text) if "\n" not in m.group()]
    return [flag(n, m.start(), m.end(), m.group()) for n, m in enumerate(found, 1)]


def flag(number: int, start: int, end: int, text: str) -> Flag:
    return Flag(
        id=f"K{number:04d}",
        rule="generic.wording",
        level="suggestion",
        start=start,
        end=end,
        text=text,
        message="这句话换个单位也成立",
        ask="是哪一件事？",
    )


def commented(source: Path, target: Path) -> list[Flag]:
    """Annotates ``source`` and holds it against every invariant."""
    text = read_here(source)
    flags = flags_on(text.text)
    assert flags
    lost = annotate(source, text, flags, target)
    before, after = shape(source), shape(target)
    assert after[0] == before[0], "text or formatting changed"
    assert after[1] == before[1], "structure changed"
    assert {k: v for k, v in after[2].items() if k in before[2]} == before[2], "a part changed"
    anchored = comment_anchors(target)
    kept = [f for f in flags if f not in lost]
    assert {f.id: f.text for f in kept} == anchored
    asides = [b for b in text.blocks if b.style in ("note", "header")]
    assert all(any(b.start <= f.start < b.end for b in asides) for f in lost)
    return kept


@pytest.mark.parametrize("made", [word_style, plain_style])
def test_comments_stand_on_their_phrases_and_nothing_else_changes(
    made: Callable[[Path], Path], tmp_path: Path
) -> None:
    assert len(commented(made(tmp_path / "in.docx"), tmp_path / "out.docx")) >= 4


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: str(path.stem))
def test_the_sample_papers_keep_all_they_have(sample: Path, tmp_path: Path) -> None:
    source = read_here(sample)
    words = re.compile("不够|问题|党|深入")
    flags = flags_on(source.text, words)
    out = tmp_path / "out.docx"
    assert annotate(sample, source, flags, out) == []
    assert shape(out)[:2] == shape(sample)[:2]
    assert comment_anchors(out) == {f.id: f.text for f in flags}


@pytest.mark.office
@pytest.mark.parametrize("made", [word_style, plain_style])
def test_a_file_saved_by_libreoffice_keeps_all_it_has(
    made: Callable[[Path], Path], tmp_path: Path
) -> None:
    saved = through_office(made(tmp_path / "in.docx"), tmp_path)
    assert len(commented(saved, tmp_path / "out.docx")) >= 4


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("一、自动编号的段落", "自动编号的段落"),
        ("一、", "自动编号的段落意识不强"),
        ("措施意识不强", "措施意识不强"),
        ("走马观花不够扎实", "走马观花不够扎实"),
        ("露在外面的话后半句", "露在外面的话藏着的后半句"),
        ("做得", None),
    ],
)
def test_numbers_tables_boxes_and_hidden_text_do_not_lead_astray(
    phrase: str, expected: str | None, tmp_path: Path
) -> None:
    source = word_style(tmp_path / "in.docx")
    text = read_here(source)
    start = text.text.find(phrase)
    if expected is None:
        assert start < 0
        return
    out = tmp_path / "out.docx"
    assert annotate(source, text, [flag(1, start, start + len(phrase), phrase)], out) == []
    assert comment_anchors(out) == {"K0001": expected}


def test_a_heading_is_not_taken_for_its_line_in_a_table_of_contents(tmp_path: Path) -> None:
    heads = ["一、存在的问题", "二、整改措施"]
    body = "".join(
        paragraph(run(head), properties='<w:pStyle w:val="TOC1"/>') for head in heads
    ) + "".join(paragraph(run(head)) + paragraph(run(head[2:] + "的正文")) for head in heads)
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style></w:styles>'
    )
    source = word_style(tmp_path / "in.docx", body, {"styles": styles})
    text = read_here(source)
    assert text.text.count(heads[0]) == 1
    flags = [
        flag(n, text.text.index(head), text.text.index(head) + len(head), head)
        for n, head in enumerate(heads, 1)
    ]
    out = tmp_path / "out.docx"
    assert annotate(source, text, flags, out) == []
    with zipfile.ZipFile(out) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    holders = [list(root.iter(W + "p")).index(_p(m)) for m in root.iter(W + "commentRangeStart")]
    assert holders == [2, 4]


def _p(mark: etree._Element) -> etree._Element:
    return next(a for a in mark.iterancestors() if a.tag == W + "p")


def test_a_flag_over_two_paragraphs_is_shown_in_the_first(tmp_path: Path) -> None:
    source = plain_style(tmp_path / "in.docx")
    text = read_here(source)
    start = text.text.index("作风不够扎实")
    out = tmp_path / "out.docx"
    assert annotate(source, text, [flag(1, start, start + 12, "")], out) == []
    assert comment_anchors(out) == {"K0001": "作风不够扎实。"}


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_what_is_missing_is_said_at_the_paragraph_before(share: float, tmp_path: Path) -> None:
    source = plain_style(tmp_path / "in.docx")
    text = read_here(source)
    at = round(len(text.text) * share)
    out = tmp_path / "out.docx"
    assert annotate(source, text, [flag(1, at, at, "")], out) == []
    assert comment_anchors(out)["K0001"] in text.text


def test_a_flag_in_a_footnote_comes_back_instead_of_standing_elsewhere(tmp_path: Path) -> None:
    source = word_style(tmp_path / "in.docx")
    text = read_here(source)
    start = text.text.index("脚注里的话")
    lost = annotate(source, text, [flag(1, start, start + 5, "脚注里的话")], tmp_path / "o.docx")
    assert [f.id for f in lost] == ["K0001"]
    assert comment_anchors(tmp_path / "o.docx") == {}


def test_six_hundred_comments_take_seconds(tmp_path: Path) -> None:
    source = tmp_path / "in.docx"
    document = Document()
    for number in range(300):
        document.add_paragraph(f"第{number}段学习不够深入，落实不够扎实，其余是叙述。" * 3)
    document.save(str(source))
    text = read_here(source)
    flags = flags_on(text.text, re.compile("不够深入|不够扎实"))[:600]
    begun = time.perf_counter()
    assert annotate(source, text, flags, tmp_path / "out.docx") == []
    assert time.perf_counter() - begun < 10
    assert len(comment_anchors(tmp_path / "out.docx")) == 600


def test_checking_again_replaces_our_comments_and_keeps_everybody_elses(tmp_path: Path) -> None:
    source = word_style(tmp_path / "in.docx")
    first, second = tmp_path / "first.docx", tmp_path / "second.docx"
    text = read_here(source)
    flags = flags_on(text.text)
    lost = annotate(source, text, flags, first)
    annotate(first, read_here(first), flags[:2], second)
    assert set(comment_anchors(first)) == {f.id for f in flags if f not in lost}
    assert set(comment_anchors(second)) == {f.id for f in flags[:2]}
    assert shape(second)[0] == shape(source)[0]
    with zipfile.ZipFile(second) as archive:
        document, comments = archive.read("word/document.xml"), archive.read("word/comments.xml")
    assert "请核".encode() in comments
    assert document.count(b"commentReference") == 3


def test_a_comment_of_ours_that_somebody_answered_stays_without_its_key(tmp_path: Path) -> None:
    body = paragraph(
        '<w:commentRangeStart w:id="1"/>',
        run("作风不够扎实"),
        '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
    )
    word14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    word15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    lines = (("1", AUTHOR, "〔K0001〕建议", "A1"), ("2", "办公室", "已改", "B2"))
    comments = "".join(
        f'<w:comment w:id="{name}" w:author="{author}">'
        f'<w:p w14:paraId="{thread}"><w:r><w:t>{said}</w:t></w:r></w:p></w:comment>'
        for name, author, said, thread in lines
    )
    more = {
        "comments": f'<w:comments {NAMESPACES} xmlns:w14="{word14}">{comments}</w:comments>',
        "commentsExtended": f'<w15:commentsEx xmlns:w15="{word15}">'
        '<w15:commentEx w15:paraId="A1" w15:done="0"/>'
        '<w15:commentEx w15:paraId="B2" w15:paraIdParent="A1" w15:done="0"/></w15:commentsEx>',
    }
    source = word_style(tmp_path / "in.docx", body, more)
    text = read_here(source)
    out = tmp_path / "out.docx"
    annotate(source, text, [flag(1, 0, 2, "作风")], out)
    said = [comment.text for comment in Document(str(out)).comments]
    assert said[:2] == ["〔前次〕建议", "已改"]
    assert comment_anchors(out) == {"K0001": "作风"}


def test_nothing_fetched_from_outside_is_given_back(tmp_path: Path) -> None:
    body = paragraph(
        run("正文意识不强"),
        '<w:r><w:pict><v:shape><v:imagedata r:id="rIdPicture"/></v:shape></w:pict></w:r>',
        '<w:hyperlink r:id="rIdLink">' + run("链接") + "</w:hyperlink>",
    )
    names = "http://schemas.openxmlformats.org/package/2006/relationships"
    template = related("rIdT", "https://tracker.example/t.dotx", "attachedTemplate", outside=True)
    more = {
        "settings": f'<w:settings {NAMESPACES}><w:attachedTemplate r:id="rIdT"/></w:settings>',
        "word/_rels/settings.xml.rels": f'<Relationships xmlns="{names}">{template}'
        "</Relationships>",
        "document/links": related(
            "rIdPicture", "https://tracker.example/p.png", "image", outside=True
        ),
    }
    source = word_style(tmp_path / "in.docx", body, more)
    text = read_here(source)
    out = tmp_path / "out.docx"
    annotate(source, text, flags_on(text.text), out)
    with zipfile.ZipFile(out) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"tracker.example" not in everything
    assert b"rIdT" not in everything
    assert b"rIdPicture" not in everything
    assert b"https://example.org/a" in everything


def _strict(path: Path) -> None:
    made = word_style(path.with_name("plain.docx"))
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(path, "w") as after:
        for name in before.namelist():
            text = before.read(name).decode()
            text = text.replace(
                "schemas.openxmlformats.org/officeDocument/2006",
                "purl.oclc.org/ooxml/officeDocument",
            )
            after.writestr(name, text)


def _with_macros(path: Path) -> None:
    made = word_style(path.with_name("plain.docx"))
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(path, "w") as after:
        for name in before.namelist():
            text = before.read(name).decode()
            plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main"
            macros = "application/vnd.ms-word.document.macroEnabled.main"
            after.writestr(name, text.replace(plain, macros))


def _truncated(path: Path) -> None:
    made = word_style(path.with_name("plain.docx"))
    path.write_bytes(made.read_bytes()[:900])


def _web_page(path: Path) -> None:
    path.write_text("<html>不是文档</html>", encoding="utf-8")


@pytest.mark.parametrize("spoil", [_strict, _with_macros, _truncated, _web_page, Path.touch])
def test_what_word_comments_cannot_go_into_is_one_clear_error(
    spoil: Callable[[Path], None], tmp_path: Path
) -> None:
    text = read_here(plain_style(tmp_path / "good.docx"))
    bad = tmp_path / "材料.docx"
    spoil(bad)
    with pytest.raises(UnreadableFile, match=r"材料\.docx"):
        annotate(bad, text, flags_on(text.text), tmp_path / "out.docx")
    assert not (tmp_path / "out.docx").exists()


@pytest.mark.parametrize("spoil", [_truncated, _web_page, Path.touch])
def test_a_returned_file_that_is_no_word_file_is_one_clear_error(
    spoil: Callable[[Path], None], tmp_path: Path
) -> None:
    bad = tmp_path / "退回.docx"
    spoil(bad)
    with pytest.raises(UnreadableFile, match=r"退回\.docx"):
        read_back(bad, bad)


def test_a_comment_prints_no_telephone_number_of_a_note() -> None:
    said = Evidence(source="N1", end=20, quote="打13812345678三天没人接")
    flag = Flag(
        id="K0001", rule="cover.missing", level="warning", start=0, end=0, text="",
        message="没有回应", ask="", evidence=(said,),
    )  # fmt: skip
    assert "13812345678" not in comment_text(flag)
    assert "［电话］三天没人接" in comment_text(flag)
