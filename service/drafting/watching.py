"""Who is told of each section while a model writes a draft."""

from typing import Literal, Protocol

from service.paper import Item
from service.value import Value


class WrittenSection(Value):
    """A section in the words of the paper. ``label`` names it to a person and is its own among the
    draft's; ``aspect`` is the key of the kind's aspect, "" for the causes, which answer all.
    ``items`` are empty until it is written."""

    label: str
    role: Literal["problems", "causes", "measures"]
    aspect: str = ""
    items: tuple[Item, ...] = ()


class SectionWatch(Protocol):
    """Called from the event loop that writes; what either method raises ends the writing."""

    def begun(self, section: WrittenSection) -> None:
        """The model is about to be asked for the section."""
        ...

    def written(self, section: WrittenSection) -> None:
        """The section as it will be printed: verified, and composed where the model failed."""
        ...
