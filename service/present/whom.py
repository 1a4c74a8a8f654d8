"""Whom to ask about a flag: whoever its measure, its sentence or its note names."""

from collections.abc import Iterable, Sequence

from service.flags import CheckedFile, Flag
from service.language.sentences import sentences
from service.language.specifics import specifics
from service.notes import Note
from service.paper import Paper

DRAFTER = "起草人"
"""Who is asked where nobody else is named."""
_ANSWERS = ("department", "person")


class Whom:
    """Finds whom to ask. Without the paper or the notes, only the flag's own sentence tells."""

    def __init__(
        self, checked: CheckedFile, paper: Paper | None = None, notes: Sequence[Note] = ()
    ) -> None:
        self._sentences = sentences(checked.text or "")
        self._items = {item.id: item for item in paper.items()} if paper else {}
        # Who gave a clue is nobody's business here, not even by the channel it came through.
        open_notes = [note for note in notes if note.route != "clue"]
        self._channels = {i: n.source for n in open_notes for i in (n.source_id, n.id)}

    def to_ask(self, flag: Flag) -> str:
        """A department, an office or a channel as written, or the drafter."""
        item = self._items.get(flag.item or "")
        if item is not None and item.owner:
            return item.owner
        for text in (flag.text, self._sentence(flag), item.text if item else ""):
            # Two names in one stretch: which of them is meant, nobody can say from here.
            if len(named := _named(text)) == 1:
                return named[0]
        return self._channel(flag) or DRAFTER

    def _sentence(self, flag: Flag) -> str:
        spans = (s for s in self._sentences if s.start <= flag.start < s.end)
        return next((span.text for span in spans), "")

    def _channel(self, flag: Flag) -> str:
        channels = _distinct(self._channels.get(e.source, "") for e in flag.evidence)
        return channels[0] if len(channels) == 1 else ""


def _named(text: str) -> list[str]:
    return _distinct(found.text for found in specifics(text) if found.kind in _ANSWERS)


def _distinct(names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name]
