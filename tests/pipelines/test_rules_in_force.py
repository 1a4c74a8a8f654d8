"""Which rules hold for a unit that the service knows: by its id, whatever it is called."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.errors import BadData
from service.office.units import Unit
from service.pipelines.unit_rules import RulesInForce
from service.scope import Scope
from service.store.database import Database, open_database
from service.store.unit_rules import UnitRuleBook
from service.store.units import Units

OPERATOR = Scope(person="operator", name="系统管理员", house=True)
RULE = "link.orphan"
SHIPPED = "suggestion"


class Place:
    """A house's folder of rules and its database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "rules"
        self.database: Database = open_database(f"sqlite:///{folder / 'd.sqlite'}")
        self.units = Units(self.database)
        self.rules = RulesInForce(self.folder, lambda: self.database)

    def written(self, unit: str, text: str, name: str = "a.yaml") -> None:
        path = self.folder / "units" / unit / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def unit(self, name: str) -> Unit:
        return self.units.create(OPERATOR, name)

    def renamed(self, unit: Unit, name: str) -> Unit:
        return self.units.rename(OPERATOR, unit.id, name, version=unit.version)

    def keeps(self, unit: Unit, body: str, version: int = 0) -> None:
        admin = Scope(person="admin", administers=frozenset({unit.id}))
        UnitRuleBook(self.database).put(admin, unit.id, body, version=version)

    def level(self, unit: Unit | str) -> str:
        book = self.rules.for_name(unit) if isinstance(unit, str) else self.rules.for_unit(unit)
        return next(card.level for card in book.cards if card.id == RULE)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    made.database.close()


def test_a_renamed_unit_keeps_the_folder_of_its_name(place: Place) -> None:
    unit = place.unit("青岚县水利局党组")
    place.written(unit.name, f"levels: {{{RULE}: off}}")
    renamed = place.renamed(unit, "青岚县水务局党组")
    assert place.level(unit) == "off"
    assert place.level(renamed) == "off"
    assert place.level("青岚县水务局党组") == "off"


def test_a_unit_that_takes_a_name_does_not_take_over_its_folder(place: Place) -> None:
    first = place.unit("青岚县水利局党组")
    place.written(first.name, f"levels: {{{RULE}: off}}\nroster: [赵甲乙]")
    place.renamed(first, "青岚县水务局党组")
    made_anew = place.unit("青岚县水利局党组")
    assert place.level(made_anew) == SHIPPED
    assert place.level("青岚县水利局党组") == SHIPPED
    gone = place.renamed(made_anew, "青岚县河湖中心党组")
    called_so = place.renamed(place.unit("青岚县档案馆党组"), "青岚县水利局党组")
    assert place.level(called_so) == SHIPPED
    assert place.level(gone) == SHIPPED


def test_a_unit_called_as_before_has_its_folder_again(place: Place) -> None:
    unit = place.unit("青岚县水利局党组")
    place.written(unit.name, f"levels: {{{RULE}: off}}")
    away = place.renamed(unit, "青岚县水务局党组")
    back = place.renamed(away, "青岚县水利局党组")
    assert place.level(back) == "off"


def test_a_folder_may_be_named_by_the_units_id(place: Place) -> None:
    unit, other = place.unit("青岚县水利局党组"), place.unit("青岚县档案馆党组")
    place.written(unit.id, f"levels: {{{RULE}: error}}")
    assert place.level(unit) == "error"
    assert place.level(place.renamed(unit, "青岚县水务局党组")) == "error"
    assert place.level(other) == SHIPPED
    # An id is no name: nobody gets in by calling a paper's unit so.
    assert place.level(place.unit(f"{unit.id}局")) == SHIPPED


def test_what_the_service_keeps_is_laid_over_last_and_over_nobody_else(place: Place) -> None:
    unit, other = place.unit("青岚县水利局党组"), place.unit("青岚县档案馆党组")
    place.written(unit.name, f"levels: {{{RULE}: off}}")
    place.keeps(unit, f"levels: {{{RULE}: error}}\naccept: [强基工程]")
    book = place.rules.for_unit(unit)
    assert place.level(unit) == "error"
    assert [(c.file, c.what) for c in book.changes_of(RULE)] == [
        (f"units/{unit.name}/a.yaml", "级别由“建议”改为“不查”"),
        ("本单位", "级别由“不查”改为“必改”"),
    ]
    assert all("强基工程" in card.data["accept"] for card in book.cards)
    assert place.level(other) == SHIPPED
    assert not any("accept" in card.data for card in place.rules.for_unit(other).cards)


def test_a_change_holds_at_once_in_files_and_with_the_service(place: Place) -> None:
    unit = place.unit("青岚县水利局党组")
    assert place.level(unit) == SHIPPED
    place.written(unit.name, f"levels: {{{RULE}: off}}")
    assert place.level(unit) == "off"
    place.written(unit.name, f"levels: {{{RULE}: warning}}")
    assert place.level(unit) == "warning"
    place.keeps(unit, f"levels: {{{RULE}: error}}")
    assert place.level(unit) == "error"
    place.keeps(unit, "", version=1)
    assert place.level(unit) == "warning"


def test_a_name_that_no_unit_bears_goes_by_its_folder(place: Place, tmp_path: Path) -> None:
    place.written("没有登记的单位", f"levels: {{{RULE}: off}}")
    without = RulesInForce(tmp_path / "rules", lambda: None)
    for rules in (place.rules, without):
        cards = rules.for_name("没有登记的单位").cards
        assert next(card.level for card in cards if card.id == RULE) == "off"
    assert place.level("") == SHIPPED


def test_an_overlay_is_tried_with_what_it_is_laid_over(place: Place) -> None:
    unit = place.unit("青岚县水利局党组")
    place.written(unit.name, "data+: {left.scrape: {patterns: [内部资料]}}")
    place.rules.tried(unit, "data-: {left.scrape: {patterns: [内部资料]}}")
    with pytest.raises(BadData, match=r"规则配置 本单位 第1行的“data-\.left\.scrape"):
        place.rules.tried(unit, "data-: {left.scrape: {patterns: [从没有过的]}}")
    assert place.level(unit) == SHIPPED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 100_000, "第1行套得太深"),
        ("a:\n" + "".join(" " * n + "-\n" for n in range(1, 60)), "套得太深"),
        ("a: &a [1]\nb: [" + "*a, " * 9 + "]", "第2行的引用"),
        ("data: &a {left.scrape: {patterns: *a}}", "第1行的引用"),
        ("accept: [" + "9" * 5000 + "]", "不成立"),
        ("accept: [2026-02-31]", "不成立"),
        ("accept: !!python/object/apply:os.system [ls]", "不是合格的 YAML"),
        ("accept: [a]\n\x00", "不是合格的 YAML"),
    ],
)
def test_a_text_that_would_bring_the_service_down_is_one_line(
    place: Place, text: str, said: str
) -> None:
    with pytest.raises(BadData, match=said) as caught:
        place.rules.tried(place.unit("青岚县水利局党组"), text)
    assert "\n" not in str(caught.value)
