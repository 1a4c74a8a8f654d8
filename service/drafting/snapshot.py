"""The snapshot: everything a draft is made from, collected and frozen before anything is asked."""

from service.kind import AspectSpec, Kind
from service.language.confidence import told_in_confidence
from service.language.specifics import EMPTY, Lexicon
from service.library import Passage
from service.notes import Note
from service.value import Value


class Snapshot(Value):
    """What one draft stands on; it is kept beside the draft so that a draft can be explained.

    ``notes`` are sorted notes, the only ground for facts. ``own_past``, ``peers`` and
    ``guidance`` map an aspect's key to retrieved passages; ``last_year`` are last year's problems
    of the unit. ``lexicon`` holds the persons, departments and units that checks should know.
    """

    kind: Kind
    unit: str
    year: int
    notes: tuple[Note, ...] = ()
    own_past: dict[str, tuple[Passage, ...]] = {}
    peers: dict[str, tuple[Passage, ...]] = {}
    guidance: dict[str, tuple[Passage, ...]] = {}
    last_year: tuple[Passage, ...] = ()
    lexicon: Lexicon = EMPTY

    def drafted(self) -> tuple[Note, ...]:
        """The notes that go into the paper: route draft, not empty, not told in confidence."""
        return tuple(
            n
            for n in self.notes
            if n.route == "draft" and not n.empty and not told_in_confidence(n.text)
        )

    def filed(self, aspect: AspectSpec) -> tuple[Note, ...]:
        """The drafted notes under ``aspect``; notes without a known aspect go to the last one."""
        last = self.kind.aspects[-1].key == aspect.key
        return tuple(
            note
            for note in self.drafted()
            if note.aspect == aspect.title or (last and self.kind.aspect(note.aspect or "") is None)
        )

    def passages(self) -> tuple[Passage, ...]:
        """Every past passage at hand, whatever its use and aspect."""
        by_aspect = (self.own_past, self.peers, self.guidance)
        return tuple(p for uses in by_aspect for ps in uses.values() for p in ps) + self.last_year

    def own_words(self) -> tuple[str, ...]:
        """The unit's and the kind's own wording, which any sentence may use."""
        kind = self.kind
        aspects = (text for a in kind.aspects for text in (a.title, a.short))
        return (self.unit, kind.name, kind.meeting, kind.paper_name, kind.theme, *aspects)
