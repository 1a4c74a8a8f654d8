"""A unit's library as the stories use it: full materials in the database, passages in the store."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the database and Chroma take most of a second to import
    from service.store.materials import Materials
    from vectorstore.search import Search


@dataclass(frozen=True)
class Library:
    """The two halves of the library; both are asked with the unit's name, always."""

    materials: "Materials"
    search: "Search"
