"""Bundles: which notes of one aspect become one problem.

Notes are joined by what they speak of: groups (notes that say the same) first, then notes whose
rarer wording overlaps (agglomerative clustering, average link), then single notes of one theme.
What is left over shares one bundle: nothing is dropped, and every other bundle is one matter.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from service.drafting.register import masked, told
from service.drafting.sentences import channel
from service.drafting.wording import headlines, register
from service.language.about import content
from service.language.normal import grams
from service.language.specifics import specifics
from service.notes import Note
from service.value import Value

# No problem gathers more notes than a person can answer in one paragraph.
MOST_NOTES = 7
MOST_LEFT_OVER = 8
# So few left-overs are problems of their own when the aspect has no other.
_ALONE = 3
# An aspect reads well with two to four problems; one with many notes needs more.
LEAST_PROBLEMS = 4
_NOTES_A_PROBLEM = 4
# Two clusters are one matter from this likeness on; one theme counts in their favour. Chosen by
# reading the bundles of the sample notes.
_ONE_MATTER = 0.18
_SAME_THEME = 0.07
# A single note with so many checkable details is a problem of its own.
_DOCUMENTED = 2
# Counts are shared by chance.
_COUNTING = frozenset("0123456789一二两三四五六七八九十百千万几半")
_DETAILS = frozenset({"number", "percent", "date"})


class Bundle(Value):
    """Notes that one problem answers. ``theme`` is None when several matters share it."""

    theme: str | None
    notes: tuple[Note, ...]


def bundles(notes: Sequence[Note]) -> tuple[Bundle, ...]:
    """The notes as bundles, the best documented first, none left out, left-overs last.

    Notes of one group stay together.
    """
    clusters = _clustered(_groups(notes), _Likeness(notes))
    most = max(LEAST_PROBLEMS, round(len(notes) / _NOTES_A_PROBLEM))
    strong = sorted((c for c in clusters if _is_strong(c)), key=weight, reverse=True)
    weak = [c for c in clusters if not _is_strong(c)]
    themed, singles = _by_theme(weak)
    whole = [*strong, *sorted(themed, key=weight, reverse=True)]
    kept, spare = whole[:most], whole[most:]
    left = [note for cluster in (*spare, *singles) for note in cluster]
    if len(left) <= (1 if kept else _ALONE):
        kept, left = _settled(kept, left), []
    found = [Bundle(theme=_theme(cluster), notes=tuple(cluster)) for cluster in kept]
    shared = [Bundle(theme=None, notes=tuple(p)) for p in _portions(left, MOST_LEFT_OVER)]
    return (*found, *shared)


def _settled(kept: list[list[Note]], left: Sequence[Note]) -> list[list[Note]]:
    """A few left-overs as problems of their own; a wish opens none beside a problem."""
    problems = [*kept, *([note] for note in left if _has_a_problem([note]))]
    wishes = [note for note in left if not _has_a_problem([note])]
    if not problems:
        return [wishes] if wishes else []
    for wish in wishes:
        home = next((p for p in problems if _theme(p) == _theme([wish])), problems[-1])
        problems[problems.index(home)] = [*home, wish]
    return problems


def weight(notes: Sequence[Note]) -> tuple[bool, int, int]:
    """How grave a matter is: of record, how many say it, how many details can be checked."""
    return any(is_formal(n) for n in notes), len(notes), sum(map(details, notes))


def is_formal(note: Note) -> bool:
    """Whether the note comes from a channel of record (巡察反馈) and not from a person."""
    return channel(note.source) in register().formal


def details(note: Note) -> int:
    """How many numbers, shares and dates the note holds."""
    return sum(s.kind in _DETAILS for s in specifics(note.text))


class _Likeness:
    """How much of their rarer wording notes share, between 0 and 1."""

    def __init__(self, notes: Sequence[Note]) -> None:
        pairs = {note.id: _pairs(note) for note in notes}
        held = Counter(pair for own in pairs.values() for pair in own)
        rare = {pair: 1 / n for pair, n in held.items()}
        self._weights = {i: {p: rare[p] for p in own if held[p] > 1} for i, own in pairs.items()}
        self._sizes = {i: math.sqrt(len(own)) or 1.0 for i, own in pairs.items()}

    def between(self, one: Sequence[Note], other: Sequence[Note]) -> float:
        """The mean likeness of the two clusters' notes, the theme counted in."""
        links = [self._alike(a, b) for a in one for b in other]
        bonus = _SAME_THEME if _theme(one) == _theme(other) else 0.0
        return sum(links) / len(links) + bonus

    def _alike(self, one: Note, other: Note) -> float:
        mine, theirs = self._weights[one.id], self._weights[other.id]
        shared = sum(weight for pair, weight in mine.items() if pair in theirs)
        return shared / min(self._sizes[one.id], self._sizes[other.id])


def _pairs(note: Note) -> frozenset[str]:
    return frozenset(
        pair
        for stretch in content(masked(note))
        for pair in grams(stretch, 2)
        if not _COUNTING & set(pair)
    )


def _groups(notes: Sequence[Note]) -> list[list[Note]]:
    groups: dict[str, list[Note]] = {}
    for note in notes:
        key = f"group {note.group}" if note.group else f"note {note.id}"
        groups.setdefault(key, []).append(note)
    return [part for group in groups.values() for part in _portions(group, MOST_NOTES)]


def _clustered(clusters: list[list[Note]], likeness: _Likeness) -> list[list[Note]]:
    """The clusters, the likest two joined until none are one matter or all are full."""
    links = {
        (a, b): likeness.between(clusters[a], clusters[b])
        for a in range(len(clusters))
        for b in range(a)
    }
    alive = dict(enumerate(clusters))
    while links:
        pair = max(links, key=lambda p: (links[p], -p[0], -p[1]))
        best = links.pop(pair)
        if best < _ONE_MATTER:
            break
        one, other = pair
        if len(alive[one]) + len(alive[other]) > MOST_NOTES:
            continue
        alive[other] = [*alive[other], *alive.pop(one)]
        links = {p: v for p, v in links.items() if one not in p}
        for known in alive:
            if known != other:
                between = likeness.between(alive[known], alive[other])
                links[max(known, other), min(known, other)] = between
    return list(alive.values())


def _is_strong(cluster: Sequence[Note]) -> bool:
    if all(p.demand for note in cluster for p in told(note)):
        return False
    return len(cluster) > 1 or is_formal(cluster[0]) or details(cluster[0]) >= _DOCUMENTED


def _by_theme(weak: Iterable[list[Note]]) -> tuple[list[list[Note]], list[list[Note]]]:
    """Single notes joined by theme, and those that stay alone."""
    themed: dict[str, list[Note]] = {}
    for cluster in weak:
        themed.setdefault(headlines().of(_theme(cluster)).subject, []).extend(cluster)
    parts = [part for notes in themed.values() for part in _portions(notes, MOST_NOTES)]
    joined = [p for p in parts if len(p) > 1 and _has_a_problem(p) and _theme(p)]
    return joined, [p for p in parts if p not in joined]


def _has_a_problem(notes: Sequence[Note]) -> bool:
    return any(not piece.demand for note in notes for piece in told(note))


def _theme(notes: Sequence[Note]) -> str | None:
    return Counter(note.theme for note in notes).most_common(1)[0][0] or None


def _portions(notes: Sequence[Note], most: int) -> list[list[Note]]:
    """The notes in as few parts of at most ``most`` as possible, all about as long."""
    parts = math.ceil(len(notes) / most)
    size = math.ceil(len(notes) / parts) if parts else 1
    return [list(notes[at : at + size]) for at in range(0, len(notes), size)]
