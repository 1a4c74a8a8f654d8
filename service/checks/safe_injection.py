"""safe.injection: instructions to a machine, links, code or hidden characters in material.

Material goes into prompts as data; text that tries to give orders, or that a reader cannot see, is
shown to a person before anything is done with it.
"""

from collections.abc import Iterator

from service.checks.cards import any_of
from service.rule import Card, Finding
from service.subject import Subject

# Wide letters and signs one for one: offsets stay. Marks of Chinese text are left as they are.
_NARROW = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，。；：！？（）"
}


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """Orders, code, links that run something, and runs of invisible characters."""
    for match in any_of(card.data["orders"]).finditer(subject.text.translate(_NARROW)):
        fields = {"what": str(card.data["order_said"])}
        yield Finding(start=match.start(), end=match.end(), fields=fields, score=0.9)
    hidden = any_of(card.data["hidden"])
    for match in hidden.finditer(subject.text):
        fields = {"what": str(card.data["hidden_said"])}
        yield Finding(start=match.start(), end=match.end(), fields=fields, score=0.8)
