"""Dismissals in the database: kept whole, each unit's its own."""

import multiprocessing
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from service.bootstrap import House
from service.flags import Dismissal
from service.scope import Scope, of_unit
from service.settings import Settings
from service.store.database import Database
from service.store.dismissals import Dismissals
from service.store.kept import KeptDismissal
from service.store.units import Units

WHEN = datetime(2024, 3, 1, 8, 30, tzinfo=UTC)


def word(unit: str = "甲", text: str = "XX", reason: str = "核过") -> Dismissal:
    return Dismissal(
        unit=unit,
        rule="left.placeholder",
        fingerprint="00ff00ff00ff00ff",
        reason=reason,
        who="办公室",
        when=WHEN,
        text=text,
    )


class Kept:
    """The dismissals of units called by their names."""

    def __init__(self, database: Database) -> None:
        self._units = Units(database)
        self._dismissals = Dismissals(database)

    def _acting(self, name: str) -> tuple[Scope, str]:
        unit = self._units.ensure(name)
        return of_unit(unit.id, "p"), unit.id

    def of(self, name: str) -> tuple[KeptDismissal, ...]:
        return self._dismissals.of(*self._acting(name))

    def add(self, name: str, said: Dismissal) -> KeptDismissal:
        return self._dismissals.add(*self._acting(name), said)

    def add_all(self, name: str, said: Iterable[Dismissal]) -> int:
        return self._dismissals.add_all(*self._acting(name), said)

    def remove(self, name: str, number: int) -> KeptDismissal | None:
        return self._dismissals.remove(*self._acting(name), number)


@pytest.fixture
def kept(database: Database) -> Kept:
    return Kept(database)


def test_a_dismissal_comes_back_as_it_was_given(kept: Kept) -> None:
    kept.add("甲", word())
    (found,) = kept.of("甲")
    assert Dismissal(**found.model_dump(exclude={"number"})) == word()


def test_a_time_of_another_zone_is_kept_as_utc(kept: Kept) -> None:
    there = WHEN.astimezone(timezone(timedelta(hours=8)))
    kept.add("甲", word().model_copy(update={"when": there}))
    assert kept.of("甲")[0].when.isoformat() == "2024-03-01T08:30:00+00:00"


def test_one_unit_never_gets_or_takes_back_anothers(kept: Kept) -> None:
    own, other = kept.add("甲", word("甲")), kept.add("乙", word("乙"))
    assert [d.unit for d in kept.of("甲")] == ["甲"]
    assert kept.remove("甲", other.number) is None
    assert kept.remove("甲", own.number) == own
    assert kept.of("甲") == ()
    assert len(kept.of("乙")) == 1


def test_what_is_kept_for_a_unit_is_that_units_whatever_it_says(kept: Kept) -> None:
    kept.add_all("甲", [word("乙")])
    assert [d.unit for d in kept.of("甲")] == ["甲"]
    assert kept.of("乙") == ()


def test_the_same_flag_again_takes_the_new_reason(kept: Kept) -> None:
    first = kept.add("甲", word())
    again = kept.add("甲", word(reason="又核了一遍"))
    assert again.number == first.number
    assert [d.reason for d in kept.of("甲")] == ["又核了一遍"]


def test_merging_adds_what_is_new_and_leaves_the_rest_alone(kept: Kept) -> None:
    kept.add("甲", word(reason="先前的"))
    assert kept.add_all("甲", [word(), word(text="××"), word(text="××")]) == 1
    assert [(d.text, d.reason) for d in kept.of("甲")] == [("XX", "先前的"), ("××", "核过")]


def test_a_number_taken_back_never_names_another(kept: Kept) -> None:
    gone = kept.add("甲", word())
    kept.remove("甲", gone.number)
    assert kept.add("甲", word(text="××")).number != gone.number


def _hold(
    folder: Path, ready: "multiprocessing.Queue[str]", go: "multiprocessing.Queue[str]"
) -> None:
    with House(Settings(data_dir=folder)) as house:
        ready.put(type(house.library_of("甲")).__name__)
        go.get(timeout=60)


def test_dismissals_work_while_another_process_holds_the_library(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready, go = context.Queue(), context.Queue()
    holder = context.Process(target=_hold, args=(tmp_path, ready, go))
    holder.start()
    try:
        assert ready.get(timeout=60) == "Library"
        with House(Settings(data_dir=tmp_path)) as house:
            scope, unit = house.acting_for("甲")
            house.office.dismissals.add(scope, unit.id, word())
            assert len(house.dismissals_of("甲")) == 1
    finally:
        go.put("done")
        holder.join(timeout=60)


def test_asking_for_dismissals_makes_no_database(tmp_path: Path) -> None:
    with House(Settings(data_dir=tmp_path)) as house:
        assert house.dismissals_of("甲") == ()
        assert house.materials_of("甲") == ()
    assert list(tmp_path.iterdir()) == []
