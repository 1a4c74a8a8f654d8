"""measure.no-deadline: a group of measures without a day on which somebody looks at the result.

A frequency (每季度, 定期) is no deadline: it never ends.
"""

from collections.abc import Iterator

from service.checks.cards import any_of
from service.checks.groups import unanswered
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a group (section or chapter), never one a sentence."""
    recurring = any_of(card.data["recurring"])
    for group in unanswered(subject.paper, any_of(card.data["cues"]), "deadline"):
        fields = {"count": group.count}
        score = group.score - (0.15 if recurring.search(group.text) else 0.0)
        yield Finding(start=group.start, end=group.end, fields=fields, score=score)
