"""A person reads each section of a draft as soon as it is written, in the words of the paper."""

import json
from pathlib import Path
from typing import Any

import pytest

from service.drafting import WrittenSection
from service.jobs import Jobs
from service.jobs.dispatch import Dispatcher
from service.jobs.sections import MOST_BYTES, SectionTeller
from service.kinds import load_kinds
from service.office.assignments import KeptRawNote
from service.office.jobs import EventKind, Job
from service.office.people import Membership
from service.paper import Chapter, Item, Paper, Section, Sentence
from service.store.desk import Desk
from service.store.notes import Notes
from tests.jobs.running import AtWork, at_work

SOMEBODY = "仝小满"
NOTE = f"{SOMEBODY}打13900001111报修水管，三次没有人来。"
Data = dict[str, Any]


def events(here: AtWork, job: Job, kind: EventKind) -> list[Data]:
    return [e.data for e in here.jobs.events(here.place.scope, job.id) if e.kind == kind]


def paper(here: AtWork) -> Paper:
    return Desk(here.house.database).draft(here.place.scope, here.place.assignment.id).draft.paper


def as_told(item: Item) -> Data:
    told = item.model_dump(
        mode="json", include={"id", "role", "headline", "owner", "deadline", "links"}
    )
    keep = {"text", "kind", "notes"}
    told["sentences"] = [s.model_dump(mode="json", include=keep) for s in item.sentences]
    return told


@pytest.mark.parametrize("with_model", [True, False])
def test_what_was_told_is_the_whole_paper_section_by_section(
    tmp_path: Path, with_model: bool
) -> None:
    with at_work(tmp_path, with_model=with_model) as here:
        job = here.ended(here.draft())
        told = events(here, job, "section")
        assert len({data["label"] for data in told}) == len(told) == 5
        made = paper(here)
        places = {(data["chapter"], data["section"]): data for data in told}
        for at, chapter in enumerate(made.chapters):
            for number, section in enumerate(chapter.sections):
                data = places[at, number]
                assert (data["chapter_title"], data["title"]) == (chapter.title, section.title)
                assert data["items"] == [as_told(item) for item in section.items]
        problems = next(data for data in told if data["label"] == "理论学习·问题")
        assert problems["items"][0]["sentences"][0]["text"]
        assert (problems["part"], problems["parts"]) == (1, 1)


def test_a_section_that_is_begun_is_named_before_it_is_there(tmp_path: Path) -> None:
    with at_work(tmp_path) as here:
        job = here.ended(here.draft())
        begun = events(here, job, "section_begun")
        assert {data["label"] for data in begun} == {
            f"{aspect}·{part}" for aspect in ("理论学习", "工作作风") for part in ("问题", "措施")
        }
        written = {data["label"]: data for data in events(here, job, "section")}
        for data in begun:
            assert "items" not in data
            assert data.items() <= written[data["label"]].items()
        kinds = here.kinds_told(job)
        assert kinds.index("section_begun") < kinds.index("section")


def test_whoever_comes_back_reads_the_same_from_where_they_were(tmp_path: Path) -> None:
    with at_work(tmp_path) as here:
        job = here.ended(here.draft())
        every = here.jobs.events(here.place.scope, job.id)
        first = next(e.number for e in every if e.kind == "section")
        elsewhere = Jobs(here.house.database, Dispatcher(f"sqlite:///{tmp_path / 'none.sqlite'}"))
        again = tuple(elsewhere.stream(here.place.scope, job.id, first - 1))
        assert again == every[first - 1 :]


def test_what_a_model_outside_wrote_is_told_with_the_details_put_back(tmp_path: Path) -> None:
    with at_work(tmp_path, llm_external="true", llm_external_use="masked") as here:
        place, office = here.place, here.house.office
        operator = office.scopes.local("操作员")
        role = Membership(unit=place.unit.id, role="drafter")
        office.people.create(operator, "tong", SOMEBODY, memberships=[role])
        notes = Notes(here.house.database)
        raw = [KeptRawNote(id="n9", text=NOTE, source="座谈会记录")]
        notes.put_raw(place.scope, place.assignment.id, raw)
        sort = here.jobs.submit(
            place.scope, place.unit.id, "sort", {}, assignment=place.assignment.id
        )
        assert here.ended(sort).state == "done"
        job = here.ended(here.draft())
        told = json.dumps(events(here, job, "section"), ensure_ascii=False)
        sent = json.dumps([c.prompt for c in here.model.ledger.calls], ensure_ascii=False)
        printed = "".join(item.text for item in paper(here).items())
    for detail in (SOMEBODY, "13900001111"):
        assert detail not in sent
        assert (detail in told) == (detail in printed)
    assert "报修水管" in told
    assert "人名" in sent
    assert "〔" not in told


def test_a_long_section_comes_in_parts_and_loses_nothing() -> None:
    told: list[tuple[EventKind, Data]] = []

    def tell(kind: EventKind, **data: Any) -> None:
        told.append((kind, data))

    sentences = (Sentence(text="长" * 3000, kind="fact", notes=("n1",), quote="长"),)
    items = tuple(
        Item(id=f"p1-{n}", role="problem", headline="题", text="", sentences=sentences)
        for n in range(1, 12)
    )
    kind = load_kinds(None)["branch-2023"]
    aspect = kind.aspects[0]
    teller = SectionTeller(kind, tell)
    label = f"{aspect.short}·问题"
    teller.written(WrittenSection(label=label, role="problems", aspect=aspect.key, items=items))
    parts = [data for _, data in told]
    assert [data["part"] for data in parts] == list(range(1, len(parts) + 1))
    assert {data["parts"] for data in parts} == {len(parts)}
    assert len(parts) > 1
    assert [i["id"] for data in parts for i in data["items"]] == [i.id for i in items]
    for data in parts:
        assert len(json.dumps(data["items"], ensure_ascii=False).encode()) <= 1.1 * MOST_BYTES


def test_of_a_plan_problems_and_measures_stand_in_one_place() -> None:
    told: list[Data] = []

    def tell(kind: EventKind, **data: Any) -> None:
        assert kind == "section"
        told.append(data)

    found = next(k for k in load_kinds(None).values() if k.scope == "plan")
    aspect = found.aspects[0]
    at = [chapter.role for chapter in found.chapters].index("plan")
    teller = SectionTeller(found, tell)
    for role in ("problems", "measures"):
        teller.written(
            WrittenSection.model_validate({"label": role, "role": role, "aspect": aspect.key})
        )
    assert [(data["chapter"], data["section"]) for data in told] == [(at, 0)] * 2
    sections = tuple(Section(aspect=a.title, title=a.title) for a in found.aspects)
    chapters = [Chapter(role=c.role, title=c.title) for c in found.chapters]
    chapters[at] = chapters[at].model_copy(update={"sections": sections})
    teller.rest(Paper(chapters=tuple(chapters)))
    assert [data["section"] for data in told[2:]] == list(range(1, len(sections)))
