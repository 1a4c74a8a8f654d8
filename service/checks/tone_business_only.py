"""tone.business-only: a problem told as a matter of trade, landing on nobody's thought or duty.

Conservative: any word of attitude, style, duty or of the leaders' own doing is a landing, and a
short line (a register's entry) is not judged.
"""

from collections.abc import Iterator

from service.checks.cards import any_of
from service.checks.clauses import headline_span, spoken
from service.language.normal import normal
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a problem of some length, on its headline."""
    if subject.kind and subject.kind.scope == "plan":
        return
    landing = any_of(card.data["landings"])
    trade = any_of(card.data["trade"])
    least = int(card.data["least"])
    for chapter, _, item in subject.paper.placed_items():
        text = spoken(item)
        if item.role != "problem" or chapter.role != "problems" or len(normal(text)) < least:
            continue
        if trade.search(text) and not landing.search(text):
            start, end = headline_span(item)
            yield Finding(start=start, end=end, item=item.id, score=0.4)
