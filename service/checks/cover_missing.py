"""cover.missing: an opinion that was collected and that nothing in the paper answers.

A draft of ours knows which notes its sentences stand on. In any other paper the note is looked for
by likeness, so the flag asks a person to confirm and shows the nearest item.
"""

from collections.abc import Iterator
from functools import lru_cache

from service.checks.background import packaged_background
from service.checks.places import chapters_of, end_of
from service.language.confidence import told_in_confidence
from service.language.matching import Matcher, Rarity
from service.language.personal import details_of, hidden
from service.language.quoted_notes import note_evidence
from service.language.sentences import sentences
from service.notes import Note
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a note that should be in the paper and is not, after the last problem."""
    notes = [note for note in subject.notes if _wants_an_answer(note)]
    if not notes:
        return
    bodies = chapters_of(subject.paper, "problems") or list(subject.paper.chapters[-1:])
    place = end_of(bodies[-1]) if bodies else len(subject.text)
    for note in _unanswered(subject, notes, float(card.data["likeness"])):
        shown = hidden(note.text, details_of(note))
        fields = {"note": shown, "source": note.source or "征求意见"}
        yield Finding(
            start=place, end=place, fields=fields, score=0.6, evidence=note_evidence(note)
        )


def _wants_an_answer(note: Note) -> bool:
    """In the paper, that is: what was told in confidence is answered face to face."""
    said = note.route == "draft" and not note.empty and bool(note.text.strip())
    return said and not told_in_confidence(note.text)


@lru_cache(maxsize=1)
def _rarity() -> Rarity:
    """By other papers' sentences: one paper holds too few to tell what is rare."""
    return Rarity(said.text for said in packaged_background().said)


def _unanswered(subject: Subject, notes: list[Note], threshold: float) -> Iterator[Note]:
    cited = {id_ for ids in subject.cited.values() for id_ in ids}
    groups = {n.group for n in notes if n.id in cited and n.group}
    if cited:
        yield from (n for n in notes if n.id not in cited and n.group not in groups)
        return
    texts = [span.text for item in subject.paper.items() for span in sentences(item.text)]
    matcher = Matcher(texts, _rarity())
    for note in notes:
        if matcher.answer(note.text) < threshold:
            yield note
