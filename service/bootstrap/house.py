"""The house: rules, kinds, model and library as the settings say, and the office of its people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from service.bootstrap.model_side import ModelSide
from service.bootstrap.search_side import SearchSide
from service.errors import NotFound
from service.office.people import LOCAL
from service.office.units import Unit
from service.scope import Scope, of_unit
from service.settings import Settings

if TYPE_CHECKING:
    from service.bootstrap.office import Office
    from service.care.metrics import Metrics
    from service.checks import Rulebook
    from service.kind import Kind
    from service.library import Material
    from service.llm.breaker import Breaker, BreakerState
    from service.llm.compatible import CompatibleModel
    from service.llm.port import Model
    from service.pipelines.library import Library
    from service.pipelines.unit_rules import RulesInForce
    from service.rule import Card
    from service.store.database import Database
    from service.store.kept import KeptDismissal
    from service.store.originals import Originals
    from vectorstore.search import Search


@dataclass(frozen=True)
class Kept:
    """What is kept of a unit and matters to a check of its papers."""

    cards: "Sequence[Card]"
    materials: "tuple[Material, ...]" = ()
    dismissals: "tuple[KeptDismissal, ...]" = ()


class House:
    """The product, ready to work. Use it as a context manager: the library is locked while open."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        # Set by whoever keeps the house open for others: what would hold them up is done apart.
        self.serves_people = False
        # Set in a process that does the jobs of another one, which has the vectors open.
        self.vectors_at: Callable[[], str] | None = None
        # Set where another process does the jobs: what that one knows of the model server.
        self.jobs_breaker: Callable[[], BreakerState | None] = lambda: None

    def __enter__(self) -> "House":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def kinds(self) -> "dict[str, Kind]":
        """The packaged kinds and those in the data directory."""
        from service.kinds import load_kinds

        folder = self.settings.data_dir / "kinds"
        return load_kinds(folder if folder.is_dir() else None)

    def kinds_for(self, scope: Scope, unit: str) -> "dict[str, Kind]":
        """The kinds that hold in a unit: the packaged ones, those of the data directory, and its
        own, its superiors' and the house's. Raises NotFound."""
        return self.kinds | self.office.kinds.for_unit(scope, unit)

    @property
    def cards(self) -> "Sequence[Card]":
        """The rules of the data directory for no unit in particular."""
        return self.cards_for("")

    def cards_for(self, unit: str) -> "Sequence[Card]":
        """The rules for a unit's papers: shipped, city or system, the unit's own."""
        return self.rulebook_for(unit).cards

    def rulebook_for(self, unit: str) -> "Rulebook":
        """As ``cards_for``, with what was changed and where. Raises BadData for a bad overlay."""
        return self.rules.for_name(unit)

    @cached_property
    def rules(self) -> "RulesInForce":
        """The rules in force for every unit: files of the data directory, and what units keep."""
        from service.pipelines.unit_rules import RulesInForce

        folder = self.settings.data_dir / "rules"
        return RulesInForce(folder, lambda: self.database if self._has_database() else None)

    @cached_property
    def _model_side(self) -> ModelSide:
        shared = self.serves_people or self.vectors_at is not None
        return ModelSide(self.settings, self._names_in, shared=shared)

    @property
    def model(self) -> "Model | None":
        """The language model for work that somebody waits for; None where there is none."""
        return self._model_side.model

    @property
    def endpoint(self) -> "CompatibleModel | None":
        """The model server itself, for jobs: they wait, record and watch in their own way."""
        return self._model_side.server

    @property
    def breaker(self) -> "Breaker":
        """Whether the model server is there."""
        return self._model_side.breaker

    @property
    def breaker_state(self) -> "BreakerState":
        """How things stand with the model server, by whichever process found out last: this one,
        or the one that does its jobs."""
        own, told = self.breaker.state(), self.jobs_breaker()
        return own if told is None else max(own, told, key=lambda state: state.since)

    def guarded(self, model: "Model", unit: str) -> "Model":
        """The model, told no personal detail of the unit with that id where it stands outside the
        house."""
        return self._model_side.guarded(model, unit)

    def guarded_for(self, model: "Model", name: str) -> "Model":
        """As ``guarded``, for the unit of that name; of one that nothing was ever kept of nobody
        is known."""
        found = self.known(name.strip())
        return model if found is None else self.guarded(model, found[1].id)

    def _names_in(self, unit: str) -> tuple[str, ...]:
        """The people of a unit by name: those with a role there, and those on its rules' roster."""
        from service.checks.overlays import roster_of

        name = self.office.units.get(of_unit(unit, ""), unit).name
        listed = (n for card in self.cards_for(name) for n, _ in roster_of(card))
        return tuple(dict.fromkeys((*self.office.people.names_in(unit), *listed)))

    @property
    def may_read(self) -> bool:
        """Whether checks and reviews may show papers to the model: by default one outside the
        house is not. Raises BadSettings for an address without a host."""
        return self._model_side.may_read

    @property
    def reading_model(self) -> "Model | None":
        """The model that checks and reviews may show papers to, None where that is not allowed."""
        return self.model if self.may_read else None

    @cached_property
    def database(self) -> "Database":
        """The database, brought to this version's schema. Raises BadSettings."""
        from service.store.database import open_database

        return open_database(self.settings.database())

    @cached_property
    def office(self) -> "Office":
        """What many people work on together."""
        from service.bootstrap.office import Office

        return Office(self.database, self.settings)

    @cached_property
    def metrics(self) -> "Metrics":
        """What a monitoring system reads of this process."""
        from service.care.figures import figures, tell_failures
        from service.care.metrics import Metrics

        made = Metrics(
            figures=lambda: figures(self.database),
            breaker=lambda: self.breaker_state.state,
            folders={"data": self.settings.data_dir, "originals": self.settings.originals()},
        )
        tell_failures(self.database, made.database_failed)
        return made

    @property
    def originals(self) -> "Originals":
        """Files as they were handed in."""
        return self.office.originals

    @cached_property
    def _search_side(self) -> SearchSide:
        return SearchSide(
            self.settings, self.database, apart=self.serves_people, vectors_at=self.vectors_at
        )

    @property
    def search(self) -> "Search":
        """Search in the units' libraries. Raises LibraryBusy when another process has the vectors
        of this data directory open."""
        return self._search_side.search

    def vectors_address(self) -> str:
        """Where a process beside this one reaches the vectors (``vectors_at``). Raises what
        ``search`` does, and StoreError."""
        return self._search_side.address()

    def library(self, scope: Scope, unit: Unit) -> "Library":
        """A unit's library within ``scope``."""
        from service.pipelines.library import Library

        return Library(unit.id, unit.name, scope, self.office.materials, self.search)

    def within(self, scope: Scope, name: str) -> tuple[Scope, Unit]:
        """The unit of that name and a scope of it alone. On a machine of one's own a new name makes
        a new unit; elsewhere it has to be one that ``scope`` works for. Raises NotFound."""
        name = name.strip()
        if scope.person == LOCAL:
            unit = self.office.units.ensure(name)
        else:
            found = self.office.units.unit_named(name)
            if found is None or found.id not in scope.writes:
                raise NotFound("没有这个单位，或您不在其中工作")
            unit = found
        return of_unit(unit.id, scope.person, scope.name), unit

    def kept_of(self, scope: Scope, name: str) -> "Kept":
        """What a paper of the unit of that name is held against; without a name, the rules for
        nobody in particular. Raises NotFound."""
        if not name.strip() or (scope.person == LOCAL and self.known(name.strip()) is None):
            return Kept(self.cards_for(name.strip()))
        acting, unit = self.within(scope, name)
        return Kept(
            self.cards_for(unit.name),
            self.office.materials.of(acting, unit.id),
            self.office.dismissals.of(acting, unit.id),
        )

    def cards_within(self, scope: Scope) -> "Callable[[str], Sequence[Card]]":
        """The rules in force for a unit by name; for one out of reach those for nobody in
        particular, so that nobody learns what another unit has changed."""
        reached = scope.writes | scope.reviews
        units = {unit.name for unit in self.office.units.all(scope) if unit.id in reached}
        return lambda name: self.cards_for(name if scope.person == LOCAL or name in units else "")

    def acting_for(self, name: str) -> tuple[Scope, Unit]:
        """The scope of local work for the unit of that name; a new name makes a new unit."""
        unit = self.office.units.ensure(name)
        return of_unit(unit.id, "", "本机"), unit

    def known(self, name: str) -> tuple[Scope, Unit] | None:
        """As ``acting_for``; None, and no database made, for a unit nothing was ever kept of."""
        if not name or not self._has_database():
            return None
        unit = self.office.units.unit_named(name)
        return None if unit is None else (of_unit(unit.id, "", "本机"), unit)

    def library_of(self, name: str) -> "Library":
        """The library of the unit of that name, for local work."""
        return self.library(*self.acting_for(name))

    def existing_library_of(self, name: str) -> "Library | None":
        """The unit's library if it holds anything."""
        found = self.known(name)
        if found is None or not self.office.materials.listed(found[0], found[1].id):
            return None
        return self.library(*found)

    def dismissals_of(self, name: str) -> "tuple[KeptDismissal, ...]":
        """The unit's dismissals."""
        found = self.known(name)
        return () if found is None else self.office.dismissals.of(found[0], found[1].id)

    def materials_of(self, name: str) -> "tuple[Material, ...]":
        """The unit's materials."""
        found = self.known(name)
        return () if found is None else self.office.materials.of(found[0], found[1].id)

    def _has_database(self) -> bool:
        if self.settings.database_url:
            return True
        return Path(self.settings.database().removeprefix("sqlite:///")).is_file()

    def close(self) -> None:
        """Lets go of the model's slots, the library and the database."""
        self._model_side.close()
        if "_search_side" in self.__dict__:
            self._search_side.close()
        if "database" in self.__dict__:
            self.database.close()
