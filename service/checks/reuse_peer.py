"""reuse.peer: passages taken over from another unit's paper."""

from collections.abc import Iterator

from service.checks.copies import copies
from service.rule import Card, Finding
from service.subject import Subject

_STRONG, _MUCH = 20, 0.35
"""A short match in a long sentence may be a stock frame: a person should look, no more."""


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """Copied passages with both places; prescribed and official wording does not count."""
    for finding in copies(subject, subject.peers, card):
        weak = int(finding.fields["matched"]) < _STRONG and finding.score < _MUCH
        yield finding.model_copy(update={"level": "warning"}) if weak else finding
