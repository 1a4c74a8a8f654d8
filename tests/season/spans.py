"""Where planted words stand, and whether a span of a review touches them."""

from typing import NamedTuple

LEAST = 0.5
"""The part of a planted passage that a found one has to cover."""


class Span(NamedTuple):
    """A stretch of one paper, half open; ``paper`` is <slug>-<year>."""

    paper: str
    start: int
    end: int

    def shared(self, other: "Span") -> int:
        """How many characters the two have in common."""
        if self.paper != other.paper:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def covers(self, planted: "Span") -> bool:
        """Whether enough of what was planted lies within."""
        return self.shared(planted) >= LEAST * (planted.end - planted.start)


def stem(file: str) -> str:
    """<slug>-<year> of a review's file name."""
    return file.rsplit(".", 1)[0]


def located(texts: dict[str, str], paper: str, quote: str) -> Span:
    """Where a quote stands. Raises ValueError when it does not: the index is wrong then."""
    start = texts[paper].find(quote)
    if start < 0:
        raise ValueError(f"{paper} does not say: {quote}")
    return Span(paper, start, start + len(quote))


def paragraph(texts: dict[str, str], span: Span) -> Span:
    """The whole line that a span stands in."""
    text = texts[span.paper]
    end = text.find("\n", span.end)
    return Span(span.paper, text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)
