"""The ledger keeps what people wrote into it; kinds hold downwards and stay while in use."""

import pytest

from service.drafting.editing import Changes
from service.errors import BadData, BadInput, Conflict, Forbidden, NotFound, StaleWrite
from service.office.assignments import LedgerEntry, LedgerLine
from service.pipelines.desk import make_ledger, save_item
from service.scope import Scope
from service.store.assignments import Assignments
from service.store.database import Database
from service.store.kinds import Kinds
from service.store.ledger import Ledger
from tests.store.office_cases import OPERATOR, Town, kind_yaml


def _line(entry: LedgerEntry, **changed: str) -> LedgerLine:
    return LedgerLine.model_validate({**entry.model_dump(), **changed})


def test_the_ledger_has_a_line_a_problem_with_its_measures(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    made = make_ledger(town.office, town.drafter(), found.id)
    problems = [i.headline for i in kept.draft.paper.items("problem")]
    assert [entry.problem for entry in made] == problems
    assert all(entry.measure and entry.status == "未启动" for entry in made)
    assert not any("【待补" in entry.measure for entry in made)
    assert make_ledger(town.office, town.drafter(), found.id) == made


def test_made_again_the_ledger_follows_the_draft_but_for_edited_lines(
    database: Database,
) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    office, who, ledger = town.office, town.drafter(), Ledger(database)
    first, second, third, *_ = make_ledger(office, who, found.id)
    edited = ledger.edit(
        who, found.id, first.id, _line(first, owner="张主任", status="进行中"), version=1
    )
    own = ledger.add(who, found.id, LedgerLine(problem="人工加的一行"))
    problems = [i.id for i in kept.draft.paper.items("problem")]
    save_item(office, who, kept.id, problems[1], Changes(headline="新的标题"), version=1)
    for item in (problems[0], problems[2]):
        office.items.remove(who, kept.id, item, version=1)
    now = {entry.id: entry for entry in make_ledger(office, who, found.id)}
    assert now[first.id] == edited
    assert now[own.id] == own
    assert now[second.id].problem == "新的标题"
    assert third.id not in now


def test_a_stale_line_is_told_both_and_a_line_is_removed_once(database: Database) -> None:
    town = Town(database)
    found, _ = town.with_draft()
    who, ledger = town.drafter(), Ledger(database)
    first, *_ = make_ledger(town.office, who, found.id)
    ledger.edit(who, found.id, first.id, _line(first, owner="张主任"), version=1)
    with pytest.raises(StaleWrite) as caught:
        ledger.edit(who, found.id, first.id, _line(first, owner="李主任"), version=1)
    assert "张主任" in caught.value.current
    assert "李主任" in caught.value.yours
    ledger.remove(who, found.id, first.id, version=2)
    with pytest.raises(NotFound):
        ledger.remove(who, found.id, first.id, version=2)
    with pytest.raises(BadInput):
        ledger.add(who, found.id, LedgerLine(problem=" "))


def test_a_line_that_was_taken_away_comes_back_in_its_place_and_is_not_made_twice(
    database: Database,
) -> None:
    town = Town(database)
    found, _ = town.with_draft()
    who, ledger = town.drafter(), Ledger(database)
    made = make_ledger(town.office, who, found.id)
    second = made[1]
    ledger.remove(who, found.id, second.id, version=1)
    back = ledger.add(who, found.id, _line(second), position=1)
    assert [e.problem for e in ledger.of(who, found.id)] == [e.problem for e in made]
    again = make_ledger(town.office, who, found.id)
    assert [e.problem for e in again] == [e.problem for e in made]
    assert back in again


def test_a_line_put_before_another_moves_the_others_down(database: Database) -> None:
    town = Town(database)
    found, _ = town.with_draft()
    who, ledger = town.drafter(), Ledger(database)
    for problem, position in (("一", None), ("三", None), ("二", 1), ("零", 0), ("末", 10_000)):
        ledger.add(who, found.id, LedgerLine(problem=problem), position=position)
    assert [e.problem for e in ledger.of(who, found.id)] == ["零", "一", "二", "三", "末"]


def test_the_lines_of_all_ones_assignments_come_in_pages_and_no_others(
    database: Database,
) -> None:
    town = Town(database)
    found, _ = town.with_draft()
    who, ledger = town.drafter(), Ledger(database)
    made = make_ledger(town.office, who, found.id)
    first = made[0]
    ledger.edit(who, found.id, first.id, _line(first, status="进行中"), version=1)
    seen: list[str] = []
    while page := ledger.page(who, after=seen[-1] if seen else None, limit=2):
        seen += [entry.id for entry in page]
    assert sorted(seen) == sorted(entry.id for entry in made)
    assert [e.id for e in ledger.page(who, status="进行中")] == [first.id]
    assert ledger.page(who, unit=town.roads.id) == ()
    assert ledger.page(town.drafter(unit=town.roads)) == ()


def test_a_kind_holds_in_its_unit_and_below_and_the_nearest_wins(database: Database) -> None:
    town = Town(database)
    kinds = Kinds(database)
    house, shared = f"house-{town.water.id}", f"shared-{town.water.id}"
    above = Scope(person="a", name="上级", writes=frozenset({town.above.id}))
    kinds.put(OPERATOR, None, kind_yaml(house, "全系统"))
    kinds.put(OPERATOR, None, kind_yaml(shared, "全系统"))
    kinds.put(above, town.above.id, kind_yaml(shared, "上级"))
    kinds.put(town.drafter(), town.water.id, kind_yaml("own-1", "本单位"))
    held = kinds.for_unit(town.drafter(), town.water.id)
    assert {i: k.name for i, k in held.items()} == {
        house: "全系统",
        "own-1": "本单位",
        shared: "上级",
    }
    kinds.put(town.drafter(), town.water.id, kind_yaml(shared, "本单位"))
    assert kinds.for_unit(town.drafter(), town.water.id)[shared].name == "本单位"
    assert kinds.for_unit(above, town.above.id)[shared].name == "上级"
    beside = kinds.for_unit(town.drafter(unit=town.roads), town.roads.id)
    assert set(beside) == {house, shared}


def test_a_superiors_kind_is_read_and_not_written(database: Database) -> None:
    town = Town(database)
    kinds = Kinds(database)
    with pytest.raises(Forbidden):
        kinds.put(town.drafter(), None, kind_yaml("own-1"))
    with pytest.raises(Forbidden):
        kinds.put(town.drafter(), town.above.id, kind_yaml("own-1"))
    with pytest.raises(NotFound):
        kinds.put(town.stranger(), town.water.id, kind_yaml("own-1"))
    above = Scope(person="a", name="上级", writes=frozenset({town.above.id}))
    kept = kinds.put(above, town.above.id, kind_yaml("own-1"))
    assert kinds.get(town.drafter(), kept.id).body == kept.body
    with pytest.raises(Forbidden):
        kinds.remove(town.drafter(), kept.id, version=1)


def test_a_kind_that_breaks_its_form_is_refused_by_name(database: Database) -> None:
    town = Town(database)
    with pytest.raises(BadData, match="scope"):
        Kinds(database).put(town.drafter(), town.water.id, "id: x\nname: y\n")


def test_a_stale_kind_is_told_both_texts(database: Database) -> None:
    town = Town(database)
    kinds, who = Kinds(database), town.drafter()
    first = kinds.put(who, town.water.id, kind_yaml("own-1", "一"))
    second = kinds.put(who, town.water.id, kind_yaml("own-1", "二"), version=1)
    assert (first.id, second.version) == (second.id, 2)
    with pytest.raises(StaleWrite) as caught:
        kinds.put(who, town.water.id, kind_yaml("own-1", "三"), version=1)
    assert "name: 二" in caught.value.current
    assert "name: 三" in caught.value.yours


def test_a_kind_in_use_below_is_not_removed_even_by_who_does_not_reach_the_work(
    database: Database,
) -> None:
    town = Town(database)
    kinds = Kinds(database)
    above = Scope(person="a", name="管理员", administers=frozenset({town.above.id}))
    kept = kinds.put(above, town.above.id, kind_yaml("own-1"))
    Assignments(database).create(
        town.drafter(), town.water.id, kind="own-1", year=2025, title="任务"
    )
    with pytest.raises(Conflict, match="在用"):
        kinds.remove(above, kept.id, version=1)
    free = kinds.put(above, town.above.id, kind_yaml("own-2"))
    kinds.remove(above, free.id, version=1)
    assert {k.kind for k in kinds.all(above) if k.unit == town.above.id} == {"own-1"}
