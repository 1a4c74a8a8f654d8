"""Which rules are in force for a unit: as shipped, the house's and its systems' folders, the unit's
own folder, and what the unit keeps with the service.

A unit that the service knows is known by its id: renamed, it neither loses what is its own nor
takes over what was another's. A name that no unit of the service bears goes by the folder of that
name, as the command line does without a database.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from service.checks import Rulebook, layers, rulebook
from service.office.units import Unit
from service.scope import of_unit

if TYPE_CHECKING:
    from service.store.database import Database

_Stamp = tuple[tuple[str, int, int], ...]


class RulesInForce:
    """The rules of every unit. ``folder`` holds the overlay files; ``database`` gives the database,
    or None where there is none to look into."""

    def __init__(self, folder: Path, database: "Callable[[], Database | None]") -> None:
        self._folder = folder
        self._database = database

    def for_name(self, name: str) -> Rulebook:
        """The rules for papers of the unit of that name, for nobody in particular without one.
        Raises BadData for an overlay that breaks its form."""
        unit = self._named(name) if name else None
        return _of(layers(self._folder, name), "") if unit is None else self.for_unit(unit)

    def for_unit(self, unit: Unit) -> Rulebook:
        """The rules for papers of a unit that the service knows. Raises as ``for_name``."""
        return _of(*self._parts(unit))

    def tried(self, unit: Unit, body: str) -> Rulebook:
        """The rules as they would be in force with another overlay of the unit's own. Raises
        BadData naming the line and the entry that is wrong."""
        directories, _ = self._parts(unit)
        return rulebook(directories, body)

    def _named(self, name: str) -> Unit | None:
        from service.store.units import Units

        database = self._database()
        return None if database is None else Units(database).unit_named(name)

    def _parts(self, unit: Unit) -> tuple[tuple[Path, ...], str]:
        """The folders that hold for a unit, and its own overlay."""
        from service.store.unit_rules import UnitRuleBook

        database = self._database()
        if database is None:
            return layers(self._folder, unit.name), ""
        book, acting = UnitRuleBook(database), of_unit(unit.id, "")
        directories = layers(self._folder, unit.name, book.folders(acting, unit.id))
        return directories, book.get(acting, unit.id).body


def _of(directories: tuple[Path, ...], own: str) -> Rulebook:
    return _made(directories, own, tuple(map(_stamp, directories)))


@lru_cache(maxsize=64)
def _made(directories: tuple[Path, ...], own: str, _: tuple[_Stamp, ...]) -> Rulebook:
    return rulebook(directories, own)


def _stamp(directory: Path) -> _Stamp:
    """What changes when a file of the directory does."""
    files = (path for path in sorted(directory.iterdir()) if path.is_file())
    return tuple((path.name, (s := path.stat()).st_mtime_ns, s.st_size) for path in files)
