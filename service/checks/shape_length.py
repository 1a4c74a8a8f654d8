"""shape.length: longer or shorter than the notice prescribes.

No national figure exists, so a kind without a prescribed length is never judged.
"""

from collections.abc import Iterator

from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """At most one finding, at the title; white space and marks for layout are not counted."""
    if subject.kind is None or subject.kind.length is None:
        return
    least, most = subject.kind.length
    size = sum(not character.isspace() for character in subject.text)
    slack = float(card.data["slack"])
    if least * (1 - slack) <= size <= most * (1 + slack):
        return
    how = card.data["short"] if size < least else card.data["long"]
    fields = {"how": str(how), "size": str(size), "least": str(least), "most": str(most)}
    start, end = subject.paper.start, subject.paper.end
    yield Finding(start=start, end=end, fields=fields, score=0.5)
