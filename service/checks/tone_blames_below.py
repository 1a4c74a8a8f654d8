"""tone.blames-below: somebody else's problem in place of one's own.

In a team's or a branch's paper, a problem whose subject is the grass roots, partners or the public,
with a judgement on them, and that never turns to those who lead them; in a personal paper, one
whose subject is the team or others. Naming a branch is no blame: 对机关支部督促不够 has the team
for its subject, and 致使支部的要求落不了地 speaks of the branch without turning to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile

from service.checks.cards import any_of
from service.checks.clauses import body_start, clauses, headline_span, points, stated, statements
from service.flags import Level
from service.language.spans import Span
from service.paper import Item
from service.rule import Card, Finding
from service.subject import Subject

_OUTCOME = re.compile(r"^(?:致使|导致|使得?|造成|影响了?|以致)")


_LISTS = (
    "others_of_team",
    "below",
    "judged",
    "own_of_team",
    "owed_by_team",
    "settings",
    "suffers",
    "faults",
)


@dataclass(frozen=True, slots=True)
class _Words:
    others: re.Pattern[str]
    below: re.Pattern[str]
    judged: re.Pattern[str]
    own: re.Pattern[str]
    owed: re.Pattern[str]
    setting: re.Pattern[str]
    suffers: re.Pattern[str]
    faults: re.Pattern[str]

    def blames(self, clause: Span) -> bool:
        """Whether a clause has others for its subject and judges them."""
        who = self.below.search(clause.text)
        return bool(who and self.judged.search(clause.text, who.end()))

    def faulted(self, opening: Span, part: Span) -> bool:
        """Whether a statement of several clauses opens with others as its subject, who act and do
        not suffer, and tells of a shortcoming: a line of one clause only heads what follows."""
        if sum(1 for _ in clauses(part)) < 2:
            return False
        who = self.below.search(opening.text)
        if who is None or self.suffers.search(opening.text[who.end() :]):
            return False
        begin = opening.start - part.start + who.end()
        return bool(self.faults.search(part.text, begin))

    def turns(self, part: Span) -> bool:
        """Whether those who lead are the subject of a clause, or are said to owe something.

        Behind a clause that judges others, a clause without a subject is of the others too.
        """
        return any(self._turns(sentence) for sentence in stated(part))

    def _turns(self, sentence: Span) -> bool:
        blamed = False
        for clause in clauses(sentence):
            if self.own.match(clause.text):
                return True
            blamed = blamed or self.blames(clause)
            if self.blames(clause) or _OUTCOME.match(clause.text):
                continue
            if self.own.search(clause.text) or (not blamed and self.owed.search(clause.text)):
                return True
        return False


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a problem, on the words that begin with the other subject."""
    scope = subject.kind.scope if subject.kind else "team"
    if scope == "plan":
        return
    seek = _of_one if scope == "individual" else _of_team
    for chapter, _, item in subject.paper.placed_items():
        if item.role == "problem" and chapter.role == "problems":
            yield from seek(item, card)


def _of_one(item: Item, card: Card) -> Iterator[Finding]:
    if any_of(card.data["own_of_one"]).search(item.text):
        return
    ask = str(card.data["ask_one"])
    for start, end in _blamed(item, any_of(card.data["others_of_one"])):
        fields = {"what": str(card.data["one"])}
        yield Finding(start=start, end=end, item=item.id, fields=fields, ask=ask, score=0.6)


def _of_team(item: Item, card: Card) -> Iterator[Finding]:
    words = _Words(*(any_of(card.data[name]) for name in _LISTS))
    fields = {"what": str(card.data["team"])}
    run = list(points(item))
    for point in run:
        if words.turns(point):
            continue
        spans = list(_blamed(item, words.others)) if len(run) == 1 else []
        sure = [(start, end, None) for start, end in spans]
        for start, end, level in sure or _judged(point, words):
            yield Finding(start=start, end=end, item=item.id, fields=fields, score=0.6, level=level)


def _blamed(item: Item, others: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The headline where it begins with others; else the first statement, where every one does."""
    if others.match(item.text, body_start(item)):
        yield headline_span(item)
        return
    below = list(statements(item))[1:]
    if below and all(others.match(part.text) for part in below):
        yield below[0].start, below[0].end


def _judged(point: Span, words: _Words) -> Iterator[tuple[int, int, Level | None]]:
    """The first statement that opens by judging others: the first one, or the one behind it where
    the first is only a heading. Where others act and something is amiss, without a word that judges
    them, it is a suggestion: some such statements blame nobody."""
    for place, part in enumerate(list(stated(point))[:2]):
        told = dropwhile(lambda clause: words.setting.search(clause.text), clauses(part))
        opening = next(told, None)
        if opening is None:
            continue
        judged = words.blames(opening)
        if judged or (place == 0 and words.faulted(opening, part)):
            yield part.start, part.end, None if judged else "suggestion"
            return
