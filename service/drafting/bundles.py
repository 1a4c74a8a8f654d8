"""Bundles: which notes of one aspect become one problem."""

from collections import Counter
from collections.abc import Iterable, Sequence

from service.drafting.wording import headlines
from service.notes import Note
from service.value import Value

# An aspect reads well with two to four problems; one with many notes gets more, so that no problem
# gathers more than a person can answer. Themes beyond them share an item.
LEAST_PROBLEMS = 4
MOST_PROBLEMS = 8
MOST_SHARED = 6
_SPLIT_FROM = 6
_NOTES_A_PROBLEM = 5


class Bundle(Value):
    """Notes that one problem answers. ``theme`` is None when several themes share it."""

    theme: str | None
    groups: tuple[tuple[Note, ...], ...]

    @property
    def notes(self) -> tuple[Note, ...]:
        """The bundle's notes, those that say the same side by side."""
        return tuple(note for group in self.groups for note in group)

    @property
    def key(self) -> str:
        """What wording is picked by: stable for the same notes."""
        return "".join(note.id + note.text for note in self.notes)


def bundles(notes: Sequence[Note]) -> tuple[Bundle, ...]:
    """The notes as two to four bundles where they allow it, largest first, none left out.

    Notes of one group stay together, groups of one theme share a bundle. A single theme with
    many notes is split by group; where there are too many themes the smallest share a bundle.
    """
    by_theme = _by_theme(_groups(notes))
    if len(by_theme) == 1 and len(notes) >= _SPLIT_FROM:
        return _split(by_theme[0])
    most = max(LEAST_PROBLEMS, min(MOST_PROBLEMS, len(notes) // _NOTES_A_PROBLEM))
    if len(by_theme) <= most:
        return tuple(by_theme)
    return (*by_theme[: most - 1], *_shared(by_theme[most - 1 :]))


def _groups(notes: Sequence[Note]) -> list[tuple[Note, ...]]:
    groups: dict[str, list[Note]] = {}
    for note in notes:
        groups.setdefault(f"group {note.group}" if note.group else f"note {note.id}", []).append(
            note
        )
    return sorted((tuple(group) for group in groups.values()), key=len, reverse=True)


def _by_theme(groups: Iterable[tuple[Note, ...]]) -> list[Bundle]:
    themed: dict[str, list[tuple[Note, ...]]] = {}
    for group in groups:
        theme = Counter(note.theme for note in group).most_common(1)[0][0]
        subject = headlines().of(theme).subject
        themed.setdefault(subject, []).append(group)
    found = [Bundle(theme=gs[0][0].theme or None, groups=tuple(gs)) for gs in themed.values()]
    return sorted(found, key=lambda b: len(b.notes), reverse=True)


def _split(bundle: Bundle) -> tuple[Bundle, ...]:
    said_often = [g for g in bundle.groups if len(g) > 1][: LEAST_PROBLEMS - 1]
    singles = [g for g in bundle.groups if g not in said_often]
    own = [Bundle(theme=bundle.theme, groups=(group,)) for group in said_often]
    return (*own, *_portions(bundle.theme, singles))


def _shared(rest: Sequence[Bundle]) -> tuple[Bundle, ...]:
    return _portions(None, [group for bundle in rest for group in bundle.groups])


def _portions(theme: str | None, groups: Sequence[tuple[Note, ...]]) -> tuple[Bundle, ...]:
    return tuple(
        Bundle(theme=theme, groups=tuple(groups[at : at + MOST_SHARED]))
        for at in range(0, len(groups), MOST_SHARED)
    )
