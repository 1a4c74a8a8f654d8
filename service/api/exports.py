"""Exports: the draft, its summary, notes, clues and ledger as files for Word and Excel."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from fastapi import APIRouter, Response

from service.api.acting import Reads, TheHouse, Writes
from service.api.keepable import Keepable
from service.api.words import InPath
from service.bootstrap import House
from service.drafts import Draft
from service.errors import NotFound
from service.notes import Coverage
from service.office.assignments import Assignment
from service.pipelines.checking import for_people
from service.pipelines.desk import open_draft
from service.scope import Scope

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

router = APIRouter(
    prefix="/assignments/{assignment}/exports",
    tags=["导出"],
    route_class=Keepable,
)


@router.get("/draft.docx", summary="草稿（Word，带批注）", response_class=Response)
def draft(house: TheHouse, scope: Reads, assignment: InPath) -> Response:
    """In the layout of official papers, with a comment for each open flag, and the annex."""
    from service.present.word import beside_questions, write_draft

    task, made = _opened(house, scope, assignment)
    flags = for_people(beside_questions(made.flags))
    return _file(
        f"{task.title}.docx",
        WORD,
        lambda path: write_draft(made, path, today=dt.date.today(), flags=flags),
    )


@router.get("/summary.docx", summary="草稿一页摘要（Word）", response_class=Response)
def summary(house: TheHouse, scope: Reads, assignment: InPath) -> Response:
    """What the draft took up, what is open, what to ask."""
    from service.present.summary import write_summary

    task, made = _opened(house, scope, assignment)
    return _file(f"{task.title}（摘要）.docx", WORD, lambda path: write_summary(path, made))


@router.get("/notes.xlsx", summary="意见整理表（Excel）", response_class=Response)
def notes(house: TheHouse, scope: Reads, assignment: InPath) -> Response:
    """Every note with its aspect, group and, once there is a draft, what became of it; clues are
    left out."""
    from service.present.notes_sheet import write_notes
    from service.present.places import places_of

    task = house.office.assignments.get(scope, assignment)
    found = house.office.notes.of(scope, assignment)
    covered: tuple[Coverage, ...] = ()
    places: dict[str, str] = {}
    # Before the first draft the table tells how the notes are sorted, and nothing more.
    with suppress(NotFound):
        _, made = _opened(house, scope, assignment)
        covered, places = made.coverage, dict(places_of(made))
    return _file(
        f"{task.title}（意见整理表）.xlsx",
        EXCEL,
        lambda path: write_notes(path, task.title, found, covered, places),
    )


@router.get("/clues.xlsx", summary="线索（Excel）", response_class=Response)
def clues(house: TheHouse, scope: Writes, assignment: InPath) -> Response:
    """What is to be handed to discipline inspection, word for word."""
    from service.present.clues_sheet import write_clues

    task = house.office.assignments.get(scope, assignment)
    found = house.office.notes.clues(scope, assignment)
    if not found:
        raise NotFound("这个编制任务没有线索")
    return _file(f"{task.title}（线索）.xlsx", EXCEL, lambda path: write_clues(path, found))


@router.get("/ledger.xlsx", summary="整改台账（Excel）", response_class=Response)
def ledger(house: TheHouse, scope: Reads, assignment: InPath) -> Response:
    """The kept lines."""
    from service.present.ledger import write_lines

    task = house.office.assignments.get(scope, assignment)
    lines = house.office.desk.ledger.of(scope, assignment)
    title = f"{task.title}（整改台账）"
    return _file(f"{title}.xlsx", EXCEL, lambda path: write_lines(path, title, lines))


def _opened(house: House, scope: Scope, assignment: str) -> tuple[Assignment, Draft]:
    """The draft as it stands with the flags that nobody dismissed, and the notes as they are."""
    task = house.office.assignments.get(scope, assignment)
    kept = open_draft(house.office.desk, scope, assignment)
    made = kept.draft.model_copy(
        update={
            "flags": tuple(entry.flag for entry in kept.flags if entry.state != "dismissed"),
            "notes": house.office.notes.of(scope, assignment),
        }
    )
    return task, made


def _file(name: str, media_type: str, write: Callable[[Path], object]) -> Response:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        write(path)
        content = path.read_bytes()
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, media_type=media_type, headers=headers)
