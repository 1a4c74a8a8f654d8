"""The materials of a library: kept whole, and each unit's its own."""

import pytest

from service.errors import BadSettings, NotFound
from service.library import Material, Use
from service.paper import Chapter as PaperChapter
from service.paper import Item, Paper, Section
from service.scope import Scope, of_unit
from service.store.chunks import ChunkTable
from service.store.database import Database, open_database
from service.store.materials import Materials
from service.store.units import Units
from vectorstore.port import Chunk


def material(owner: str, sha: str, year: int, use: Use = "own-past") -> Material:
    item = Item(id="P01", role="problem", headline="巡查缺次", text="巡查缺次", end=4)
    chapter = PaperChapter(role="problems", sections=(Section(items=(item,)),))
    paper = Paper(file=f"{year}.txt", kind="team-2023", year=year, chapters=(chapter,))
    return Material(
        sha256=sha, owner=owner, use=use, file=f"{year}.txt", text="巡查缺次", paper=paper
    )


class Kept:
    """The materials of units called by their names."""

    def __init__(self, database: Database) -> None:
        self._units = Units(database)
        self._materials = Materials(database)

    def acting(self, name: str) -> tuple[Scope, str]:
        unit = self._units.ensure(name)
        return of_unit(unit.id, "p"), unit.id

    def add(self, kept: Material) -> None:
        self._materials.add(*self.acting(kept.owner), kept)

    def get(self, name: str, sha: str) -> Material | None:
        return self._materials.get(*self.acting(name), sha)

    def of(self, name: str, use: Use | None = None) -> tuple[Material, ...]:
        return self._materials.of(*self.acting(name), use)

    def chunk(self, name: str, sha: str, *ids: str) -> tuple[str, ...]:
        chunks = [Chunk(i, f"第{i}段", {"use": "own-past"}) for i in ids]
        return self._materials.put_chunks(*self.acting(name), sha, chunks)

    def mark(self, name: str, sha: str) -> None:
        self._materials.mark_indexed(*self.acting(name), sha)

    def unindexed(self, name: str) -> tuple[Material, ...]:
        return self._materials.unindexed(*self.acting(name))

    def remove(self, name: str, sha: str) -> tuple[str, ...]:
        return self._materials.remove(*self.acting(name), sha)


@pytest.fixture
def kept(database: Database) -> Kept:
    return Kept(database)


def test_a_material_comes_back_as_it_was_kept(kept: Kept) -> None:
    given = material("甲", "1", 2023)
    kept.add(given)
    assert kept.get("甲", "1") == given


def test_one_owner_never_gets_anothers(kept: Kept) -> None:
    kept.add(material("甲", "1", 2023))
    kept.add(material("乙", "1", 2024))
    assert kept.get("丙", "1") is None
    assert [m.owner for m in kept.of("甲")] == ["甲"]
    kept.remove("甲", "1")
    assert kept.of("甲") == ()
    assert len(kept.of("乙")) == 1


def test_the_newest_year_comes_first_and_uses_are_kept_apart(kept: Kept) -> None:
    kept.add(material("甲", "1", 2021))
    kept.add(material("甲", "2", 2024))
    kept.add(material("甲", "3", 2023, "peer"))
    assert [m.paper.year for m in kept.of("甲", "own-past")] == [2024, 2021]
    assert [m.use for m in kept.of("甲", "peer")] == ["peer"]


def test_what_is_not_indexed_yet_is_known(kept: Kept) -> None:
    kept.add(material("甲", "1", 2023))
    kept.add(material("甲", "2", 2024))
    kept.mark("甲", "1")
    assert [m.sha256 for m in kept.unindexed("甲")] == ["2"]
    kept.add(material("甲", "1", 2023))
    assert len(kept.unindexed("甲")) == 2, "a material kept again has to be indexed again"


def test_chunks_cut_anew_replace_the_old_ones_and_name_those_that_fell_away(
    kept: Kept, database: Database
) -> None:
    kept.add(material("甲", "1", 2023))
    table, unit = ChunkTable(database), kept.acting("甲")[1]
    assert kept.chunk("甲", "1", "a", "b") == ()
    before = table.stamp(unit)
    assert kept.chunk("甲", "1", "b", "c") == ("a",)
    assert [chunk.id for chunk in table.chunks(unit)] == ["b", "c"]
    assert table.stamp(unit) != before


def test_a_material_removed_takes_its_chunks_along(kept: Kept, database: Database) -> None:
    kept.add(material("甲", "1", 2023))
    kept.chunk("甲", "1", "a", "b")
    assert sorted(kept.remove("甲", "1")) == ["a", "b"]
    assert ChunkTable(database).chunks(kept.acting("甲")[1]) == []
    with pytest.raises(NotFound):
        kept.remove("甲", "1")


@pytest.mark.parametrize(
    "address", ["nonsense", "oracle://x/y", "sqlite:////proc/none/x.sqlite", "postgresql://"]
)
def test_an_address_that_does_not_work_is_named(address: str) -> None:
    with pytest.raises(BadSettings, match=r"打不开"):
        open_database(address)
