"""Marked text: ``⟦name:words⟧`` says what a person found in a sentence and where it stands."""

import re
from dataclasses import dataclass

_MARK = re.compile(r"⟦(?P<name>[a-z][a-z .-]*):(?P<words>[^⟦⟧]+)⟧")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: what it is named, and where its words stand in the text without marks."""

    name: str
    start: int
    end: int


def unmarked(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its marks, and the marks in reading order."""
    text, marks, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        marks.append(Mark(match["name"], len(text), len(text) + len(match["words"])))
        text += match["words"]
        last = match.end()
    return text + marked[last:], tuple(marks)


def touches(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether two spans meet; an empty one meets what it stands in or at the edge of."""
    if start == end or other_start == other_end:
        return start <= other_end and other_start <= end
    return start < other_end and other_start < end
