"""Notes that say the same thing in other words.

Notes of one issue of one theme say the same; where an issue is wide (审批慢, 没人修), what
they name keeps different things apart. Beyond that, notes of one theme whose wording is nearly
equal are joined. Nothing is merged or dropped: a group is only an id, so a detail that one person
gave stays with its note.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from service.language.normal import grams, normal
from service.themes.cues import Reading, ThemeScore

_ALIKE = 0.5
_GENERAL = 12


@dataclass(frozen=True, slots=True)
class Said:
    """What grouping needs of one note."""

    id: str
    text: str
    reading: Reading


def groups(notes: Sequence[Said]) -> list[tuple[str, ...]]:
    """The groups of two and more notes, each as ids in the order given; groups by first note."""
    sets = _Sets(len(notes))
    for bucket in _by_issue(notes).values():
        for cluster in _by_object(notes, bucket):
            sets.join(cluster)
    for bucket in _by_theme(notes).values():
        _join_alike(notes, bucket, sets)
    return [tuple(notes[i].id for i in members) for members in sets.groups() if len(members) > 1]


class _Sets:
    """Disjoint sets of places, joined step by step."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, place: int) -> int:
        while self._parent[place] != place:
            place = self._parent[place]
        return place

    def join(self, places: Sequence[int]) -> None:
        for place in places[1:]:
            low, high = sorted((self.root(places[0]), self.root(place)))
            self._parent[high] = low

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for place in range(len(self._parent)):
            found.setdefault(self.root(place), []).append(place)
        return list(found.values())


def _by_issue(notes: Sequence[Said]) -> dict[tuple[str, str], list[int]]:
    buckets: dict[tuple[str, str], list[int]] = {}
    for place, note in enumerate(notes):
        best = note.reading.best
        if best and best.issue:
            buckets.setdefault((best.theme.name, best.issue.name), []).append(place)
    return buckets


def _by_object(notes: Sequence[Said], bucket: list[int]) -> list[list[int]]:
    """The bucket as it is, or parted by what the notes name where the issue asks for it."""
    if not _issue_by_object(notes[bucket[0]].reading.best):
        return [bucket]
    named: dict[str, list[int]] = {}
    for place in bucket:
        for thing in notes[place].reading.objects or _general(notes[place]):
            named.setdefault(thing, []).append(place)
    return list(named.values())


def _general(note: Said) -> frozenset[str]:
    """What stands for the thing in a short note that names none: 流程太繁琐 means all of them."""
    return frozenset({""}) if len(normal(note.text)) <= _GENERAL else frozenset()


def _issue_by_object(best: ThemeScore | None) -> bool:
    return bool(best and best.issue and best.issue.by_object)


def _by_theme(notes: Sequence[Said]) -> dict[str, list[int]]:
    buckets: dict[str, list[int]] = {}
    for place, note in enumerate(notes):
        theme = note.reading.best.theme.name if note.reading.best else ""
        buckets.setdefault(theme, []).append(place)
    return buckets


def _join_alike(notes: Sequence[Said], bucket: list[int], sets: _Sets) -> None:
    shapes = {place: frozenset(grams(normal(notes[place].text), 2)) for place in bucket}
    for at, left in enumerate(bucket):
        for right in bucket[at + 1 :]:
            alike = _dice(shapes[left], shapes[right]) >= _ALIKE
            if alike and not _about_different_things(notes[left], notes[right]):
                sets.join([left, right])


def _about_different_things(left: Said, right: Said) -> bool:
    ours, theirs = left.reading.objects, right.reading.objects
    return bool(ours and theirs and not ours & theirs)


def _dice(left: frozenset[str], right: frozenset[str]) -> float:
    total = len(left) + len(right)
    if not total or 2 * min(len(left), len(right)) < _ALIKE * total:
        return 0.0
    return 2 * len(left & right) / total
