"""Assignments: listed newest first, changed one version at a time, in states that may follow."""

from datetime import date

import pytest

from service.errors import BadInput, Conflict, Forbidden, NotFound, StaleWrite
from service.office.assignments import AssignmentChange
from service.store.assignments import Assignments
from service.store.database import Database
from tests.store.office_cases import Town


def test_pages_run_from_the_newest_to_the_oldest_without_gap_or_repeat(database: Database) -> None:
    town = Town(database)
    made = [town.assignment().id for _ in range(5)]
    kept, seen, after = Assignments(database), list[str](), None
    while page := kept.page(town.drafter(), after=after, limit=2):
        seen += [found.id for found in page]
        after = seen[-1]
    assert seen == sorted(made, reverse=True)
    assert kept.page(town.drafter(), unit=town.roads.id) == ()


def test_a_change_is_kept_and_a_stale_one_is_told_both_texts(database: Database) -> None:
    town = Town(database)
    kept, found = Assignments(database), town.assignment()
    changed = kept.change(
        town.drafter(),
        found.id,
        AssignmentChange(title="新名称", deadline=date(2026, 1, 5)),
        version=1,
    )
    assert (changed.title, changed.deadline, changed.version) == ("新名称", date(2026, 1, 5), 2)
    with pytest.raises(StaleWrite) as caught:
        kept.change(town.head(), found.id, AssignmentChange(title="另一名称"), version=1)
    assert "新名称" in caught.value.current
    assert "另一名称" in caught.value.yours
    assert caught.value.version == 2
    bare = kept.change(town.head(), found.id, AssignmentChange(no_deadline=True), version=2)
    assert bare.deadline is None
    assert bare.title == "新名称"


def test_what_changes_nothing_makes_no_version(database: Database) -> None:
    town = Town(database)
    found = town.assignment()
    same = Assignments(database).change(
        town.drafter(), found.id, AssignmentChange(title=found.title), version=1
    )
    assert same.version == 1


def test_by_hand_an_assignment_is_only_closed_and_opened_again(database: Database) -> None:
    town = Town(database)
    kept, found = Assignments(database), town.assignment()
    with pytest.raises(Conflict):
        kept.change(town.head(), found.id, AssignmentChange(state="passed"), version=1)
    closed = kept.change(town.head(), found.id, AssignmentChange(state="closed"), version=1)
    assert closed.state == "closed"
    with pytest.raises(Conflict, match="办结"):
        town.office.notes.put_raw(town.drafter(), found.id, [])
    opened = kept.change(town.head(), found.id, AssignmentChange(state="open"), version=2)
    assert opened.state == "open"
    assert [a.id for a in kept.page(town.head(), state="open")] == [found.id]
    assert kept.page(town.head(), state="closed") == ()


@pytest.mark.parametrize("title", ["", "  ", "长" * 201, "坏\x00字", "坏\ud800字"])
def test_a_title_that_cannot_be_kept_is_refused(database: Database, title: str) -> None:
    town = Town(database)
    with pytest.raises(BadInput):
        Assignments(database).create(
            town.head(), town.water.id, kind="team-2023", year=2023, title=title
        )


def test_an_assignment_of_another_unit_is_not_there(database: Database) -> None:
    town = Town(database)
    kept, found = Assignments(database), town.assignment()
    with pytest.raises(NotFound):
        kept.get(town.stranger(), found.id)
    with pytest.raises(NotFound):
        kept.create(town.stranger(), town.water.id, kind="team-2023", year=2023, title="任务")


def test_a_key_without_the_permission_changes_nothing(database: Database) -> None:
    town = Town(database)
    reading = town.head().model_copy(update={"permissions": frozenset({"read"})})
    with pytest.raises(Forbidden):
        Assignments(database).create(
            reading, town.water.id, kind="team-2023", year=2023, title="任务"
        )
