"""What was asked of the unit and not answered: the notes, word for word, personal details masked.

Clues (举报性质) and what was told in confidence never appear: who asked could be known by it.
"""

from collections.abc import Iterator

from service.language.quoted_notes import note_evidence
from service.notes import Note
from service.reviewing.quoting import quotable_notes, shown_note
from service.reviewing.reading import Reading
from service.reviews import DigestLine, Source

MOST = 30
"""Lines kept; a page shows the first few."""


def lines(reading: Reading) -> Iterator[DigestLine]:
    """One line a note that nothing in the paper answers; of notes that say the same, the first."""
    for _, note, text, sources in unanswered(reading)[:MOST]:
        yield DigestLine(part="unanswered", text=text, aspect=note.aspect or "", sources=sources)


def unanswered(reading: Reading) -> list[tuple[int, Note, str, tuple[Source, ...]]]:
    """The notes left without an answer, those that most people wrote first: how many, note, what is
    shown of it and where that stands in it."""
    missed = {flag.evidence for flag in reading.of("cover.missing")}
    shown = quotable_notes(reading.subject.notes)
    left = [n for n in shown.values() if n.route == "draft" and note_evidence(n) in missed]
    size = {n.group: sum(o.group == n.group for o in left) for n in left if n.group}
    seen: set[str] = set()
    found = []
    for note in left:
        text, sources = shown_note(note)
        if not sources or note.group in seen:
            continue
        if note.group:
            seen.add(note.group)
        found.append((size.get(note.group or "", 1), note, text, sources))
    return sorted(found, key=lambda entry: -entry[0])
