"""generic.no-case: a problem without one concrete case.

A suggestion and not a warning: whether a case is told is read from concrete cues, and in papers
that passed review two problems of three have none. The rule ranks; a person decides.
"""

from collections.abc import Iterator

from service.checks.cards import any_of
from service.checks.clauses import headline_span
from service.language.cues import cues, quotes_somebody
from service.language.questions import QUESTION
from service.paper import Item
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a problem of some length in which nothing can be checked, on its headline."""
    strong = set(card.data["kinds"])
    lists = any_of(card.data["lists"])
    for chapter, _, item in subject.paper.placed_items():
        if item.role != "problem" or chapter.role not in ("problems", "cases"):
            continue
        if len(item.text) < int(card.data["least"]) or lists.search(item.text):
            continue
        if QUESTION.search(item.text):
            # A draft asks for the case itself.
            continue
        if not any(c.kind in strong for c in cues(item.text)) and not quotes_somebody(item.text):
            start, end = headline_span(item)
            yield Finding(start=start, end=end, item=item.id, score=_score(item))


def _score(item: Item) -> float:
    """The more is said without a case, the more it needs one."""
    return min(0.9, 0.4 + len(item.text) / 600)
