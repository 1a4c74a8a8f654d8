"""From equal stretches to passages: chained across edits, kept when enough of them is copied.

Source of the thresholds: at 13 letters every overlap between unrelated papers was prescribed
wording, and with that masked no unrelated sentence was hit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.language.segments import Segments

# Two stretches belong together when at most this many letters were edited between them: as long
# as a unit's full name.
GAP = 16
# How far the two may step back over each other: letters equal by chance at the seam of an edit.
SEAM = 4
# The least that counts as copied, and its share of the segments it stands in.
LEAST = 13
SHARE = 0.3
# So much is a copy whatever the length of its sentence.
PLENTY = 30
# Reordered pieces are added up inside a segment when they make up this share of it and lie this
# near each other in the source.
PIECES_SHARE = 0.5
PIECES_REACH = 200


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters ``[start, end)`` of the query equal those ``diagonal`` earlier in the source."""

    start: int
    end: int
    diagonal: int


@dataclass(slots=True)
class Chain:
    """Stretches in the same order in both texts with small edits between.

    ``head`` and ``tail`` are letters of an edited edge that belong to the copy, before and after
    the stretches: (in the query, in the source).
    """

    stretches: list[Stretch]
    matched: int = 0
    head: tuple[int, int] = (0, 0)
    tail: tuple[int, int] = (0, 0)

    @property
    def start(self) -> int:
        """First letter in the query."""
        return self.stretches[0].start - self.head[0]

    @property
    def end(self) -> int:
        """Behind the last letter in the query."""
        return self.stretches[-1].end + self.tail[0]

    @property
    def other_start(self) -> int:
        """First letter in the source."""
        return self.stretches[0].start - self.stretches[0].diagonal - self.head[1]

    @property
    def other_end(self) -> int:
        """Behind the last letter in the source."""
        return self.stretches[-1].end - self.stretches[-1].diagonal + self.tail[1]


def chained(stretches: Sequence[Stretch], segments: Segments) -> list[Chain]:
    """Stretches joined greedily, each to the chain that it continues with the smallest edit.

    A chain stays in one line of the query.
    """
    chains: list[Chain] = []
    near: list[Chain] = []
    for stretch in sorted(stretches, key=lambda s: (s.start, -s.end)):
        line = segments.line(stretch.start)
        # Stretches come in order, so a chain that ended too long ago is done with.
        near = [chain for chain in near if chain.end >= stretch.start - GAP]
        candidates = [
            (edit, chain)
            for chain in near
            if (edit := _edit(chain, stretch)) is not None and segments.line(chain.start) == line
        ]
        if candidates:
            _, chain = min(candidates, key=lambda pair: pair[0])
            chain.stretches.append(stretch)
        elif not any(c.start <= stretch.start and stretch.end <= c.end for c in near):
            chains.append(Chain([stretch]))
            near.append(chains[-1])
    return chains


def _edit(chain: Chain, stretch: Stretch) -> int | None:
    """How many letters were edited if ``stretch`` continues ``chain``, None if it does not."""
    gap = stretch.start - chain.end
    other = stretch.start - stretch.diagonal - chain.other_end
    fits = -SEAM <= gap <= GAP and -SEAM <= other <= GAP
    return max(abs(gap), abs(other)) if fits and stretch.end > chain.end else None


def copied(chains: Sequence[Chain], segments: Segments) -> Iterator[tuple[Chain, float]]:
    """The chains that count as copied, with their share of the segments they stand in."""
    kept, left = [], []
    for chain in _sizeable(chains, segments):
        trimmed = _trimmed(chain, segments)
        share = _share(trimmed, segments)
        if trimmed.matched >= LEAST and (share >= SHARE or trimmed.matched >= PLENTY):
            kept.append(trimmed)
            yield trimmed, share
        else:
            left.append(trimmed)
    yield from _pieces(left, kept, segments)


def _sizeable(chains: Sequence[Chain], segments: Segments) -> Iterator[Chain]:
    """The chains that are long enough alone or with all others of a segment: most chance matches
    are neither, and need no closer look."""
    touched = [list(segments.touched(chain.start, chain.end)) for chain in chains]
    sizes = [sum(segments.open(s.start, s.end) for s in chain.stretches) for chain in chains]
    together: dict[tuple[int, int], int] = {}
    for bounds, size in zip(touched, sizes, strict=True):
        for bound in bounds:
            together[bound] = together.get(bound, 0) + size
    for chain, bounds, size in zip(chains, touched, sizes, strict=True):
        if size >= LEAST or any(together[bound] >= LEAST for bound in bounds):
            yield chain


def _trimmed(chain: Chain, segments: Segments) -> Chain:
    """The chain without the few letters by which it runs on into a neighbouring segment."""
    stretches = list(chain.stretches)
    bounds = list(segments.touched(chain.start, chain.end))
    if len(bounds) > 1:
        first, last = bounds[0][1], bounds[-1][0]
        if _slight(stretches, bounds[0], segments):
            stretches = _cut(stretches, first, chain.end)
        if _slight(stretches, bounds[-1], segments):
            stretches = _cut(stretches, chain.start, last)
    kept = Chain(stretches or list(chain.stretches))
    kept.matched = _matched(kept.stretches, segments)
    return kept


def _slight(stretches: list[Stretch], bounds: tuple[int, int], segments: Segments) -> bool:
    matched = _matched(_cut(stretches, *bounds), segments)
    return matched < LEAST and matched < 0.8 * max(1, segments.open(*bounds))


def _cut(stretches: Sequence[Stretch], start: int, end: int) -> list[Stretch]:
    clipped = [Stretch(max(s.start, start), min(s.end, end), s.diagonal) for s in stretches]
    return [s for s in clipped if s.start < s.end]


def _matched(stretches: Sequence[Stretch], segments: Segments) -> int:
    """Equal letters outside official wording, none counted twice."""
    total, reached = 0, 0
    for stretch in sorted(stretches, key=lambda s: s.start):
        start = max(stretch.start, reached)
        if start < stretch.end:
            total += segments.open(start, stretch.end)
            reached = stretch.end
    return total


def _share(chain: Chain, segments: Segments) -> float:
    around = sum(segments.open(a, b) for a, b in segments.touched(chain.start, chain.end))
    return chain.matched / around if around else 0.0


def _pieces(
    left: Sequence[Chain], kept: Sequence[Chain], segments: Segments
) -> Iterator[tuple[Chain, float]]:
    """Pieces of one segment whose order was changed: too short alone, a copy together."""
    by_segment: dict[tuple[int, int], list[Chain]] = {}
    for chain in (*left, *kept):
        touched = list(segments.touched(chain.start, chain.end))
        if len(touched) == 1 and chain.matched:
            by_segment.setdefault(touched[0], []).append(chain)
    known = {id(chain) for chain in kept}
    for bounds, pieces in by_segment.items():
        near = _near(pieces)
        matched = _matched([s for piece in near for s in piece.stretches], segments)
        share = matched / max(1, segments.open(*bounds))
        if len(near) > 1 and matched >= LEAST and share >= PIECES_SHARE:
            yield from ((piece, share) for piece in near if id(piece) not in known)


def _near(pieces: list[Chain]) -> list[Chain]:
    """The pieces around the longest one, in the source."""
    longest = max(pieces, key=lambda piece: piece.matched)
    return [p for p in pieces if abs(p.other_start - longest.other_start) <= PIECES_REACH]
