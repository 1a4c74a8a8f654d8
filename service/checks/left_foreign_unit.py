"""left.foreign-unit: what another unit says of itself, left in this one's paper.

Only what a writer says of his own house counts: 我市, 本院, 各位教职员工. A hospital may name the
街道 it works with. What stands in quotation marks, or tells of a case elsewhere, is others' speech.
"""

import re
from collections.abc import Iterator
from typing import Any

from service.checks.cards import any_of, compiled
from service.checks.places import chapters_of, end_of
from service.rule import Card, Finding
from service.subject import Subject

_QUOTED = re.compile(r"“[^”\n]{4,80}”")
_OFFICE = re.compile(r"(?:领导)?班子|党组|党委|党总支|党支部|委员会")


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """Self-references of another level or sort, and other bodies of this unit's own sort."""
    unit = subject.unit or subject.paper.unit
    if not unit:
        return
    quiet = [m.span() for m in _QUOTED.finditer(subject.text)]
    quiet += [(c.start, end_of(c)) for c in chapters_of(subject.paper, "cases")]
    for finding in (*_of_others(subject, unit, card), *_namesakes(subject, unit, card)):
        if not any(a <= finding.start < b for a, b in quiet):
            yield finding


def _of_others(subject: Subject, unit: str, card: Card) -> Iterator[Finding]:
    entries: list[dict[str, Any]] = card.data["self_words"]
    for entry in entries:
        known = compiled(entry.get("known", card.data["sorts"])).search(unit)
        if compiled(entry["ours"]).search(unit) or not known:
            continue
        for match in compiled(entry["pattern"]).finditer(subject.text):
            fields = {"whose": entry["whose"], "unit": unit}
            level = entry.get("level")
            score = 0.9 if level == "error" else 0.7
            yield Finding(
                start=match.start(), end=match.end(), fields=fields, score=score, level=level
            )


def _namesakes(subject: Subject, unit: str, card: Card) -> Iterator[Finding]:
    """Another body of the same sort by its party office: 江城县水利局党组 in another's paper."""
    own = _OFFICE.split(unit)[0]
    head = compiled(card.data["heads"]).search(own)
    if head is None:
        return
    about = any_of(card.data["others_rightly"])
    pattern = rf"(?P<name>[\u4e00-\u9fff]{{2,12}}{head.group()})(?:党组|党委|党总支|领导班子)"
    for match in compiled(pattern).finditer(subject.text):
        name = match.group("name")
        line = subject.text.rfind("\n", 0, match.start()) + 1
        before = subject.text[line : match.start()]
        if own in name or name.endswith(own) or about.search(before + name):
            continue
        place = compiled(card.data["place"]).search(name)
        if place and place.group() not in own:
            fields = {"whose": "另一个单位", "unit": unit}
            yield Finding(
                start=match.start() + place.start(), end=match.end(), fields=fields, score=0.6
            )
