"""A stretch of text and its place."""

from typing import NamedTuple


class Span(NamedTuple):
    """``text[start:end]`` of some text, in code points, half open."""

    start: int
    end: int
    text: str
