"""The desk: items saved one by one, stale saves told both texts, nothing lost on the way."""

import pytest

from service.drafting.editing import Changes
from service.errors import BadInput, Conflict, NotFound, StaleWrite
from service.office.assignments import AssignmentChange, Correction
from service.office.desk import KeptDraft, body_of
from service.paper import Item, Sentence
from service.pipelines.desk import add_item, insert_note, item_history, save_item
from service.store.assignments import Assignments
from service.store.database import Database
from service.typeset import typeset
from tests.store.office_cases import Town, composed


def _item(draft: KeptDraft, ident: str) -> Item:
    return next(i for i in draft.draft.paper.items() if i.id == ident)


def _worded(item: Item, text: str) -> Item:
    said = Sentence(text=text, kind="framing")
    return item.model_copy(update={"sentences": (said,), "text": ""})


def test_a_kept_draft_reads_as_it_was_drafted(database: Database) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    _, draft = composed()
    assert kept.draft.text == draft.text == typeset(draft.paper)[1]
    assert kept.draft.paper == draft.paper
    assert kept.draft.notes == draft.notes
    assert set(kept.versions) == {i.id for i in draft.paper.items()}
    assert set(kept.versions.values()) == {1}


def test_a_draft_whose_items_have_no_sentences_is_numbered_once(database: Database) -> None:
    town = Town(database)
    found = town.assignment()
    made, draft = composed()
    bare = draft.paper.model_dump()
    for chapter in bare["chapters"]:
        for section in chapter["sections"]:
            for item in section["items"]:
                item["sentences"] = ()
    plain = draft.model_copy(update={"paper": type(draft.paper).model_validate(bare)})
    kept = town.office.desk.begin(town.drafter(), found.id, plain, made.to_json(), "job")
    assert kept.draft.text == draft.text


def test_a_job_run_again_keeps_its_draft_once(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    made, draft = composed()
    office = town.office
    saved = office.items.save(
        town.drafter(), kept.id, _worded(_item(kept, "p1-1"), "人改的。"), version=1
    )
    again = office.desk.begin(town.drafter(), found.id, draft, made.to_json(), kept.job)
    assert again.versions["p1-1"] == saved.version == 2
    assert "人改的。" in again.draft.text
    assert len(office.history.of_paper(town.drafter(), kept.id)) == 1


def test_a_second_draft_keeps_the_first_with_what_people_made_of_it(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    made, draft = composed()
    office = town.office
    office.items.save(town.drafter(), kept.id, _worded(_item(kept, "p1-1"), "人改的。"), version=1)
    new = office.desk.begin(town.drafter(), found.id, draft, made.to_json(), "job-2")
    assert new.id == kept.id
    assert new.draft.text == draft.text
    assert new.versions["p1-1"] == 3
    versions = office.history.of_paper(town.drafter(), kept.id)
    assert [v.cause for v in versions] == ["draft", "edit", "draft"]
    assert "人改的。" in {body_of(i) for i in versions[1].paper.items()}


def test_people_who_edit_different_items_never_meet(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    items = [i for i in kept.draft.paper.items() if i.role == "problem"][:6]
    for number, item in enumerate(items):
        saved = town.office.items.save(
            town.drafter(f"第{number}人"), kept.id, _worded(item, f"第{number}人说。"), version=1
        )
        assert (saved.version, saved.edited_by) == (2, f"第{number}人")
    now = town.office.desk.draft(town.drafter(), found.id)
    assert now.version == kept.version + len(items)
    assert all(f"第{number}人说。" in now.draft.text for number in range(len(items)))


def test_of_two_who_edit_one_item_the_second_is_told_both_texts(database: Database) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    office, item = town.office, _item(kept, "p1-1")
    office.items.save(town.drafter("甲"), kept.id, _worded(item, "甲说。"), version=1)
    with pytest.raises(StaleWrite) as caught:
        office.items.save(town.drafter("乙"), kept.id, _worded(item, "乙说。"), version=1)
    assert "甲说。" in caught.value.current
    assert "乙说。" in caught.value.yours
    assert caught.value.version == 2
    same = office.items.save(town.drafter("甲"), kept.id, _worded(item, "甲说。"), version=1)
    assert same.version == 2


def test_an_edit_of_an_item_that_was_removed_is_told_and_not_lost(database: Database) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    office, item = town.office, _item(kept, "p1-1")
    office.items.remove(town.drafter("甲"), kept.id, "p1-1", version=1)
    with pytest.raises(StaleWrite) as caught:
        office.items.save(town.drafter("乙"), kept.id, _worded(item, "乙说。"), version=1)
    assert caught.value.current == ""
    assert "乙说。" in caught.value.yours
    with pytest.raises(NotFound):
        office.items.save(
            town.drafter(), kept.id, item.model_copy(update={"id": "无此条"}), version=1
        )


def test_removing_a_problem_names_what_answered_it_and_its_return_brings_the_links_back(
    database: Database,
) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    office = town.office
    answers = {i.id for i in kept.draft.paper.items() if "p1-1" in i.links}
    assert answers
    gone = office.items.remove(town.drafter(), kept.id, "p1-1", version=1)
    assert set(gone.unlinked) == answers
    now = office.desk.draft(town.drafter(), found.id)
    assert not any("p1-1" in i.links for i in now.draft.paper.items())
    assert "p1-1" not in now.versions
    (removed,) = office.history.removed(town.drafter(), kept.id)
    assert (removed.item.id, removed.cause, removed.version) == ("p1-1", "remove", 2)
    back = office.history.restore_item(town.drafter(), kept.id, "p1-1", to=1, version=2)
    assert back.version == 3
    now = office.desk.draft(town.drafter(), found.id)
    assert {i.id for i in now.draft.paper.items() if "p1-1" in i.links} == answers


def test_links_go_from_causes_and_measures_to_problems_of_the_paper_only(
    database: Database,
) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    office = town.office
    measure = next(i for i in kept.draft.paper.items() if i.role == "measure")
    problem = _item(kept, "p1-1")
    with pytest.raises(BadInput, match="不在稿子里"):
        office.items.save(
            town.drafter(), kept.id, measure.model_copy(update={"links": ("p9-9",)}), version=1
        )
    with pytest.raises(BadInput, match="只有原因和措施"):
        office.items.save(
            town.drafter(), kept.id, problem.model_copy(update={"links": ("p1-1",)}), version=1
        )
    linked = save_item(
        office,
        town.drafter(),
        kept.id,
        measure.id,
        Changes(links=("p1-1",), owner="办公室主任", deadline="2026年3月底"),
        version=1,
    )
    assert (linked.item.links, linked.item.owner) == (("p1-1",), "办公室主任")


def test_items_are_added_moved_and_numbered_by_their_place(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    office = town.office
    where = office.items.get(town.drafter(), kept.id, "p1-1")
    added = add_item(
        office,
        town.drafter(),
        kept.id,
        role="problem",
        changes=Changes(headline="差旅报销慢", text="差旅报销要跑5个签字。新写的一句。"),
        chapter=where.chapter,
        section=where.section,
        position=0,
    )
    assert [s.notes for s in added.item.sentences] == [("n18",), ()]
    now = office.desk.draft(town.drafter(), found.id)
    assert _item(now, added.item.id).text.startswith("1.差旅报销慢。")
    assert _item(now, "p1-1").text.startswith("2.")
    moved = office.items.move(
        town.drafter(),
        kept.id,
        added.item.id,
        chapter=where.chapter,
        section=where.section,
        position=1,
        version=1,
    )
    assert moved.version == 2
    now = office.desk.draft(town.drafter(), found.id)
    assert _item(now, "p1-1").text.startswith("1.")
    with pytest.raises(NotFound):
        office.items.move(
            town.drafter(), kept.id, "p1-1", chapter=99, section=0, position=0, version=1
        )


def test_a_job_that_drafts_one_item_anew_never_takes_a_persons_words(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    office, item = town.office, _item(kept, "p1-1")
    person = office.items.save(town.drafter(), kept.id, _worded(item, "人改的。"), version=1)
    late = office.items.replace(town.drafter(), kept.id, _worded(item, "机器写的。"), made_from=1)
    assert not late.taken
    assert "人改的。" in office.desk.draft(town.drafter(), found.id).draft.text
    again = office.items.replace(town.drafter(), kept.id, _worded(item, "机器写的。"), made_from=1)
    assert again == late
    edited = office.items.save(
        town.drafter(), kept.id, _worded(item, "人又改的。"), version=person.version
    )
    assert edited.version > late.version
    back = office.history.restore_item(
        town.drafter(), kept.id, "p1-1", to=late.version, version=edited.version
    )
    assert body_of(back.item) == "机器写的。"
    causes = [v.cause for v in office.history.of_item(town.drafter(), kept.id, "p1-1")]
    assert causes == ["draft", "edit", "regenerate", "edit", "restore"]


def test_a_job_that_drafts_an_untouched_item_anew_takes_its_place_once(
    database: Database,
) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    office, item = town.office, _item(kept, "p1-1")
    first = office.items.replace(town.drafter(), kept.id, _worded(item, "新写的。"), made_from=1)
    again = office.items.replace(town.drafter(), kept.id, _worded(item, "新写的。"), made_from=1)
    assert first.taken
    assert again == first
    assert first.version == 2


def test_the_whole_paper_comes_back_as_it_was_and_what_stood_is_kept(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    office = town.office
    office.items.save(town.drafter(), kept.id, _worded(_item(kept, "p1-1"), "人改的。"), version=1)
    office.items.remove(town.drafter(), kept.id, "p1-2", version=1)
    now = office.desk.draft(town.drafter(), found.id)
    with pytest.raises(StaleWrite) as caught:
        office.history.restore_paper(town.drafter(), kept.id, to=1, version=kept.version)
    assert "人改的。" in caught.value.current
    back = office.history.restore_paper(town.drafter(), kept.id, to=1, version=now.version)
    assert back.draft.text == kept.draft.text
    assert back.versions["p1-1"] == 3
    versions = office.history.of_paper(town.drafter(), kept.id)
    assert [v.cause for v in versions] == ["draft", "edit", "restore"]
    assert "人改的。" in {body_of(i) for i in versions[1].paper.items()}


def test_the_history_shows_what_each_version_changed(database: Database) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    office, item = town.office, _item(kept, "p1-1")
    save_item(
        office,
        town.drafter(),
        kept.id,
        "p1-1",
        Changes(text=body_of(item) + "差旅报销要跑5个签字。"),
        version=1,
    )
    _, change = item_history(office, town.drafter(), kept.id, "p1-1")
    added = "".join(d.text for d in change.differences if d.kind == "added")
    assert added == "差旅报销要跑5个签字。"
    assert not [d for d in change.differences if d.kind == "removed"]


def test_a_note_is_told_in_an_item_and_a_clue_never_is(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    office = town.office
    told = insert_note(office, town.drafter(), kept.id, "p1-1", "n18", version=1)
    assert any(s.kind == "fact" and s.notes == ("n18",) for s in told.item.sentences)
    last = office.history.of_item(town.drafter(), kept.id, "p1-1")[-1]
    assert last.cause == "insert"
    with pytest.raises(Conflict, match="纪检"):
        insert_note(office, town.drafter(), kept.id, "p1-1", "n22", version=2)
    office.notes.correct(town.drafter(), found.id, "n20", Correction(set_aside="已办结"), version=1)
    with pytest.raises(Conflict, match="已办结"):
        insert_note(office, town.drafter(), kept.id, "p1-1", "n20", version=2)


def test_a_closed_assignments_draft_is_read_and_not_changed(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    closing = AssignmentChange(state="closed")
    Assignments(database).change(town.head(), found.id, closing, version=1)
    assert town.office.desk.draft(town.drafter(), found.id).draft.text == kept.draft.text
    with pytest.raises(Conflict, match="办结"):
        town.office.items.remove(town.drafter(), kept.id, "p1-1", version=1)


@pytest.mark.parametrize("text", ["长" * 20_001, "坏\x00字"])
def test_words_that_cannot_be_kept_are_refused(database: Database, text: str) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    with pytest.raises(BadInput):
        town.office.items.save(
            town.drafter(), kept.id, _worded(_item(kept, "p1-1"), text), version=1
        )
