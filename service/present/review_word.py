"""A review as a Word file: two minutes on the first page, then the tables, then a page a paper."""

import datetime as dt
from pathlib import Path

from docx.enum.text import WD_ALIGN_PARAGRAPH

from service.present import layout
from service.present.fitting import Part, fitted, height, short
from service.present.one_page import ROOM, add_first, add_parts
from service.present.page import new_document
from service.present.review_many import add_many
from service.present.review_overview import FIRST, overview
from service.present.review_pairs import add_pairs
from service.present.review_papers import add_papers
from service.present.safe import inert
from service.present.word_text import add_heading
from service.present.xml import set_face
from service.reviews import Review

TITLE = "材料审阅摘要"
_LINES = 32
"""What the first page holds under its title and its date, measured."""
_TRIES = ((120, 5), (80, 4), (60, 3))
"""How long a line may be and how much of what comes first must stay, until the page holds it."""


def write_review(review: Review, path: Path, *, today: dt.date) -> None:
    """Writes the digest to ``path``."""
    document = new_document()
    document.core_properties.title = TITLE
    add_first(document, TITLE)
    day = document.add_paragraph()
    day.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = day.add_run(f"（{today.year}年{today.month}月{today.day}日）")
    set_face(run._r.get_or_add_rPr(), layout.LEVEL2_FACE, layout.BODY_PT)
    add_parts(document, _first_page(review))
    add_heading(document, "一、总体情况", 1, new_page=True)
    add_many(document, review)
    add_heading(document, "二、雷同情况", 1)
    add_pairs(document, review)
    add_heading(document, "三、逐份审阅", 1)
    add_papers(document, review)
    document.save(str(path))


def _first_page(review: Review) -> list[Part]:
    for most, least in _TRIES:
        parts = [
            (heading, [short(inert(line), most) for line in lines])
            for heading, lines in overview(review)
        ]
        kept = fitted(parts, lines=_LINES, room=ROOM, rest=_rest, least={FIRST: least})
        if height(kept, ROOM) <= _LINES:
            break
    return kept


def _rest(gone: int) -> str:
    return f"另有{gone}项，见后文。"
