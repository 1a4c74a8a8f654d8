"""Text files come back exactly as they stand; tables, PDF and old Word give their words."""

import codecs
import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service import readers
from service.errors import UnreadableFile
from service.readers import READERS, SUFFIXES, legacy, preflight, read, read_here
from service.readers.piece import Reader, Refused
from tests.readers.office_files import paragraph, pdf_page, word_file

SMALL = [HealthCheck.function_scoped_fixture]
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(
    lambda text: text.strip() and not text.startswith("\ufeff")
)


@given(TEXT)
@settings(max_examples=80, deadline=None, suppress_health_check=SMALL)
def test_any_text_written_as_utf_8_reads_back_exactly(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    source = read(path)
    assert source.text == text
    assert all(source.text[block.start : block.end] == block.text for block in source.blocks)


@pytest.mark.parametrize(
    "encoded",
    [
        "一、问题\r\n学习不深入".encode(),
        codecs.BOM_UTF8 + "一、问题\r\n学习不深入".encode(),
        "一、问题\r\n学习不深入".encode("gb18030"),
        codecs.BOM_UTF16_LE + "一、问题\r\n学习不深入".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "一、问题\r\n学习不深入".encode("utf-16-be"),
    ],
)
def test_the_usual_encodings_are_recognised(encoded: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(encoded)
    source = read(path)
    assert source.text == "一、问题\r\n学习不深入"
    assert [(block.text, block.where) for block in source.blocks] == [
        ("一、问题", "第1行"),
        ("学习不深入", "第2行"),
    ]


@pytest.mark.parametrize("text", ["无", "食堂贵", "王堃、李翀", "流程慢，等了3天。"])
def test_short_gb_notes_are_not_taken_for_another_language(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("gb18030"))
    assert read(path).text == text


def test_a_csv_keeps_its_text_and_gives_its_records(tmp_path: Path) -> None:
    text = '序号;意见\r\n1;"流程慢;\r\n要等3天"\r\n\r\n2;无'
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode("gb18030"))
    source = read(path)
    assert source.text == text
    assert [block.cells for block in source.blocks] == [
        ("序号", "意见"),
        ("1", "流程慢;\r\n要等3天"),
        ("2", "无"),
    ]
    assert source.blocks[1].text == '1;"流程慢;\r\n要等3天"'
    assert [block.where for block in source.blocks] == ["第1行", "第2行", "第5行"]
    assert all(text[block.start : block.end] == block.text for block in source.blocks)


def test_a_workbook_gives_its_visible_sheets_row_by_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "座谈会"
    sheet.append(["序号", None, "意见"])
    sheet.append([])
    sheet.append([1, 2.5, "流程慢"])
    hidden = book.create_sheet("底稿")
    hidden.append(["不看"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    source = read(tmp_path / "a.xlsx")
    assert [(block.text, block.cells, block.where) for block in source.blocks] == [
        ("序号\t意见", ("序号", "", "意见"), "座谈会第1行"),
        ("1\t2.5\t流程慢", ("1", "2.5", "流程慢"), "座谈会第3行"),
    ]
    assert source.warnings == ("工作表“底稿”是隐藏的，未读入",)


def test_a_pdf_gives_its_lines_without_page_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_page(b"BT /F 12 Tf 72 800 Td (First point) Tj 0 -700 Td (- 1 -) Tj ET"))
    assert read(path).text == "First point"


def _converted(source: Path, suffix: str) -> Path:
    program = shutil.which("soffice") or pytest.skip("LibreOffice is not installed")
    profile = (source.parent / "profile").as_uri()
    command = [program, "--headless", f"-env:UserInstallation={profile}", "--convert-to", suffix]
    subprocess.run(
        [*command, "--outdir", str(source.parent), str(source)], check=True, capture_output=True
    )
    return source.with_suffix(f".{suffix}")


LONG = "一是学习还不够深入，2024年全年集中学习12次，其中3次只传达文件没有研讨，有的同志没有补学。"


def _paper(folder: Path) -> Path:
    document = docx.Document()
    for text in (
        "青岚县水利局党组对照检查材料",
        "一、存在的问题",
        LONG,
        LONG.replace("一是", "二是"),
    ):
        document.add_paragraph(text)
    document.save(str(folder / "paper.docx"))
    return folder / "paper.docx"


@pytest.mark.office
def test_an_old_word_file_reads_as_its_new_form_does(tmp_path: Path) -> None:
    paper = _paper(tmp_path)
    old = _converted(paper, "doc")
    wps = old.rename(tmp_path / "paper.wps")
    assert read(wps).text == read(paper).text


@pytest.mark.office
def test_a_printed_paper_gives_its_paragraphs_back(tmp_path: Path) -> None:
    paper = _paper(tmp_path)
    assert read(_converted(paper, "pdf")).text == read(paper).text


def test_without_libreoffice_an_old_file_gets_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused) as refused:
        legacy.to_docx(b"", ".doc")
    assert "LibreOffice" in refused.value.cause
    assert "另存为 .docx" in refused.value.advice


def test_every_reader_module_is_listed_and_every_suffix_is_checked() -> None:
    folder = Path(readers.__file__).parent
    named = {path.stem for path in folder.glob("*.py") if "\nREADER = " in path.read_text("utf-8")}
    assert named == {
        reader.extract.__module__.rpartition(".")[2] for reader in READERS if not reader.prepare
    } | {"legacy"}
    assert all(isinstance(reader, Reader) for reader in READERS)
    assert len(set(SUFFIXES)) == len(SUFFIXES)
    assert set(SUFFIXES) <= set(preflight.FAMILY)


def test_the_same_bytes_have_the_same_hash_and_the_file_is_named(tmp_path: Path) -> None:
    first = word_file(tmp_path / "a.docx", paragraph("文"))
    second = tmp_path / "b.docx"
    second.write_bytes(first.read_bytes())
    one, other = read_here(first), read_here(second)
    assert one.sha256 == other.sha256
    assert (one.file, one.format, other.file) == ("a.docx", "docx", "b.docx")


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    assert read(word_file(tmp_path / "A.DOCX", paragraph("文"))).format == "docx"


def test_an_error_names_file_cause_and_way_out(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path / "无此文件.docx")
    error = caught.value
    assert (error.file, error.cause) == ("无此文件.docx", "找不到这个文件")
    assert error.advice
