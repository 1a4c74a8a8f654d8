"""A ground: one text that facts may stand on, with the specifics found in it."""

from dataclasses import dataclass
from functools import cached_property

from service.language.normal import normal
from service.language.specifics.numerals import half_width
from service.language.specifics.value import Specific


@dataclass(frozen=True)
class Ground:
    """``specifics`` are those of ``text``; here 一次 counts as a figure, which in a claim it
    does not."""

    text: str
    specifics: tuple[Specific, ...]

    @cached_property
    def normal(self) -> str:
        """The text's normal form, for names that are looked for as they are written."""
        return normal(half_width(self.text))

    def values(self, kind: str) -> list[str]:
        """The canonical values of one kind."""
        return self._by_kind.get(kind, [])

    @cached_property
    def _by_kind(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for specific in self.specifics:
            found.setdefault(specific.kind, []).append(specific.value)
        return found
