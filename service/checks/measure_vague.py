"""measure.vague: a measure of slogan verbs only, with no action that anybody could go and check.

One concrete thing is enough to leave a measure alone: a count, a date, a frequency, a document, an
owner, a register, a result that is published. A chapter in which every measure is vague is one
finding under its heading.
"""

import re
from collections.abc import Iterator, Sequence

from service.checks.cards import any_of
from service.checks.clauses import headline_span
from service.checks.places import chapters_of, heading_span, items_of
from service.language.cues import cues
from service.paper import Item
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a measure, on its headline; one a chapter of three or more where all are."""
    slogans, actions = any_of(card.data["slogans"]), any_of(card.data["actions"])
    kinds = frozenset(card.data["kinds"])
    for chapter in chapters_of(subject.paper, "measures", "plan"):
        measures = [item for item in items_of(chapter) if item.role == "measure"]
        vague = [
            item
            for item in measures
            if not _checkable(item, actions, kinds)
            and len(slogans.findall(item.text)) >= int(card.data["least"])
        ]
        if len(vague) == len(measures) >= 3:
            start, end = heading_span(chapter)
            what = str(card.data["all"]).replace("{count}", str(len(vague)))
            yield Finding(start=start, end=end, fields={"what": what}, score=0.65)
        else:
            yield from _each(vague, slogans, str(card.data["one"]))


def _each(vague: Sequence[Item], slogans: re.Pattern[str], what: str) -> Iterator[Finding]:
    for item in vague:
        start, end = headline_span(item)
        score = min(0.6, 0.3 + 0.04 * len(slogans.findall(item.text)))
        yield Finding(start=start, end=end, item=item.id, fields={"what": what}, score=score)


def _checkable(item: Item, actions: re.Pattern[str], kinds: frozenset[str]) -> bool:
    if item.owner or item.deadline or actions.search(item.text):
        return True
    return any(cue.kind in kinds for cue in cues(item.text))
