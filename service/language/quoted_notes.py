"""A note as evidence: word for word, without the personal details in it."""

from service.flags import Evidence
from service.language.normal import normal
from service.language.personal import details_of, open_stretches
from service.notes import Note


def note_evidence(note: Note) -> tuple[Evidence, ...]:
    """The note in as many stretches as personal details leave, each standing at its place in it;
    where they leave nothing, its name alone with an empty quotation."""
    source, text = note.source_id or note.id, note.text
    spans = open_stretches(text, details_of(note))
    said = [(start, end) for start, end in spans if normal(text[start:end])]
    return tuple(
        Evidence(source=source, start=start, end=end, quote=text[start:end])
        for start, end in said or [(0, 0)]
    )
