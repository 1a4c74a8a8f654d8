"""Cutting passages to what a page has room for, at clause ends, so that quotations stay whole."""

import re

from service.language.normal import grams, normal
from service.reviewing.quoting import Quotable
from service.reviewing.tracing import nested
from service.reviews import Source

_CLAUSE = re.compile(r"[^，,；;。！？!?\n]+[，,；;。！？!?\n]?")
_MARKER = re.compile(
    r"^[\s*#]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*|[一二三四五六七八九十]是)"
)
_LEAST = 14
"""Letters from which a beginning says something; before that, a clause is cut rather than left."""
_VERDICT = re.compile(r"没有|尚未|仍|只|未能|已经?|均|完成|办结|建成|实际|停留")


def cited(source: Source) -> str:
    """A quotation in marks, on one line; marks within it are the inner ones."""
    return f"“{nested(source.quote)}”"


def clipped(own: Quotable, start: int, end: int, most: int) -> Source | None:
    """The passage from its first clause on, as many whole clauses as ``most`` letters hold; of a
    first clause that is longer, its beginning."""
    text = own.text[start:end]
    marker = _MARKER.match(text)
    begun = marker.end() if marker else 0
    reached = begun
    for match in _CLAUSE.finditer(text, begun):
        if match.end() - begun > most and reached - begun >= min(_LEAST, most):
            break
        reached = match.end()
    return own.source(start + begun, start + min(reached, begun + most))


def clause_around(own: Quotable, start: int, end: int, most: int) -> Source | None:
    """The clause that a passage stands in, where there is room for it, else the passage."""
    for match in _CLAUSE.finditer(own.text, own.text.rfind("\n", 0, start) + 1):
        if match.end() >= end:
            whole = match.start() <= start and match.end() - match.start() <= most
            return (
                clipped(own, match.start(), match.end(), most)
                if whole
                else clipped(own, start, end, most)
            )
    return clipped(own, start, end, most)


def nearest(own: Quotable, start: int, end: int, wanted: str, most: int) -> Source | None:
    """Of a passage the consecutive clauses of at most ``most`` letters that say most about
    ``wanted`` and what became of it."""
    clauses = list(_CLAUSE.finditer(own.text, start, end))
    asked = set(grams(normal(wanted), 2))
    best: tuple[float, int, int] | None = None
    for first in range(len(clauses)):
        for last in range(first, len(clauses)):
            a, b = clauses[first].start(), clauses[last].end()
            if b - a > most:
                break
            said = own.text[a:b]
            worth = len(asked & set(grams(normal(said), 2))) + 2.0 * len(_VERDICT.findall(said))
            # Of two that say as much the shorter one is told.
            score = (worth - (b - a) / 200, -a, -b)
            if best is None or score > best:
                best = score
    if best is None:
        return clipped(own, start, end, most)
    start, end = -best[1], -best[2]
    marker = _MARKER.match(own.text[start:end])
    return own.source(start + (marker.end() if marker else 0), end)
