"""The JSON of every value is the published contract, and comes back as the value it was."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from service.drafts import Draft, Refusal, Usage
from service.flags import CheckedFile, CheckReport, Evidence, Flag
from service.notes import Coverage, Note, Personal, RawNote, SortReport
from service.paper import Chapter, Item, Paper, Section, Sentence
from service.value import Value

VALUES: tuple[type[Value], ...] = (
    Paper,
    Item,
    Sentence,
    RawNote,
    Note,
    SortReport,
    Coverage,
    Flag,
    CheckReport,
    Draft,
)


@pytest.mark.parametrize("value", VALUES, ids=lambda v: v.__name__)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_a_value_survives_the_way_to_json_and_back(value: type[Value], data: Any) -> None:
    made = data.draw(st.builds(value))
    assert value.model_validate_json(made.to_json()) == made


def paper() -> Paper:
    fact = Sentence(text="巡查缺3次。", kind="fact", notes=("N1",), quote="缺3次")
    item = Item(
        id="p1-1",
        role="problem",
        headline="巡查缺次",
        text="1.巡查缺次。",
        end=7,
        sentences=(fact,),
    )
    section = Section(aspect="工作作风", title="工作作风方面", items=(item,))
    chapter = Chapter(role="problems", title="存在的问题", sections=(section,))
    return Paper(
        file="a.docx", kind="team-2023", title="材料", unit="局", year=2023, chapters=(chapter,)
    )


def test_an_outline_has_the_fields_of_the_contract() -> None:
    told = json.loads(paper().to_json())
    assert told["schema"] == "outline/1"
    assert set(told) >= {"file", "kind", "title", "unit", "year", "chapters"}
    section = told["chapters"][0]["sections"][0]
    assert set(told["chapters"][0]) >= {"role", "title", "sections"}
    assert set(section) >= {"aspect", "title", "items"}
    wanted = {"id", "role", "headline", "text", "start", "end", "links", "sentences"}
    assert set(section["items"][0]) >= wanted
    sentence = section["items"][0]["sentences"][0]
    assert sentence == {"text": "巡查缺3次。", "kind": "fact", "notes": ["N1"], "quote": "缺3次"}


def test_a_check_has_the_fields_of_the_contract() -> None:
    flag = Flag(
        id="K0001",
        rule="left.placeholder",
        level="error",
        start=3,
        end=5,
        text="XX",
        message="占位符",
        ask="是哪个？",
        item="P01",
        score=1.0,
        evidence=(Evidence(source="N1", start=0, end=2, quote="原文"),),
    )
    file = CheckedFile(file="a.txt", kind=None, flags=(flag,), counts={"total": 1}, text="全文XX")
    told = json.loads(CheckReport(files=(file,)).to_json())
    assert told["schema"] == "check/1"
    assert set(told["files"][0]) >= {"file", "kind", "flags", "counts"}
    wanted = {"id", "rule", "level", "start", "end", "text", "message", "ask", "item", "score"}
    assert set(told["files"][0]["flags"][0]) >= wanted | {"evidence"}
    assert set(told["files"][0]["flags"][0]["evidence"][0]) == {"source", "start", "end", "quote"}


def test_sorted_notes_have_the_fields_of_the_contract() -> None:
    note = Note(
        id="N1", source_id="N1", text="无", personal=(Personal(kind="phone", start=0, end=1),)
    )
    told = json.loads(SortReport(kind="team-2023", notes=(note,), counts={"lines": 1}).to_json())
    wanted = {"id", "source_id", "text", "aspect", "theme", "group", "empty", "route", "questions"}
    assert set(told["notes"][0]) >= wanted
    assert set(told) >= {"schema", "notes", "counts"}


def test_a_draft_has_the_fields_of_the_contract() -> None:
    made = Draft(
        paper=paper(),
        coverage=(Coverage(note="N1", status="reflected", items=("p1-1",)),),
        usage=Usage(calls=1, prompt_tokens=2, completion_tokens=3, model="m"),
        refused=(Refusal(section="问题", text="编的", reason="没有出处"),),
    )
    told = json.loads(made.to_json())
    assert set(told) >= {"schema", "paper", "flags", "coverage", "usage"}
    assert set(told["coverage"][0]) == {"note", "status", "items", "reason"}
    assert set(told["usage"]) == {"calls", "prompt_tokens", "completion_tokens", "model"}


def test_values_cannot_be_changed() -> None:
    made: Any = paper()
    with pytest.raises(ValidationError, match="frozen"):
        made.title = "另一个"


def test_unknown_fields_of_a_newer_version_are_read_over() -> None:
    told = json.loads(paper().to_json())
    told["something_new"] = 1
    told["chapters"][0]["sections"][0]["items"][0]["also_new"] = []
    assert Paper.model_validate(told) == paper()


def test_usage_adds_up() -> None:
    total = Usage(calls=1, prompt_tokens=2, completion_tokens=3) + Usage(calls=1, model="m")
    assert total == Usage(calls=2, prompt_tokens=2, completion_tokens=3, model="m")
