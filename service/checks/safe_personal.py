"""safe.personal: identity numbers, phones, bank cards and plates that a paper must not carry.

Names are left to people: a paper of this sort rightly names who answers for a measure.
"""

from collections.abc import Iterator

from service.language.personal import personal_spans
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a detail; the message says what it is and never repeats it."""
    said: dict[str, str] = card.data["kinds"]
    for detail in personal_spans(subject.text):
        if detail.kind in said:
            fields = {"what": said[detail.kind]}
            yield Finding(start=detail.start, end=detail.end, fields=fields, score=0.9)
