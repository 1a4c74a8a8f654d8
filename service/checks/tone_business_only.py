"""tone.business-only: a problem told as a matter of trade, landing on nobody's thought or duty.

Conservative: nearly every clause must tell of equipment, rates or the state of things, and any word
of attitude, style, duty, of somebody who acts or of somebody who suffers is a landing. A short line
(a register's entry) is not judged.
"""

import re
from collections.abc import Iterator
from itertools import chain

from service.checks.cards import any_of
from service.checks.clauses import clauses, headline_span, points, stated
from service.language.normal import normal
from service.language.spans import Span
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a problem of some length, on its headline."""
    if subject.kind and subject.kind.scope == "plan":
        return
    landing = any_of(card.data["landings"])
    for chapter, _, item in subject.paper.placed_items():
        if item.role != "problem" or chapter.role != "problems":
            continue
        run = list(points(item))
        for point in run:
            if landing.search(point.text) or not _of_trade(point, card):
                continue
            first = next(stated(point))
            start, end = headline_span(item) if len(run) == 1 else (first.start, first.end)
            yield Finding(start=start, end=end, item=item.id, score=0.4)


def _of_trade(point: Span, card: Card) -> bool:
    """Whether a point is long enough and nearly all its clauses tell of trade."""
    short = len(normal(point.text)) < int(card.data["least"])
    if short or not any_of(card.data["shortfalls"]).search(point.text):
        return False
    trade: re.Pattern[str] = any_of(card.data["trade"])
    told = list(chain.from_iterable(clauses(part) for part in stated(point)))
    matter = sum(bool(trade.search(clause.text)) for clause in told)
    return matter >= int(card.data["clauses"]) and matter >= float(card.data["share"]) * len(told)
