"""Which characters of a Word file's paragraphs are which characters of its extracted text.

The reader gives paragraphs in the same order, but renders automatic numbers, joins cells with
marks and leaves out hidden text, page fields and tables of contents.
"""

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from service.present.runs import paragraphs, text_of
from service.present.xml import Element

_ENOUGH = 0.5
"""Share of a paragraph that must be found again for the rest of it to be trusted."""
_LONGEST_COMPARED = 20_000
"""difflib takes quadratic time; a longer stretch without any landmark is left alone."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """``length`` characters from ``offset`` in a paragraph stand at ``start`` in the text."""

    start: int
    offset: int
    length: int

    @property
    def end(self) -> int:
        """Where the stretch ends in the text."""
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Anchor:
    """A paragraph and its stretches, in order; there is at least one."""

    paragraph: Element
    stretches: tuple[Stretch, ...]

    @property
    def start(self) -> int:
        """Where the paragraph begins in the text."""
        return self.stretches[0].start

    @property
    def end(self) -> int:
        """Where the paragraph ends in the text."""
        return self.stretches[-1].end

    def within(self, start: int, end: int) -> tuple[int, int] | None:
        """The paragraph's characters that stand between ``start`` and ``end`` of the text."""
        parts = [
            (s.offset + max(start, s.start) - s.start, s.offset + min(end, s.end) - s.start)
            for s in self.stretches
            if s.start < end and start < s.end
        ]
        return (parts[0][0], parts[-1][1]) if parts else None


def anchors_of(body: Element, text: str) -> list[Anchor]:
    """Every paragraph that stands in the text, in order of the text."""
    found = [(p, text_of(p)) for p in paragraphs(body)]
    written = [(p, raw) for p, raw in found if raw.strip()]
    placed = _exactly(written, text)
    placed.update(_nearly(written, placed, text))
    return [Anchor(written[n][0], placed[n]) for n in sorted(placed)]


def _exactly(written: list[tuple[Element, str]], text: str) -> dict[int, tuple[Stretch, ...]]:
    """Paragraphs that stand in the text word for word.

    The longest first: they can hardly be mistaken, and the short ones (是, 一般) are then sought
    between them. Of equals the last comes first, so that a heading is not taken for its line in a
    table of contents.
    """
    order = sorted(range(len(written)), key=lambda n: (-len(written[n][1].strip()), -n))
    numbers: list[int] = []
    placed: dict[int, tuple[Stretch, ...]] = {}
    for number in order:
        raw = written[number][1]
        wanted = raw.strip()
        at = bisect(numbers, number)
        low = placed[numbers[at - 1]][-1].end if at else 0
        high = placed[numbers[at]][0].start if at < len(numbers) else len(text)
        start = text.rfind(wanted, low, high)
        if start >= 0:
            placed[number] = (Stretch(start, raw.find(wanted), len(wanted)),)
            numbers.insert(at, number)
    return placed


def _nearly(
    written: list[tuple[Element, str]], placed: dict[int, tuple[Stretch, ...]], text: str
) -> Iterator[tuple[int, tuple[Stretch, ...]]]:
    """Paragraphs of which the reader left something out, or read a sign otherwise."""
    low = 0
    numbers = sorted(placed)
    for number, (_, raw) in enumerate(written):
        if number in placed:
            low = placed[number][-1].end
            continue
        at = bisect(numbers, number)
        high = placed[numbers[at]][0].start if at < len(numbers) else len(text)
        if len(raw) + high - low > _LONGEST_COMPARED:
            continue
        matcher = SequenceMatcher(None, raw, text[low:high], autojunk=False)
        blocks = [b for b in matcher.get_matching_blocks() if b.size]
        if sum(b.size for b in blocks) >= _ENOUGH * len(raw.strip()):
            stretches = tuple(Stretch(low + b.b, b.a, b.size) for b in blocks)
            yield number, stretches
            low = stretches[-1].end
