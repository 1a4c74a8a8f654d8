"""The materials of a library: kept whole, and each unit's its own."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from service.errors import BadSettings
from service.library import Material, Use
from service.paper import Chapter as PaperChapter
from service.paper import Item, Paper, Section
from service.store.database import open_database
from service.store.materials import Materials


def material(owner: str, sha: str, year: int, use: Use = "own-past") -> Material:
    item = Item(id="P01", role="problem", headline="巡查缺次", text="巡查缺次", end=4)
    chapter = PaperChapter(role="problems", sections=(Section(items=(item,)),))
    paper = Paper(file=f"{year}.txt", kind="team-2023", year=year, chapters=(chapter,))
    return Material(
        sha256=sha, owner=owner, use=use, file=f"{year}.txt", text="巡查缺次", paper=paper
    )


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(f"sqlite:///{tmp_path / 'a' / 'b.sqlite'}")


def test_a_material_comes_back_as_it_was_kept(engine: Engine) -> None:
    kept = material("甲", "1", 2023)
    Materials(engine).add(kept)
    assert Materials(engine).get("甲", "1") == kept


def test_one_owner_never_gets_anothers(engine: Engine) -> None:
    materials = Materials(engine)
    materials.add(material("甲", "1", 2023))
    materials.add(material("乙", "1", 2024))
    assert materials.get("丙", "1") is None
    assert [m.owner for m in materials.of("甲")] == ["甲"]
    materials.remove("甲", "1")
    assert materials.of("甲") == ()
    assert len(materials.of("乙")) == 1


def test_the_newest_year_comes_first_and_uses_are_kept_apart(engine: Engine) -> None:
    materials = Materials(engine)
    materials.add(material("甲", "1", 2021))
    materials.add(material("甲", "2", 2024))
    materials.add(material("甲", "3", 2023, "peer"))
    assert [m.paper.year for m in materials.of("甲", "own-past")] == [2024, 2021]
    assert [m.use for m in materials.of("甲", "peer")] == ["peer"]


def test_what_is_not_indexed_yet_is_known(engine: Engine) -> None:
    materials = Materials(engine)
    materials.add(material("甲", "1", 2023))
    materials.add(material("甲", "2", 2024))
    materials.mark_indexed("甲", "1")
    assert [m.sha256 for m in materials.unindexed("甲")] == ["2"]
    materials.add(material("甲", "1", 2023))
    assert len(materials.unindexed("甲")) == 2, "a material kept again has to be indexed again"


@pytest.mark.parametrize(
    "address", ["nonsense", "oracle://x/y", "sqlite:////proc/none/x.sqlite", "postgresql://"]
)
def test_an_address_that_does_not_work_is_named(address: str) -> None:
    with pytest.raises(BadSettings, match=r"打不开"):
        open_database(address)
