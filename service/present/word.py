"""A draft as a Word file that looks like a 公文, its findings as comments, its notes as an annex.

The paragraphs are the lines of the draft's typeset text, so a flag's offsets lead straight to the
paragraph and the characters it speaks of.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from service.drafts import Draft
from service.flags import Flag
from service.language.questions import QUESTION
from service.language.spans import Span
from service.paper import Item, Paper
from service.present import layout
from service.present.annex import add_annex
from service.present.comments import add_comment, comment_text
from service.present.layout import Face
from service.present.page import first_line_indent, new_document
from service.present.runs import text_of
from service.present.safe import printable
from service.present.title import title_lines
from service.present.xml import element, set_face

_LONGEST_TITLE = 200
"""Finding the best breaks takes the cube of a title's length; what is longer is no title."""
_RUN_IN = re.compile(r"(?:（[一二三四五六七八九十]+）|\d+[.．](?!\d))[^。]*。")
_NUMBER = re.compile(r"(?:【[^】]*】)?(?P<number>（[一二三四五六七八九十]+）|\d+[.．] ?)")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the paper and where it stands in the text."""

    start: int
    end: int
    text: str


def write_draft(draft: Draft, path: Path, *, today: dt.date, flags: Sequence[Flag]) -> None:
    """Writes the draft to ``path`` with ``flags`` (already capped for a person) as comments."""
    document = new_document()
    placed = _write_paper(document, draft.paper, draft.text, today)
    _comment(document, placed, flags)
    add_annex(document, draft)
    document.save(str(path))


def beside_questions(flags: Sequence[Flag]) -> list[Flag]:
    """The flags but those on 【待补】 questions: these are marked yellow already, and a comment
    on each would bury the few findings that nobody knows of yet."""
    return [flag for flag in flags if not QUESTION.fullmatch(flag.text)]


def write_text(text: str, path: Path, flags: Sequence[Flag]) -> None:
    """Writes a plain text as a Word file with comments: what ``check`` gives back for a .txt."""
    document = new_document()
    placed = []
    for line in lines_of(text):
        if line.text.strip():
            run_in = _RUN_IN.match(line.text)
            placed.append((line, _body(document, line.text, run_in.end() if run_in else 0)))
    _comment(document, placed, flags)
    document.save(str(path))


def lines_of(text: str) -> list[Line]:
    """The lines of a text with their offsets."""
    found, at = [], 0
    for line in text.split("\n"):
        found.append(Line(at, at + len(line), line))
        at += len(line) + 1
    return found


def _write_paper(
    document: DocumentObject, paper: Paper, text: str, today: dt.date
) -> list[tuple[Line, Paragraph]]:
    chapters = {chapter.start for chapter in paper.chapters if chapter.end > chapter.start}
    sections = {s.start for c in paper.chapters for s in c.sections if s.end > s.start}
    run_in = {item.start: headline_end(item) for item in paper.items()}
    sent_up = any(chapter.role == "plan" for chapter in paper.chapters)
    placed = []
    for line in lines_of(text):
        if not line.text.strip():
            continue
        if line.start == paper.start and paper.end > paper.start:
            placed.append((line, add_title(document, line.text)))
            _under_title(document, "" if sent_up else _byline(paper.unit, today))
        elif line.start in chapters:
            placed.append((line, _heading(document, line.text, 1)))
        elif line.start in sections:
            placed.append((line, _heading(document, line.text, 2)))
        else:
            placed.append((line, _body(document, line.text, run_in.get(line.start, 0))))
    if sent_up:
        _sign(document, paper.unit, today)
    return placed


def headline_end(item: Item) -> int:
    """How many characters of an item's text are its number and headline; 0 without a headline."""
    number = _NUMBER.match(item.text)
    at = number.end() if number else 0
    if not item.headline or not item.text.startswith(item.headline, at):
        return 0
    end = at + len(item.headline)
    return end + (item.text[end : end + 1] == "。")


def add_title(document: DocumentObject, text: str) -> Paragraph:
    """A centred 2号 title, broken between words where it is longer than a line."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = Pt(layout.TITLE_LINE_PT)
    lines = title_lines(text) if len(text) <= _LONGEST_TITLE else [text]
    for number, line in enumerate(lines):
        run = paragraph.add_run()
        if number:
            run.add_break()
        run.add_text(_shown(line))
        set_face(run._r.get_or_add_rPr(), layout.TITLE_FACE, layout.TITLE_PT, spacing=0)
    return paragraph


def _byline(unit: str, today: dt.date) -> str:
    """The papers of a meeting have no 主送 and no 红头: unit and date stand under the title."""
    return f"（{unit}  {_day(today)}）" if unit else f"（{_day(today)}）"


def _day(today: dt.date) -> str:
    return f"{today.year}年{today.month}月{today.day}日"


def _under_title(document: DocumentObject, byline: str) -> None:
    if byline:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(_shown(byline))
        set_face(run._r.get_or_add_rPr(), layout.LEVEL2_FACE, layout.BODY_PT)
    document.add_paragraph()


def _sign(document: DocumentObject, unit: str, today: dt.date) -> None:
    """Unit and date at the end of a paper that is sent up, without a seal (7.3.5.2).

    The unit stands two characters from the right and the date begins two characters after the
    unit; a date that would then pass the margin stands two from the right and the unit before it.
    """
    document.add_paragraph()
    day = _day(today)
    wider = _width(day) + 2 - _width(unit)
    for text, in_ in ((unit, max(wider, 0)), (day, max(-wider, 0))):
        if text:
            paragraph = document.add_paragraph(_shown(text))
            hundredths = 200 + round(in_ * 100)
            twips = int(layout.BODY_PT * 20 * hundredths / 100)
            indent = element("ind", rightChars=hundredths, right=twips)
            properties = paragraph._p.get_or_add_pPr()
            properties.append(element("keepNext", val="1" if text is unit else "0"))
            properties.append(indent)
            properties.append(element("jc", val="right"))


def _width(text: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in text)


def _heading(document: DocumentObject, text: str, level: int) -> Paragraph:
    return document.add_paragraph(_shown(text), style=f"Heading {level}")


def _body(document: DocumentObject, text: str, run_in: int) -> Paragraph:
    """A paragraph two characters in; its run-in headline (the first ``run_in`` characters) in its
    level's face, questions marked."""
    paragraph = document.add_paragraph()
    paragraph._p.get_or_add_pPr().append(first_line_indent())
    if run_in:
        face = layout.LEVEL2_FACE if text.startswith("（") else layout.BODY_FACE
        _add(paragraph, text[:run_in], face, bold=face is layout.BODY_FACE)
    for piece in _pieces(text[run_in:]):
        _add(paragraph, piece.text, None, marked=bool(QUESTION.fullmatch(piece.text)))
    return paragraph


def _pieces(text: str) -> list[Span]:
    """``text`` cut around its 【待补】 questions."""
    found, at = [], 0
    for match in QUESTION.finditer(text):
        if match.start() > at:
            found.append(Span(at, match.start(), text[at : match.start()]))
        found.append(Span(*match.span(), match.group()))
        at = match.end()
    if at < len(text):
        found.append(Span(at, len(text), text[at:]))
    return found


def _add(
    paragraph: Paragraph, text: str, face: Face | None, *, bold: bool = False, marked: bool = False
) -> None:
    run = paragraph.add_run(_shown(text))
    properties = run._r.get_or_add_rPr()
    if face is None:
        properties.insert(0, element("rFonts", hint="eastAsia"))
    else:
        set_face(properties, face, layout.BODY_PT, bold=bold)
    if marked:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _comment(
    document: DocumentObject, placed: list[tuple[Line, Paragraph]], flags: Sequence[Flag]
) -> None:
    """A flag without a place of its own (something is missing) goes to the nearest line before."""
    for flag in sorted(flags, key=lambda f: (f.start, f.id)):
        before = [pair for pair in placed if pair[0].start <= flag.start]
        if not placed:
            return
        line, paragraph = before[-1] if before else placed[0]
        start = min(max(flag.start - line.start, 0), len(line.text))
        end = min(flag.end - line.start, len(line.text))
        if end <= start:
            start, end = 0, len(line.text)
        written = text_of(paragraph._p)
        first, last = (_written_place(line.text, at, written) for at in (start, end))
        if first == last:  # nothing of the phrase can be seen: the whole line stands for it
            first, last = 0, len(written)
        add_comment(document, paragraph._p, first, last, comment_text(flag))


def _shown(text: str) -> str:
    """What a paragraph's run shows of a piece of one line; a lone return would break the line."""
    return printable(text).replace("\r", "")


def _written_place(text: str, at: int, written: str) -> int:
    """Where character ``at`` of a line stands in its paragraph: a title has line breaks more, and
    characters that no file can hold are less."""
    left, place = len(_shown(text[:at])), 0
    while left or written[place : place + 1] == "\n":
        left -= written[place] != "\n"
        place += 1
    return place
