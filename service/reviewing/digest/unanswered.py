"""What was asked of the unit and not answered: the notes, word for word.

Clues (举报性质) and what was told in confidence never appear: who asked could be known by it.
"""

from collections.abc import Iterator

from service.notes import Note
from service.reviewing.quoting import note_source, quotable_notes
from service.reviewing.reading import Reading
from service.reviewing.tracing import flat
from service.reviews import DigestLine, Source

MOST = 30
"""Lines kept; a page shows the first few."""


def lines(reading: Reading) -> Iterator[DigestLine]:
    """One line a note that nothing in the paper answers; of notes that say the same, the first."""
    for _, note, source in unanswered(reading)[:MOST]:
        text = flat(source.quote)
        yield DigestLine(part="unanswered", text=text, aspect=note.aspect or "", sources=(source,))


def unanswered(reading: Reading) -> list[tuple[int, Note, Source]]:
    """The notes left without an answer, those that most people wrote first: how many, note,
    quotation."""
    missed = {e.quote for flag in reading.of("cover.missing") for e in flag.evidence}
    shown = quotable_notes(reading.subject.notes)
    left = [note for note in shown.values() if note.text in missed and note.route == "draft"]
    size = {n.group: sum(o.group == n.group for o in left) for n in left if n.group}
    seen: set[str] = set()
    found = []
    for note in left:
        source = note_source(note)
        if source is None or note.group in seen:
            continue
        if note.group:
            seen.add(note.group)
        found.append((size.get(note.group or "", 1), note, source))
    return sorted(found, key=lambda entry: -entry[0])
