"""The background reads the packaged papers as the readers do, so that its offsets are true."""

from service.checks.background import packaged_background
from service.readers import read
from service.samples import PAPERS, texts


def test_a_packaged_text_is_what_the_reader_gives() -> None:
    for file, text in texts():
        assert text == read(PAPERS / file).text, file


def test_word_papers_are_in_the_background_too() -> None:
    files = {said.file for said in packaged_background().said}
    assert len([file for file in files if file.endswith(".docx")]) >= 5


def test_quotes_of_the_background_stand_where_they_say() -> None:
    held = dict(texts())
    for said in packaged_background().said:
        assert held[said.file][said.start : said.start + len(said.text)] == said.text
