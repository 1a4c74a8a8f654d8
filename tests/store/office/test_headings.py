"""Title and headings: a person's words for them, and what they stand for beneath."""

import pytest

from service.checks import check
from service.errors import BadInput, Conflict, NotFound, StaleWrite
from service.office.assignments import AssignmentChange
from service.office.desk import KeptDraft
from service.paper import Section
from service.pipelines.headings import heading_words, save_heading
from service.store.assignments import Assignments
from service.store.database import Database
from service.subject import Subject
from tests.store.office_cases import Town, composed

_AT = "section-2-0"


def _section(kept: KeptDraft) -> Section:
    return kept.draft.paper.chapters[2].sections[0]


def _lines(kept: KeptDraft) -> list[str]:
    return kept.draft.text.splitlines()


def test_a_heading_gets_a_persons_words_and_keeps_its_number_and_its_aspect(
    database: Database,
) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    who, books = town.drafter("甲"), town.office
    before = _section(kept)
    saved = save_heading(books.headings, who, kept.id, _AT, "学得还不够深", version=1)
    assert (saved.text, saved.version, saved.edited_by) == ("学得还不够深", 2, "甲")
    now = books.desk.get(who, kept.id)
    assert "（一）学得还不够深" in _lines(now)
    assert (now.headings[_AT], now.version) == (2, kept.version + 1)
    assert _section(now).aspect == before.aspect != ""
    assert [item.id for item in _section(now).items] == [item.id for item in before.items]
    assert now.versions == kept.versions


def test_the_title_and_a_chapter_get_other_words_alike(database: Database) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    who, books = town.drafter(), town.office
    save_heading(books.headings, who, kept.id, "title", "对照检查材料（送审稿）", version=1)
    save_heading(books.headings, who, kept.id, "chapter-2", "查摆出来的问题", version=1)
    now = books.desk.get(who, kept.id)
    assert now.draft.paper.title == _lines(now)[0] == "对照检查材料（送审稿）"
    assert now.draft.paper.chapters[2].role == kept.draft.paper.chapters[2].role
    assert "查摆出来的问题" in now.draft.paper.chapters[2].title


def test_checks_miss_no_aspect_whose_heading_reads_otherwise(database: Database) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    kind = composed()[0].kind
    missed = {f.message for f in check(Subject.of_draft(kept.draft, kind)) if "aspect" in f.rule}
    for name, version in kept.headings.items():
        if name.startswith("section-"):
            save_heading(
                town.office.headings, town.drafter(), kept.id, name, f"另拟{name}", version=version
            )
    now = town.office.desk.get(town.drafter(), kept.id).draft
    assert {f.message for f in check(Subject.of_draft(now, kind)) if "aspect" in f.rule} == missed


def test_of_two_who_change_a_heading_the_second_is_told_both_texts(database: Database) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    headings = town.office.headings
    headings.save(town.drafter("甲"), kept.id, _AT, "甲的标题", version=1)
    with pytest.raises(StaleWrite) as told:
        headings.save(town.drafter("乙"), kept.id, _AT, "乙的标题", version=1)
    assert (told.value.current, told.value.yours) == ("甲的标题", "乙的标题")
    assert told.value.version == 2
    same = headings.save(town.drafter("乙"), kept.id, _AT, "甲的标题", version=1)
    assert (same.version, same.edited_by) == (2, "甲")
    told_of = headings.history(town.drafter(), kept.id, _AT)
    assert [(v.version, v.cause) for v in told_of] == [(1, "draft"), (2, "edit")]
    assert told_of[0].text == _section(kept).title


def test_a_new_draft_and_a_restored_paper_are_later_versions_of_their_headings(
    database: Database,
) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    made, draft = composed()
    who, books = town.drafter(), town.office
    books.headings.save(who, kept.id, _AT, "我的标题", version=1)
    again = books.desk.begin(who, found.id, draft, made.to_json(), f"h-{found.id}"[:24])
    assert (_section(again).title, again.headings[_AT]) == (_section(kept).title, 3)
    assert again.headings["title"] == 1
    with pytest.raises(StaleWrite):
        books.headings.save(who, kept.id, _AT, "从旧稿改的", version=2)
    mine = next(
        version.number
        for version in books.history.of_paper(who, kept.id)
        if version.paper.chapters[2].sections[0].title == "我的标题"
    )
    back = books.history.restore_paper(who, kept.id, to=mine, version=again.version)
    assert (_section(back).title, back.headings[_AT]) == ("我的标题", 4)
    assert [v.cause for v in books.headings.history(who, kept.id, _AT)] == [
        "draft",
        "edit",
        "draft",
        "restore",
    ]


@pytest.mark.parametrize(
    ("heading", "typed", "kept"),
    [
        ("chapter-2", "二、存在的问题", "存在的问题"),
        (_AT, "（一） 理论学习方面", "理论学习方面"),
        (_AT, "一是一岗双责方面", "一是一岗双责方面"),
        (_AT, "理论学习\n方面。", "理论学习 方面"),
        ("title", "一、二季度\t对照检查材料", "一、二季度 对照检查材料"),
        (_AT, "理论\x0b学习", "理论 学习"),
    ],
)
def test_a_heading_is_one_line_without_a_number_of_its_own(
    heading: str, typed: str, kept: str
) -> None:
    assert heading_words(heading, typed) == kept


@pytest.mark.parametrize("nothing", ["", " 　", "（一）", "一、。"])
def test_a_heading_of_no_words_is_refused(database: Database, nothing: str) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    with pytest.raises(BadInput, match="标题"):
        save_heading(town.office.headings, town.drafter(), kept.id, _AT, nothing, version=1)


@pytest.mark.parametrize("nowhere", ["chapter-0", "section-0-0", "chapter-99", "x", ""])
def test_what_the_paper_does_not_show_is_no_heading(database: Database, nowhere: str) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    for act in (town.office.headings.get, town.office.headings.history):
        with pytest.raises(NotFound, match="标题"):
            act(town.drafter(), kept.id, nowhere)
    with pytest.raises(NotFound, match="标题"):
        town.office.headings.save(town.drafter(), kept.id, nowhere, "新", version=1)


def test_the_headings_of_a_closed_assignment_stand(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    Assignments(database).change(
        town.drafter(), found.id, AssignmentChange(state="closed"), version=1
    )
    with pytest.raises(Conflict, match="办结"):
        town.office.headings.save(town.drafter(), kept.id, _AT, "新", version=1)
