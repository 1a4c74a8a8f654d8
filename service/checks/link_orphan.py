"""link.orphan: a measure or a cause that answers none of the problems.

Measures and causes by theme are common and right, so a single one is named only in a paper whose
others can be followed to a problem, and only when it has no link, no aspect and hardly a word in
common with any problem.
"""

from collections.abc import Iterator, Sequence

from service.checks.clauses import headline_span
from service.checks.shared_words import item_pairs, pairs
from service.language.normal import normal
from service.paper import Item, ItemRole, Paper
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a measure or cause, on its headline."""
    problems = list(subject.paper.items("problem"))
    if len(problems) < int(card.data["problems"]):
        return
    asked, said = _asked(subject.paper)
    roles: tuple[tuple[ItemRole, str], ...] = (("measure", "measures"), ("cause", "causes"))
    for role, name in roles:
        items = [(s, item) for _, s, item in subject.paper.placed_items() if item.role == role]
        left = [
            item
            for section, item in items
            if not item.links and section.aspect not in asked and _apart(item, said, card)
        ]
        # A theme as a cause (理想信念, 宗旨意识) shares words with problems by chance only.
        linked = [item for _, item in items if item.links]
        followed = len(linked) if role == "cause" else len(items) - len(left)
        if followed >= float(card.data["share"]) * len(items):
            yield from _findings(left, str(card.data[name]))


def _asked(paper: Paper) -> tuple[set[str], frozenset[str]]:
    """The aspects that problems stand under, and what problems and their headings say."""
    sections = [(section, item) for _, section, item in paper.placed_items()]
    held = [(section, item) for section, item in sections if item.role == "problem"]
    said = [item_pairs(item) | pairs(section.title) for section, item in held]
    return {section.aspect for section, _ in held if section.aspect}, frozenset().union(*said)


def _apart(item: Item, said: frozenset[str], card: Card) -> bool:
    """Whether the headline shares no pair with any problem, and the text hardly any."""
    own = item_pairs(item)
    if len(normal(item.text)) < int(card.data["least"]) or not own:
        return False
    if pairs(item.headline) & said:
        return False
    return len(own & said) <= float(card.data["common"]) * len(own)


def _findings(left: Sequence[Item], what: str) -> Iterator[Finding]:
    for item in left:
        start, end = headline_span(item)
        yield Finding(start=start, end=end, item=item.id, fields={"what": what}, score=0.4)
