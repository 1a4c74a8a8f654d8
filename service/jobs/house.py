"""What jobs need of the house they run in: bootstrap's ``House`` has it all."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from service.settings import Settings

if TYPE_CHECKING:
    from service.kind import Kind
    from service.llm.breaker import Breaker
    from service.llm.compatible import CompatibleModel
    from service.llm.port import Model
    from service.office.units import Unit
    from service.pipelines.library import Library
    from service.rule import Card
    from service.scope import Scope
    from service.store.database import Database
    from service.store.originals import Originals


class Household(Protocol):
    """The parts, each opened when it is first used."""

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        ...

    @property
    def database(self) -> "Database":
        """The database."""
        ...

    @property
    def originals(self) -> "Originals":
        """Files as they were handed in."""
        ...

    def kinds_for(self, scope: "Scope", unit: str) -> "Mapping[str, Kind]":
        """The kinds that hold in a unit."""
        ...

    @property
    def endpoint(self) -> "CompatibleModel | None":
        """The model server, None where none is set; one for the whole process."""
        ...

    @property
    def may_read(self) -> bool:
        """Whether checks and reviews may show papers to the model server."""
        ...

    @property
    def breaker(self) -> "Breaker":
        """Whether the model server is there; one for the whole process."""
        ...

    def guarded(self, model: "Model", unit: str) -> "Model":
        """The model, told no personal detail of the unit where it stands outside the house."""
        ...

    def cards_for(self, unit: str) -> "Sequence[Card]":
        """The rules for the unit of that name."""
        ...

    def library(self, scope: "Scope", unit: "Unit") -> "Library":
        """A unit's library."""
        ...
