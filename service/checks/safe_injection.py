"""safe.injection: instructions to a machine, links, code or hidden characters in material.

Material goes into prompts as data; text that tries to give orders, or that a reader cannot see, is
shown to a person before anything is done with it.
"""

from collections.abc import Iterator

from service.checks.cards import any_of
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """Orders, code, links that run something, and runs of invisible characters."""
    for match in any_of(card.data["orders"]).finditer(subject.text):
        fields = {"what": str(card.data["order_said"])}
        yield Finding(start=match.start(), end=match.end(), fields=fields, score=0.9)
    hidden = any_of(card.data["hidden"])
    for match in hidden.finditer(subject.text):
        fields = {"what": str(card.data["hidden_said"])}
        yield Finding(start=match.start(), end=match.end(), fields=fields, score=0.8)
