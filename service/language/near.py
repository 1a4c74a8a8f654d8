"""Near misses of a fixed phrase: where a text holds it with a character or two wrong.

Of a phrase cut in three, one part stands unharmed where at most two characters differ (the
pigeonhole filter of approximate search, Navarro 2001). The windows around such a part are measured
by Levenshtein's distance.
"""

from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from service.language.spans import Span

MOST = 2
"""Characters that may differ; with more, another phrase is meant."""


def near_misses(text: str, phrase: str) -> list[Span]:
    """Where ``text`` holds ``phrase`` with one or two characters wrong, missing or too many.

    Ends agree: a phrase cut short at its beginning or end is an abbreviation, no misquotation.
    Exact occurrences are left out. Spans do not overlap; offsets are code points, half open.
    """
    found: list[Span] = []
    for at in _anchors(text, phrase):
        if any(span.start <= at < span.end for span in found):
            continue
        best = _best(text, phrase, at)
        if best and not any(best.start < s.end and s.start < best.end for s in found):
            found.append(best)
    return sorted(found, key=lambda span: span.start)


def _anchors(text: str, phrase: str) -> Iterator[int]:
    """Where the phrase would begin, judged by each of its thirds."""
    third = len(phrase) // 3
    for cut in (0, third, 2 * third):
        part = phrase[cut : cut + third] if cut < 2 * third else phrase[cut:]
        at = text.find(part)
        while at >= 0:
            start = max(0, at - cut)
            if not text.startswith(phrase, start):
                yield start
            at = text.find(part, at + 1)


def _best(text: str, phrase: str, at: int) -> Span | None:
    """The window near ``at`` that differs least, if any differs little enough."""
    best: tuple[int, Span] | None = None
    for start in range(max(0, at - MOST), at + MOST + 1):
        for end in range(start + len(phrase) - MOST, start + len(phrase) + MOST + 1):
            window = text[start:end]
            if window[:1] != phrase[0] or window[-1:] != phrase[-1] or phrase in window:
                continue
            distance = Levenshtein.distance(window, phrase, score_cutoff=MOST)
            if 0 < distance <= MOST and (best is None or distance < best[0]):
                best = (distance, Span(start, end, window))
    return best[1] if best else None
