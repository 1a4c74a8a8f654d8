"""safe.personal: identity numbers, phones, bank cards and plates that a paper must not carry.

Names are left to people: a paper of this sort rightly names who answers for a measure. A unit that
wants them told adds ``name`` to ``kinds``; those on its roster are then found without a title too.
"""

from collections.abc import Iterator

from service.checks.overlays import roster_of
from service.language.personal import personal_spans
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a detail; the message says what it is and never repeats it."""
    said: dict[str, str] = card.data["kinds"]
    roster = [name for name, _ in roster_of(card)]
    for detail in personal_spans(subject.text, roster):
        if detail.kind in said:
            fields = {"what": said[detail.kind]}
            yield Finding(start=detail.start, end=detail.end, fields=fields, score=0.9)
