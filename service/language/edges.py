"""The edges of a copied passage: where an edit stands so near its end that no gram lies beyond."""

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from service.language.passages import Chain
from service.language.prints import Print
from service.language.segments import Segments

# How far an edge may reach beyond the last equal gram, and the share of it that must be equal.
REACH = 18
EQUAL = 0.4
# With most of a segment copied, so few letters left at its edge or between two copied pieces are
# an edit of the copy: another unit's full name.
REST = 16
MOSTLY = 0.7


def with_edges(
    found: Sequence[tuple[Chain, float]], query: Print, source: Print, segments: Segments
) -> list[tuple[Chain, float]]:
    """The chains of one source with their edited edges, none beyond its segments."""
    widened = [(_widened(chain, query, source, segments), share) for chain, share in found]
    widened.sort(key=lambda pair: pair[0].start)
    shares = _shares(widened, segments)
    for index, (chain, _) in enumerate(widened):
        first, last = _ends(chain, segments)
        after = widened[index + 1][0].start if index + 1 < len(widened) else last
        if 0 < after - chain.end <= REST and (after < last or shares[last] >= MOSTLY):
            chain.tail = (chain.tail[0] + min(after, last) - chain.end, chain.tail[1])
        reached = max((c.end for c, _ in widened[:index]), default=first)
        if 0 < chain.start - first <= REST and reached <= first and shares[last] >= MOSTLY:
            chain.head = (chain.head[0] + chain.start - first, chain.head[1])
    return widened


def _ends(chain: Chain, segments: Segments) -> tuple[int, int]:
    """Where the segments that a chain stands in begin and end."""
    bounds = list(segments.touched(chain.start, chain.end))
    return bounds[0][0], bounds[-1][1]


def _shares(found: Sequence[tuple[Chain, float]], segments: Segments) -> dict[int, float]:
    """How much of a segment all its chains hold together, by the segment's end."""
    matched: dict[int, int] = {}
    size: dict[int, int] = {}
    for chain, _ in found:
        first, last = _ends(chain, segments)
        matched[last] = matched.get(last, 0) + sum(
            segments.open(s.start, s.end) for s in chain.stretches
        )
        size[last] = max(size.get(last, 1), segments.open(first, last))
    return {last: matched[last] / size[last] for last in matched}


def _widened(chain: Chain, query: Print, source: Print, segments: Segments) -> Chain:
    first, last = _ends(chain, segments)
    before = query.letters[max(first, chain.start - REACH) : chain.start][::-1]
    after = query.letters[chain.end : min(last, chain.end + REACH)]
    start, end = chain.other_start, chain.other_end
    head = _reach(before, source.letters[max(0, start - REACH) : start][::-1])
    tail = _reach(after, source.letters[end : end + REACH])
    return Chain(chain.stretches, chain.matched, head, tail)


def _reach(one: str, other: str) -> tuple[int, int]:
    """How far both go on after an edit: to the end of the last equal pair of letters that keeps
    enough of the way equal."""
    equal, reached = 0, (0, 0)
    for block in Levenshtein.editops(one, other).as_matching_blocks():
        equal += block.size
        end = block.a + block.size
        if block.size > 1 and equal >= EQUAL * end:
            reached = (end, block.b + block.size)
    return reached
