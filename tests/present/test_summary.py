from pathlib import Path

import pytest
from pypdf import PdfReader

from service.drafts import Draft
from service.notes import Coverage, Note
from service.paper import Paper
from service.present.summary import summary_lines, write_summary
from service.readers import read_here
from tests.present.drafts_made import ASK, CLUE, draft
from tests.present.word_files import through_office


def lines(made: Draft) -> dict[str, list[str]]:
    return {heading[2:]: said for heading, said in summary_lines(made)}


def test_the_counts_are_those_of_the_draft() -> None:
    done = lines(draft())["做了什么"]
    assert "意见6条，其中没有实质内容1条；已写入材料2条。" in done
    assert any("问题2条" in line and "措施2条" in line for line in done)


def test_what_must_change_comes_before_what_is_to_fill_in() -> None:
    said = lines(draft())
    assert not any("【待补" in line for line in said["必须先处理的"])
    assert any(ASK in line for line in said["还要向人问清的"])


def test_a_finding_is_not_said_twice_in_one_line() -> None:
    urgent = "".join(lines(draft())["必须先处理的"])
    assert urgent.count("“5次”") == 1


def test_a_clue_is_counted_and_not_told() -> None:
    said = "".join(line for part in lines(draft()).values() for line in part)
    assert "举报性质的意见1条" in said
    assert CLUE not in said


def test_an_empty_draft_says_so_in_every_part() -> None:
    said = lines(Draft(paper=Paper()))
    assert said["必须先处理的"] == ["没有必改、应改的提示。"]
    assert said["还要向人问清的"] == ["没有待补的内容。"]
    assert said["没有写进材料的意见"] == ["有实质内容的意见都已写入。"]


@pytest.mark.office
def test_the_fullest_summary_is_one_page(tmp_path: Path) -> None:
    made = draft()
    long = [
        f.model_copy(update={"message": "这里写得很长，" * 30, "text": "原文很长" * 30})
        for f in made.flags
        for _ in range(9)
    ]
    extra = [Note(id=f"x{n}", source_id="x", text="没有写入的一条意见，" * 20) for n in range(30)]
    more = [Coverage(note=note.id, status="missing") for note in extra]
    made = made.model_copy(
        update={
            "flags": tuple(long),
            "notes": (*made.notes, *extra),
            "coverage": (*made.coverage, *more),
        }
    )
    out = tmp_path / "summary.docx"
    write_summary(out, made)
    assert made.paper.title in read_here(out).text.replace("\n", "")
    assert len(PdfReader(through_office(out, tmp_path, "pdf")).pages) == 1
