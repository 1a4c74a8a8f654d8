"""A stretch of text and its place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` of some text, in code points, half open."""

    start: int
    end: int
    text: str
