"""Groups: a chapter's sections and items while they are being built."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.kind import Kind
from service.kinds import aspect_named, core
from service.paper import ItemRole
from service.parsing.aspects import aspect_like
from service.parsing.headlines import headline_of
from service.parsing.lines import Line
from service.parsing.points import line_marker


@dataclass(frozen=True, slots=True)
class Draft:
    """An item being built: its lines in reading order, all of them one stretch of the source.

    ``owner`` and ``deadline`` are what a table's columns say. ``row`` is the same number for what
    stands in the same row of a table, None outside tables; ``answers`` is the row's problem where
    the table only repeats it.
    """

    role: ItemRole
    headline: str
    lines: tuple[Line, ...]
    owner: str = ""
    deadline: str = ""
    row: int | None = None
    answers: str = ""


@dataclass(slots=True)
class Group:
    """A section being built."""

    head: Line | None = None
    title: str = ""
    aspect: str = ""
    items: list[Draft] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What counts as an aspect heading: the kind's aspects, and those of the problems so far.

    ``said`` are the pairs of characters of every problem, cause and measure so far.
    """

    kind: Kind | None
    cores: frozenset[str] = frozenset()
    said: tuple[frozenset[str], ...] = ()

    def repeats(self, title: str) -> bool:
        """Whether a heading among causes or measures repeats an aspect and says nothing more.

        从党性修养方面剖析 and 强化政治忠诚 mention one: they are the item itself.
        """
        if self.is_exactly(title):
            return True
        return aspect_like(title) and aspect_named(title, self.kind) is not None

    def is_exactly(self, text: str) -> bool:
        """Stricter than a numbered heading's match: a sentence may mention an aspect."""
        if core(text) in self.cores:
            return True
        spec = aspect_named(text, self.kind)
        return spec is not None and core(text) in (core(spec.title), core(spec.short))


def other(lines: Sequence[Line]) -> Draft:
    """Text that is no problem, cause or measure."""
    return Draft("other", "", tuple(lines))


def append(groups: list[Group], items: Sequence[Draft]) -> None:
    """Add items without a section heading to an untitled section."""
    if not items:
        return
    if not groups or groups[-1].head is not None or groups[-1].aspect:
        groups.append(Group())
    groups[-1].items.extend(items)


def emit(role: ItemRole, lines: Sequence[Line]) -> list[Draft]:
    """One item; from the first line that belongs to none onward, other text."""
    stop = next((n for n, line in enumerate(lines) if line.apart), len(lines))
    if stop == 0:
        return [other((line,)) for line in lines]
    headline = headline_of(lines[0])
    marker = line_marker(lines[0])
    if stop > 1 and marker and marker.end == len(lines[0].text):
        headline = headline_of(lines[1])  # the number stands alone on its line
    found = [Draft(role, headline, tuple(lines[:stop]))]
    return found + [other((line,)) for line in lines[stop:]]
