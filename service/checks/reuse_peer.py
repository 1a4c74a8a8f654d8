"""reuse.peer: passages taken over from another unit's paper."""

from collections.abc import Iterator

from service.checks.copies import copies
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """Copied passages with both places; prescribed and official wording does not count."""
    yield from copies(subject, subject.peers, card)
