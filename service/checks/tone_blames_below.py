"""tone.blames-below: somebody else's problem in place of one's own.

In a team's or a branch's paper, a problem whose subject is the grass roots or the members and that
never turns to those who lead them; in a personal paper, one whose subject is the team or others.
Naming a branch is no blame: 对机关支部督促不够 has the team for its subject.
"""

import re
from collections.abc import Iterator

from service.checks.cards import any_of
from service.checks.clauses import body_start, headline_span, statements
from service.paper import Item
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a problem, on the words that begin with the other subject."""
    scope = subject.kind.scope if subject.kind else "team"
    if scope == "plan":
        return
    who = "one" if scope == "individual" else "team"
    others, own = any_of(card.data[f"others_of_{who}"]), any_of(card.data[f"own_of_{who}"])
    ask = str(card.data["ask_one"]) if who == "one" else ""
    fields = {"what": str(card.data[who])}
    for chapter, _, item in subject.paper.placed_items():
        if item.role == "problem" and chapter.role == "problems" and not own.search(item.text):
            for start, end in _blamed(item, others):
                yield Finding(start=start, end=end, item=item.id, fields=fields, ask=ask, score=0.6)


def _blamed(item: Item, others: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The headline where it begins with others; else the first statement, where every one does."""
    if others.match(item.text, body_start(item)):
        yield headline_span(item)
        return
    below = list(statements(item))[1:]
    if below and all(others.match(part.text) for part in below):
        yield below[0].start, below[0].end
