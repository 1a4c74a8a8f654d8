"""link.cause-restates: a cause that says its problem again instead of why it came about.

A cause may take up its problem's words; it restates when most of what it says stands in one
problem and what it adds names no reason.
"""

import re
from collections.abc import Iterator, Sequence

from service.checks.cards import any_of
from service.checks.clauses import body_start, headline_span
from service.checks.places import chapters_of, items_of
from service.checks.shared_words import item_pairs
from service.flags import Evidence
from service.paper import Item
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a cause, on its headline, with the problem it repeats as evidence."""
    reasons = any_of(card.data["reasons"])
    problems = [(item, item_pairs(item)) for item in subject.paper.items("problem")]
    for chapter in chapters_of(subject.paper, "causes"):
        for item in items_of(chapter):
            own = item_pairs(item)
            share, problem = _nearest(own, problems)
            if problem is None or len(own) < int(card.data["least"]):
                continue
            if share >= float(card.data["share"]) and not _reason(item, problem, reasons):
                start, end = headline_span(item)
                yield Finding(
                    start=start,
                    end=end,
                    item=item.id,
                    score=min(0.9, share),
                    evidence=(_shown(subject, problem),),
                )


def _reason(cause: Item, problem: Item, reasons: re.Pattern[str]) -> bool:
    """Whether the cause gives a reason that its problem does not hold already."""
    found = reasons.finditer(cause.text, body_start(cause))
    return any(match.group() not in problem.text for match in found)


def _nearest(
    own: frozenset[str], problems: Sequence[tuple[Item, frozenset[str]]]
) -> tuple[float, Item | None]:
    """The greatest share of ``own`` that one problem says, and that problem."""
    shares = [(len(own & said) / max(1, len(own)), -n) for n, (_, said) in enumerate(problems)]
    if not shares:
        return 0.0, None
    share, place = max(shares)
    return share, problems[-place][0]


def _shown(subject: Subject, problem: Item) -> Evidence:
    return Evidence(
        source=subject.file, start=problem.start, end=problem.end, quote=problem.text.strip()
    )
