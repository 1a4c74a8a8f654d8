"""The jobs beside drafting: taking in, sorting, checking, reviewing."""

from pathlib import Path
from typing import Any

import pytest

from service.flags import CheckReport
from service.office.assignments import Assignment
from service.office.jobs import Job, Task
from service.reviews import Review
from service.store.assignments import Assignments
from service.store.notes import Notes
from tests.jobs.running import AtWork, at_work
from tests.jobs.world import PAST, RAW

OTHER = PAST.replace("2022", "2021").replace("8次", "6次")
BAD = b"\x00\x01 not a document"


def _keep(here: AtWork, file: str, data: bytes) -> str:
    return here.house.originals.keep(here.place.scope, here.place.unit.id, file, data).sha256


def _done(here: AtWork, task: Task, request: dict[str, Any], paper: str | None = None) -> Job:
    place = here.place
    job = here.jobs.submit(place.scope, place.unit.id, task, request, assignment=paper)
    return here.ended(job)


def test_files_are_taken_into_the_library_and_a_bad_one_is_named(tmp_path: Path) -> None:
    with at_work(tmp_path, with_model=False) as here:
        good, bad = _keep(here, "去年.txt", OTHER.encode()), _keep(here, "坏.docx", BAD)
        job = _done(here, "ingest", {"originals": [good, bad], "use": "own-past"})
        assert job.state == "done", job.cause
        assert job.result is not None
        assert job.result["added"] == ["去年.txt"]
        assert [entry["file"] for entry in job.result["skipped"]] == ["坏.docx"]
        library = here.house.library(here.place.scope, here.place.unit)
        assert "去年.txt" in {material.file for material in library.of()}
        again = _done(here, "ingest", {"originals": [good], "use": "own-past"})
        assert again.result is not None
        assert again.result["unchanged"] == ["去年.txt"]
        assert "progress" in here.kinds_told(job)


@pytest.mark.parametrize("with_model", [False, True])
def test_a_file_of_notes_is_read_sorted_and_kept(tmp_path: Path, with_model: bool) -> None:
    with at_work(tmp_path, with_model=with_model) as here:
        paper = _paper(here)
        lines = "\n".join(text for _, text in RAW)
        digest = _keep(here, "意见.txt", lines.encode())
        job = _done(here, "sort", {"originals": [digest]}, paper.id)
        assert job.state == "done", job.cause
        notes = Notes(here.house.database)
        assert [n.text for n in notes.raw(here.place.scope, paper.id)] == [t for _, t in RAW]
        kept = notes.of(here.place.scope, paper.id)
        assert all(note.aspect for note in kept)
        assert job.result is not None
        assert job.result["counts"]["lines"] == len(RAW)
        assert (job.result["usage"]["calls"] > 0) == with_model
        # The same file again is the same notes.
        assert _done(here, "sort", {"originals": [digest]}, paper.id).state == "done"
        assert len(notes.raw(here.place.scope, paper.id)) == len(RAW)


def test_a_bad_file_of_notes_is_named_and_keeps_no_other_out(tmp_path: Path) -> None:
    with at_work(tmp_path, with_model=False) as here:
        paper = _paper(here)
        good, bad = _keep(here, "意见.txt", RAW[0][1].encode()), _keep(here, "坏.docx", BAD)
        job = _done(here, "sort", {"originals": [bad, good]}, paper.id)
        assert job.state == "done", job.cause
        assert job.result is not None
        assert ["坏.docx" in said for said in job.result["refused"]] == [True]
        kept = Notes(here.house.database).raw(here.place.scope, paper.id)
        assert [note.text for note in kept] == [RAW[0][1]]
        alone = _done(here, "sort", {"originals": [bad]}, paper.id)
        assert alone.state == "failed"
        assert "坏.docx" in alone.cause


@pytest.mark.parametrize("with_model", [False, True])
def test_papers_are_checked_each_with_its_flags(tmp_path: Path, with_model: bool) -> None:
    with at_work(tmp_path, with_model=with_model) as here:
        digests = [_keep(here, "稿.txt", OTHER.encode()), _keep(here, "坏.docx", BAD)]
        job = _done(here, "check", {"originals": digests, "kind": "small"})
        assert job.state == "done", job.cause
        report = CheckReport.model_validate(job.result)
        assert [file.file for file in report.files] == ["稿.txt"]
        assert "reuse.own-past" in {flag.rule for flag in report.files[0].flags}
        assert job.result is not None
        assert "坏.docx" in job.result["failed"][0]


@pytest.mark.parametrize("with_model", [False, True])
def test_papers_are_reviewed_together(tmp_path: Path, with_model: bool) -> None:
    with at_work(tmp_path, with_model=with_model) as here:
        # Kept before under another name: a person who calls it 甲 wants to read of 甲.
        first = {"sha256": _keep(here, "甲.txt", PAST.encode()), "file": "../甲.txt"}
        handed = [first, _keep(here, "乙.txt", OTHER.encode())]
        job = _done(here, "review", {"originals": handed, "kind": "small"})
        assert job.state == "done", job.cause
        review = Review.model_validate(job.result)
        assert {paper.file for paper in review.papers} == {"甲.txt", "乙.txt"}
        assert "progress" in here.kinds_told(job)


@pytest.mark.parametrize("task", ["check", "review", "sort", "draft"])
def test_a_request_that_makes_no_sense_is_refused_in_words(tmp_path: Path, task: Task) -> None:
    with at_work(tmp_path, with_model=False) as here:
        job = _done(here, task, {"originals": "x"} if task == "sort" else {})
        assert job.state == "failed"
        assert "出错" not in job.cause
        assert job.cause


def test_an_unknown_kind_is_named(tmp_path: Path) -> None:
    with at_work(tmp_path, with_model=False) as here:
        digest = _keep(here, "稿.txt", OTHER.encode())
        job = _done(here, "check", {"originals": [digest], "kind": "nothing"})
        assert job.state == "failed"
        assert "nothing" in job.cause


def _paper(here: AtWork) -> Assignment:
    return Assignments(here.house.database).create(
        here.place.scope, here.place.unit.id, kind="small", year=2023, title="另一份"
    )


def test_files_of_another_unit_are_out_of_reach(tmp_path: Path) -> None:
    with at_work(tmp_path, with_model=False) as here:
        scope, other = here.house.acting_for("别的单位")
        digest = here.house.originals.keep(scope, other.id, "秘密.txt", b"secret").sha256
        job = _done(here, "check", {"originals": [digest]})
        assert job.state == "failed"
        assert "没有这份原始文件" in job.cause
