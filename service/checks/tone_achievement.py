"""tone.achievement: results where the paper owes its shortcomings.

In the problems' chapter, an item without a shortcoming, or opened by praise that outweighs it. The
preface and last year's chapter may report results; there, only praise in place of the account
(how many items, how many done) or a preface made of praise.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.checks.cards import any_of
from service.checks.clauses import statements
from service.checks.places import chapters_of, items_of
from service.language.spans import Span
from service.paper import Chapter, Item
from service.rule import Card, Finding
from service.subject import Subject


@dataclass(frozen=True, slots=True)
class _Words:
    praise: re.Pattern[str]
    fault: re.Pattern[str]
    unreal: re.Pattern[str]

    def praises(self, part: Span) -> bool:
        """Whether a statement reports a result and owns up to nothing."""
        told = self.praise.search(part.text) and not self.unreal.search(part.text)
        return bool(told) and not self.fault.search(part.text)


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding an item (problems) or a chapter (preface, last year), on its first praise."""
    words = _Words(*(any_of(card.data[name]) for name in ("praise", "faults", "unreal")))
    if subject.kind and subject.kind.scope == "plan":
        return
    counted = any_of(card.data["counted"])
    for chapter in chapters_of(subject.paper, "problems"):
        for item in items_of(chapter):
            yield from _problem(item, words, card)
    for chapter in chapters_of(subject.paper, "last_year"):
        if not any(counted.search(item.text) for item in items_of(chapter)):
            yield from _first(chapter, words, str(card.data["no_account"]), least=0.0)
    for chapter in chapters_of(subject.paper, "preface"):
        yield from _first(chapter, words, str(card.data["in_preface"]), least=0.6)


def _problem(item: Item, words: _Words, card: Card) -> Iterator[Finding]:
    parts = list(statements(item))
    told = [part for part in parts if part.text.rstrip("。：:") != item.headline] or parts
    praise = [part for part in told if words.praises(part)]
    if not praise:
        return
    owned = [part.start for part in told if words.fault.search(part.text)]
    opened = not owned or praise[0].start < owned[0]
    bare = len(told) == len(parts) or not words.fault.search(item.headline)
    if (not owned and bare) or (opened and _share(praise, told) >= _enough(praise[0], card)):
        yield Finding(
            start=praise[0].start,
            end=praise[0].end,
            item=item.id,
            fields={"what": str(card.data["in_problem"])},
            score=0.6 if owned else 0.8,
        )


def _enough(first: Span, card: Card) -> float:
    """The share from which praise outweighs: more is allowed to what concedes (虽然 … 但 …)."""
    return float(card.data["conceded" if first.text.startswith(("虽", "尽管")) else "share"])


def _first(chapter: Chapter, words: _Words, what: str, least: float) -> Iterator[Finding]:
    parts = [part for item in items_of(chapter) for part in statements(item)]
    praise = [part for part in parts if words.praises(part)]
    if praise and _share(praise, parts) >= least:
        yield Finding(start=praise[0].start, end=praise[0].end, fields={"what": what}, score=0.5)


def _share(praise: Sequence[Span], parts: Sequence[Span]) -> float:
    return sum(len(p.text) for p in praise) / max(1, sum(len(p.text) for p in parts))
