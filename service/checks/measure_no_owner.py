"""measure.no-owner: a group of measures that names nobody who carries it out."""

from collections.abc import Iterator

from service.checks.cards import any_of
from service.checks.groups import unanswered
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a group (section or chapter), never one a sentence."""
    if subject.kind and subject.kind.scope == "individual":
        return  # Whoever writes 个人 papers answers for the measures.
    for group in unanswered(subject.paper, any_of(card.data["cues"]), "owner"):
        fields = {"count": group.count}
        yield Finding(start=group.start, end=group.end, fields=fields, score=group.score)
