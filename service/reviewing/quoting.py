"""What may be quoted: word for word, at its place, without personal details or clues.

A passage of a paper is cut to its longest stretch that holds no personal detail; what is too short
after that is left out of the digest. Passages that a check holds for a clue (举报性质) or for an
instruction hidden in the paper are never quoted. A note is shown whole, each detail replaced by
what sort of detail it is; its sources are the stretches between.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

from service.flags import Flag
from service.kind import Kind
from service.language.confidence import told_in_confidence
from service.language.normal import normal, visible
from service.language.personal import (
    details_of,
    hidden,
    long_numbers,
    open_stretches,
    personal_spans,
)
from service.language.safety import instructs
from service.library import Material
from service.notes import Note
from service.reviews import Source
from service.subject import Subject

_LEAST = 4
"""Letters below which a passage says nothing."""
_FORBIDDEN = ("safe.clue", "safe.injection", "safe.personal", "left.scrape")
_EDGES = " \t\r\n\u3000，,；;、：:。"


class Quotable:
    """The text of one paper, and what of it may be quoted. ``forbidden`` are spans that may not."""

    def __init__(
        self, file: str, text: str, unit: str = "", forbidden: Iterable[tuple[int, int]] = ()
    ) -> None:
        self.file = file
        self.text = text
        self._unit = unit
        self._given = tuple(forbidden)

    @classmethod
    def of_subject(cls, subject: Subject, flags: Sequence[Flag]) -> "Quotable":
        """The reviewed paper itself."""
        forbidden = [(f.start, f.end) for f in flags if f.rule in _FORBIDDEN]
        return cls(subject.file, subject.text, subject.unit or subject.paper.unit, forbidden)

    @classmethod
    def of_material(cls, material: Material) -> "Quotable":
        """An earlier paper of the unit."""
        return cls(material.file, material.text, material.origin)

    def source(self, start: int, end: int) -> Source | None:
        """The quotation of ``start`` to ``end`` without marks and spaces at its edges, cut to what
        may be shown; None when too little is left. A line break inside is kept."""
        longest = max(self._open(start, end), key=_length, default=(0, 0))
        start, end = _trimmed(self.text, *longest)
        quote = self.text[start:end]
        if len(normal(quote)) < _LEAST or visible(quote) != quote or instructs(quote):
            return None
        return Source(source=self.file, start=start, end=end, quote=quote, unit=self._unit)

    @cached_property
    def _closed(self) -> list[tuple[int, int]]:
        personal = ((p.start, p.end) for p in personal_spans(self.text))
        # A mistyped identity number is somebody's too, and no case is told in so many digits.
        numbers = long_numbers(self.text)
        return sorted([*self._given, *personal, *numbers])

    def _open(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of a passage that hold nothing forbidden."""
        found, at = [], start
        for a, b in self._closed:
            if b > at and a < end:
                found.append((at, max(at, a)))
                at = b
        return [*found, (at, max(at, end))]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _length(span: tuple[int, int]) -> int:
    return span[1] - span[0]


def quotable_notes(notes: Sequence[Note]) -> dict[str, Note]:
    """The notes that may be shown, by id: no clue, nothing told in confidence, nothing empty."""
    return {
        note.id: note
        for note in notes
        if note.route != "clue"
        and not note.empty
        and note.text.strip()
        and not told_in_confidence(note.text)
        and not instructs(note.text)
    }


def shown_note(note: Note) -> tuple[str, tuple[Source, ...]]:
    """A note on one line with stand-ins for its personal details, and the stretches that are quoted
    word for word; no stretch and "" where nothing of matter is left."""
    details = details_of(note)
    shown = hidden(note.text, details).strip(_EDGES)
    stretches = [_stretch(note, *span) for span in open_stretches(note.text, details)]
    sources = tuple(source for source in stretches if normal(source.quote))
    said = sum(len(normal(source.quote)) for source in sources)
    if said < _LEAST or visible(note.text) != note.text or instructs(shown):
        return "", ()
    return " ".join(shown.split()), sources


def _stretch(note: Note, start: int, end: int) -> Source:
    start, end = _trimmed(note.text, start, end)
    return Source(source=note.id, start=start, end=end, quote=note.text[start:end])


def kind_text(kind: Kind) -> str:
    """What of a kind is quoted: its chapters' and aspects' titles, one a line."""
    chapters = [chapter.title for chapter in kind.chapters if chapter.title]
    aspects = [line for aspect in kind.aspects for line in (aspect.title, aspect.short)]
    return "\n".join([kind.name, *chapters, *aspects, *kind.requirements])


def kind_source(kind: Kind, words: str) -> Source:
    """A title of the kind as a source; empty ``words`` give the kind's name."""
    text = kind_text(kind)
    wanted = words if words and words in text else kind.name
    # A short name may also stand inside a longer title: the line of its own is meant.
    start = f"\n{text}\n".find(f"\n{wanted}\n")
    return Source(source=kind.id, start=start, end=start + len(wanted), quote=wanted)


def texts_of(subject: Subject) -> dict[str, str]:
    """What a page of this paper may be traced to: the paper, the unit's earlier papers, the notes
    that may be shown and the kind, by the names that sources carry."""
    texts = {note.id: note.text for note in quotable_notes(subject.notes).values()}
    texts.update({material.file: material.text for material in subject.past})
    if subject.kind is not None:
        texts[subject.kind.id] = kind_text(subject.kind)
    return {**texts, subject.file: subject.text}
