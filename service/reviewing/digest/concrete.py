"""What is concrete: the cases that one could best go and check, word for word."""

from collections.abc import Iterator
from itertools import zip_longest

from service.language.cues import cues
from service.language.sentences import sentences
from service.reviewing.reading import Reading
from service.reviewing.tracing import flat
from service.reviews import DigestLine, OwnedProblem, Source

MOST = 8
"""Cases kept; a page shows the first few (see ``for_page``)."""
_WORTH = {"number": 2.0, "date": 2.0, "document": 1.5, "office": 1.5, "named": 1.0, "thing": 0.5}
_ENOUGH = 2.0
"""What a sentence must hold to be worth looking up: a figure, a date, an office with a thing."""
_ROOM = 64
"""Letters that a case may take on a page; longer ones count less, as they are hard to take in."""
_LONGEST = 140
_REPEATS = 3


def lines(reading: Reading) -> Iterator[DigestLine]:
    """The best case of each problem first, then second ones; the most checkable lead."""
    by_problem = [_cases(reading, problem) for problem in reading.problems if problem.concrete]
    by_problem = [sorted(cases, key=_rank) for cases in by_problem if cases]
    rounds = [
        sorted((c for c in row if c), key=_rank) for row in zip_longest(*by_problem, fillvalue=None)
    ]
    best = [case for row in rounds for case in row]
    for _, source, problem in best[:MOST]:
        yield DigestLine(
            part="concrete", text=flat(source.quote), aspect=problem.aspect, sources=(source,)
        )


_Case = tuple[float, Source, OwnedProblem]


def _rank(case: _Case) -> tuple[float, int]:
    return -case[0], case[1].start


def _cases(reading: Reading, problem: OwnedProblem) -> list[_Case]:
    flagged = [f.start for f in reading.of("generic.fake-detail", "left.placeholder")]
    found: list[_Case] = []
    text = reading.subject.text[problem.start : problem.end]
    for span in sentences(text):
        start, end = problem.start + span.start, problem.start + span.end
        worth = _worth(span.text)
        source = reading.own.source(start, end) if worth >= _ENOUGH else None
        # A case cut for a personal detail no longer says who did what.
        whole = source is not None and len(source.quote) >= len(span.text) - 2
        spoilt = any(start <= place < end for place in flagged)
        if source is not None and whole and not spoilt and len(source.quote) <= _LONGEST:
            found.append((worth, source, problem))
    return found


def _worth(said: str) -> float:
    """How much of a sentence could be checked; many figures of one sort add little."""
    counted: dict[str, int] = {}
    for cue in cues(said):
        counted[cue.kind] = counted.get(cue.kind, 0) + 1
    worth = sum(_WORTH.get(kind, 0.0) * min(n, _REPEATS) for kind, n in counted.items())
    return worth * min(1.0, _ROOM / max(len(said), 1)) if worth >= _ENOUGH else 0.0
