"""Whatever stands in a field of text, what is written runs nothing, loads nothing, hides nothing.

Writers are found by what they take: a public function of service/present that takes a whole value
(a review, a draft, …) or a path must have a case here, or a reason why it writes nothing.
"""

import datetime as dt
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_type_hints

import pytest

import service.present
from service.blocks import SourceText
from service.checks.cards import packaged_cards
from service.drafts import Draft
from service.flags import CheckedFile, CheckReport
from service.notes import SortReport
from service.paper import Paper
from service.present.annotate import annotate
from service.present.charts import charts_of
from service.present.check_summary import check_summary, write_check_summary
from service.present.clues_sheet import write_clues
from service.present.ledger import write_ledger, write_lines
from service.present.notes_sheet import title_of, write_notes
from service.present.one_page import write_one_page
from service.present.places import places_of
from service.present.review_one import heading_of, page_tables
from service.present.review_page import review_html
from service.present.review_table import tables_of
from service.present.review_word import write_review
from service.present.safe import inert, printable
from service.present.sarif import sarif
from service.present.sheet import Column, fill, open_book
from service.present.summary import write_summary
from service.present.word import write_draft, write_text
from service.readers import read_here
from service.reviews import Review
from tests.present.word_files import plain_style
from tests.security import poisoned, written
from tests.security.payloads import PAYLOADS

TODAY = dt.date(2026, 1, 5)
WHOLE = {Review, Draft, CheckReport, CheckedFile, SortReport, Paper}
Faults = list[str]
Case = Callable[[str, Path], Faults]
CASES: dict[str, Case] = {}
NO_WRITERS = {
    "clues_path": "gives a name",
    "read_back": "reads",
    "add_annex": "part of write_draft",
    "add_many": "part of write_review",
    "add_pairs": "part of write_review",
    "add_papers": "part of write_review",
    "rows": "part of write_draft",
    "summary_lines": "part of write_summary",
    "overview": "part of review_html and write_review",
    "reasons_to_send_back": "part of review_html and write_review",
    "ranked_common": "part of review_html and write_review",
    "ranked_pairs": "part of review_html and write_review",
}
"""Public functions that take such values and write no file or page of their own, and why."""


GROUPS = 4
"""So many files hold all payloads together, some of each in every field of text."""
BOOKS = ("write_ledger", "write_lines", "write_notes", "write_clues", "open_book")
AT_THE_START = sorted(n for n, p in PAYLOADS.items() if re.match(r"\s*[=+\-@＝＋＠{]", p))
"""What is only dangerous where a cell begins with it."""


def case(name: str) -> Callable[[Case], Case]:
    """Registers what writes a poisoned value and looks at it."""

    def register(write: Case) -> Case:
        CASES[name] = write
        return write

    return register


def _writers() -> Iterator[str]:
    for info in pkgutil.iter_modules(service.present.__path__):
        module = importlib.import_module(f"service.present.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("_") or function.__module__ != module.__name__:
                continue
            hints = get_type_hints(function)
            taken = {hint for key, hint in hints.items() if key != "return"}
            if Path in taken or taken & WHOLE:
                yield name


def test_every_writer_has_a_case() -> None:
    assert set(_writers()) - set(CASES) - set(NO_WRITERS) == set()
    assert set(CASES) | set(NO_WRITERS) <= set(_writers()), "a case without its writer"


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) >= 30


@case("write_draft")
def _draft(payload: str, folder: Path) -> Faults:
    made = poisoned.bad_draft(payload)
    write_draft(made, folder / "a.docx", today=TODAY, flags=made.flags)
    return written.faults(folder / "a.docx")


@case("write_text")
def _text(payload: str, folder: Path) -> Faults:
    made = poisoned.bad_draft(payload)
    write_text(made.text, folder / "a.docx", made.flags)
    return written.faults(folder / "a.docx")


@case("annotate")
def _annotated(payload: str, folder: Path) -> Faults:
    source = plain_style(folder / "in.docx")
    text: SourceText = read_here(source)
    flags = [
        flag.model_copy(update={"start": 0, "end": 4})
        for flag in poisoned.bad_flags(text.text, payload)
    ]
    annotate(source, text, flags, folder / "a.docx")
    return written.faults(folder / "a.docx")


@case("write_review")
def _review(payload: str, folder: Path) -> Faults:
    write_review(poisoned.bad_review(payload), folder / "a.docx", today=TODAY)
    return written.faults(folder / "a.docx")


@case("review_html")
def _page(payload: str, _: Path) -> Faults:
    return written.html_faults(review_html(poisoned.bad_review(payload), today=TODAY))


@case("charts_of")
def _charts(payload: str, _: Path) -> Faults:
    charts = charts_of(poisoned.bad_review(payload))
    drawn = review_html(
        poisoned.bad_review(payload).model_copy(update={"charts": charts}), today=TODAY
    )
    return [fault for c in charts for fault in written.html_faults(c.svg)] + written.html_faults(
        drawn
    )


@case("tables_of")
def _tables(payload: str, _: Path) -> Faults:
    tables = tables_of(poisoned.bad_review(payload))
    cells = [cell for table in tables for row in table.rows for cell in row]
    return written.terminal_faults([*cells, *(t.title for t in tables)])


@case("sarif")
def _sarif(payload: str, _: Path) -> Faults:
    text = sarif(poisoned.bad_report(payload), packaged_cards(), version="1", paths=["a.txt"])
    return written.json_faults(text)


@case("write_summary")
def _summary(payload: str, folder: Path) -> Faults:
    write_summary(folder / "a.docx", poisoned.bad_draft(payload))
    return written.faults(folder / "a.docx")


@case("check_summary")
@case("write_check_summary")
def _check_summary(payload: str, folder: Path) -> Faults:
    made = poisoned.bad_draft(payload)
    checked = poisoned.bad_checked(payload)
    parts = check_summary(checked, paper=made.paper, notes=made.notes)
    write_check_summary(folder / "a.docx", checked, parts)
    return written.faults(folder / "a.docx")


@case("write_one_page")
def _one_page(payload: str, folder: Path) -> Faults:
    write_one_page(folder / "a.docx", payload, [(payload, [payload, payload])])
    return written.faults(folder / "a.docx")


@case("write_ledger")
def _ledger(payload: str, folder: Path) -> Faults:
    write_ledger(folder / "a.xlsx", poisoned.bad_paper(payload), poisoned.bad_draft(payload).notes)
    return written.faults(folder / "a.xlsx")


@case("write_notes")
@case("places_of")
@case("title_of")
def _notes(payload: str, folder: Path) -> Faults:
    made = poisoned.bad_draft(payload)
    title = title_of(poisoned.bad_sorting(payload), payload)
    write_notes(folder / "a.xlsx", title, made.notes, made.coverage, places_of(made))
    return written.faults(folder / "a.xlsx")


@case("write_lines")
def _lines(payload: str, folder: Path) -> Faults:
    write_lines(folder / "a.xlsx", payload, [poisoned.bad_entry(payload)] * 2)
    return written.faults(folder / "a.xlsx")


@case("heading_of")
@case("page_tables")
def _one_paper(payload: str, _: Path) -> Faults:
    review = poisoned.bad_review(payload)
    paper = review.papers[0]
    tables = page_tables(review, paper)
    cells = [cell for table in tables for row in table.rows for cell in row]
    return written.terminal_faults([heading_of(review, paper), *cells, *(t.title for t in tables)])


@case("write_clues")
def _clues(payload: str, folder: Path) -> Faults:
    write_clues(folder / "a.xlsx", poisoned.bad_draft(payload).notes)
    return written.faults(folder / "a.xlsx")


@case("open_book")
def _book(payload: str, folder: Path) -> Faults:
    book = open_book(folder / "a.xlsx")
    fill(book, "表", payload, [Column("列", 9), Column("列二", 9, centred=True)], [[payload] * 2])
    book.close()
    return written.faults(folder / "a.xlsx")


@pytest.mark.parametrize("writer", sorted(CASES))
def test_what_is_put_in_does_reach_what_is_written(writer: str, tmp_path: Path) -> None:
    assert "probe" in CASES[writer](written.PROBE, tmp_path)


@pytest.mark.parametrize("writer", sorted(CASES))
@pytest.mark.parametrize("group", range(GROUPS))
def test_what_is_written_is_inert(writer: str, group: int, tmp_path: Path) -> None:
    together = "丨".join(list(PAYLOADS.values())[group::GROUPS])
    assert CASES[writer](together, tmp_path) == []


@pytest.mark.parametrize("payload", AT_THE_START)
@pytest.mark.parametrize("writer", BOOKS)
def test_no_cell_becomes_a_formula(writer: str, payload: str, tmp_path: Path) -> None:
    assert CASES[writer](PAYLOADS[payload], tmp_path) == []


@pytest.mark.parametrize("payload", sorted(PAYLOADS))
def test_the_text_itself_stays_as_far_as_it_can_be_seen(payload: str) -> None:
    text = PAYLOADS[payload]
    seen = written.UNSEEN.sub("", text)
    assert printable(text) == seen
    assert "".join(inert(text).split()) == "".join(seen.split())


@pytest.mark.parametrize("payload", sorted(PAYLOADS))
def test_json_keeps_every_character(payload: str) -> None:
    made = poisoned.bad_draft(PAYLOADS[payload])
    text = made.to_json()
    assert written.json_faults(text) == []
    assert Draft.model_validate_json(text) == made


def test_lone_surrogates_are_left_out_of_what_is_printed() -> None:
    assert printable("甲\ud800乙") == "甲乙"
