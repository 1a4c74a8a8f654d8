"""Units: the tree that administrators look after."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.errors import BadInput, Conflict, DuizhaoError, Forbidden, NotFound, StaleWrite
from service.identity.registry import Registry
from service.scope import Scope
from tests.identity.town import Town


def test_a_unit_is_made_renamed_and_listed_below_its_parent(town: Town) -> None:
    units = town.registry.units
    below = units.below(town.operator, town.county.id)
    names = [unit.name for unit in below]
    assert set(names) == {"青岚县水利局", "青岚县教育局", "白鹭塘管理站"}
    assert names.index("青岚县水利局") < names.index("白鹭塘管理站")
    renamed = units.rename(town.operator, town.water.id, "青岚县水务局", version=1)
    assert (renamed.name, renamed.version) == ("青岚县水务局", 2)
    assert units.unit_named("青岚县水务局") == units.get(town.operator, town.water.id) == renamed


def test_a_name_is_given_once(town: Town) -> None:
    with pytest.raises(Conflict, match="已有名为"):
        town.unit(" 青岚县水利局 ")
    with pytest.raises(Conflict, match="已有名为"):
        town.registry.units.rename(town.operator, town.school.id, "临江市", version=1)
    with pytest.raises(Conflict, match="已有名为"):
        town.unit("青岚县 水利局")
    # Its own name is no other's.
    town.registry.units.rename(town.operator, town.school.id, "青岚县教育局", version=1)


def test_a_name_that_cannot_be_shown_is_refused(town: Town) -> None:
    for name in ("", "  ", "第一行\n第二行", "长" * 201, "零\x00字节"):
        with pytest.raises(BadInput, match="单位名称"):
            town.unit(name)


def test_a_unit_never_gets_under_itself(town: Town) -> None:
    units = town.registry.units
    for place in (town.county, town.water, town.station):
        with pytest.raises(Conflict, match="下级单位之下"):
            units.move(town.operator, town.county.id, place.id, version=1)
    moved = units.move(town.operator, town.station.id, town.school.id, version=1)
    assert moved.parent == town.school.id
    assert units.move(town.operator, town.station.id, None, version=2).parent is None


def test_two_moves_at_once_do_not_tie_a_knot(town: Town) -> None:
    units = town.registry.units

    def move(pair: tuple[str, str]) -> bool:
        try:
            units.move(town.operator, pair[0], pair[1], version=1)
        except Conflict:
            return False
        return True

    pairs = [(town.water.id, town.school.id), (town.school.id, town.water.id)]
    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(move, pairs)) == [False, True]
    assert len(units.below(town.operator, town.county.id)) == 3


def test_a_stale_change_is_refused_with_both_names(town: Town) -> None:
    units = town.registry.units
    units.rename(town.operator, town.water.id, "甲", version=1)
    with pytest.raises(StaleWrite) as refused:
        units.rename(town.operator, town.water.id, "乙", version=1)
    assert (refused.value.current, refused.value.version, refused.value.yours) == ("甲", 2, "乙")
    assert units.get(town.operator, town.water.id).name == "甲"


def test_of_many_who_change_at_once_one_succeeds_at_each_version(town: Town) -> None:
    units = town.registry.units

    def rename(number: int) -> bool:
        try:
            units.rename(town.operator, town.water.id, f"水利局{number}", version=1)
        except StaleWrite:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(rename, range(8))) == 1
    assert units.get(town.operator, town.water.id).version == 2


def test_an_administrator_of_one_unit_reaches_that_unit_and_below(town: Town) -> None:
    units = town.registry.units
    scope = town.scope(town.person("water", (town.water, "administrator")))
    assert {unit.name for unit in units.all(scope)} == {"青岚县水利局", "白鹭塘管理站"}
    units.rename(scope, town.station.id, "白鹭塘水库管理站", version=1)
    units.create(scope, "灌区所", parent=town.water.id)
    for foreign in (town.school, town.county, town.city):
        with pytest.raises(NotFound):
            units.rename(scope, foreign.id, "改名", version=1)
        with pytest.raises(NotFound):
            units.create(scope, "新所", parent=foreign.id)
    with pytest.raises(Forbidden, match="全系统"):
        units.create(scope, "新根")


def test_an_administrator_neither_flees_the_unit_above_nor_takes_in_strangers(town: Town) -> None:
    units = town.registry.units
    scope = town.scope(town.person("water", (town.water, "administrator")))
    with pytest.raises(Forbidden, match="上级单位"):
        units.move(scope, town.water.id, None, version=1)
    with pytest.raises(Forbidden, match="全系统"):
        units.move(scope, town.station.id, None, version=1)
    with pytest.raises(Forbidden, match="上级单位"):
        units.move(scope, town.water.id, town.station.id, version=1)
    with pytest.raises(NotFound):
        units.move(scope, town.school.id, town.water.id, version=1)


def test_a_budget_is_set_by_those_above(town: Town) -> None:
    units = town.registry.units
    own = town.scope(town.person("water", (town.water, "administrator")))
    above = town.scope(town.person("county", (town.county, "administrator")))
    assert units.set_budget(above, town.water.id, 1000, version=1).token_budget == 1000
    with pytest.raises(Forbidden, match="上级单位"):
        units.set_budget(own, town.water.id, None, version=2)
    assert units.set_budget(own, town.station.id, 10, version=1).token_budget == 10
    with pytest.raises(BadInput, match="用量上限"):
        units.set_budget(above, town.water.id, -1, version=2)


def test_who_works_for_a_unit_knows_it_and_those_above_and_changes_none(town: Town) -> None:
    units = town.registry.units
    scope = town.scope(town.person("drafter", (town.station, "drafter")))
    known = {unit.name for unit in units.all(scope)}
    assert known == {"白鹭塘管理站", "青岚县水利局", "青岚县"}
    with pytest.raises(Forbidden):
        units.rename(scope, town.station.id, "改名", version=1)
    with pytest.raises(NotFound):
        units.get(scope, town.city.id)
    missing, foreign = "0" * 24, town.city.id
    messages = set()
    for unit in (missing, foreign):
        with pytest.raises(NotFound) as refused:
            units.get(scope, unit)
        messages.add(str(refused.value))
    assert len(messages) == 1


def test_the_command_line_makes_a_unit_by_naming_it_once(registry: Registry) -> None:
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: registry.units.ensure(" 柳林乡 "), range(8)))
    assert len({unit.id for unit in made}) == 1
    assert registry.units.unit_named("没有") is None
    created = registry.audit.entries(registry.scopes.local(), action="unit.create")
    assert len(created) == 1


def test_a_permission_that_was_not_given_is_not_there(town: Town) -> None:
    narrowed = town.operator.model_copy(update={"permissions": frozenset({"read"})})
    acts: list[Callable[[Scope], object]] = [
        lambda scope: town.registry.units.create(scope, "新"),
        lambda scope: town.registry.units.rename(scope, town.water.id, "新", version=1),
        lambda scope: town.registry.units.move(scope, town.water.id, None, version=1),
        lambda scope: town.registry.people.create(scope, "new", "新人"),
        lambda scope: town.registry.audit.entries(scope),
    ]
    for act in acts:
        with pytest.raises(Forbidden):
            act(narrowed)
    nobody = Scope(person="0" * 24)
    for act in acts:
        with pytest.raises(DuizhaoError):
            act(nobody)
