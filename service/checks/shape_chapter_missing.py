"""shape.chapter-missing: a chapter that the kind requires is not there."""

from collections.abc import Iterator

from service.checks.cards import compiled
from service.checks.places import chapters_of, end_of
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a missing chapter, where it should stand."""
    if subject.kind is None or not subject.paper.chapters:
        return
    names: dict[str, str] = card.data["names"]
    elsewhere: dict[str, str] = card.data["elsewhere"]
    place = 0
    for spec in subject.kind.chapters:
        there = chapters_of(subject.paper, spec.role)
        if there:
            place = max(end_of(chapter) for chapter in there)
        elif spec.required and not _told_elsewhere(subject, elsewhere.get(spec.role, "")):
            fields = {"chapter": spec.title or names.get(spec.role, "这一部分")}
            yield Finding(start=place, end=place, fields=fields, score=0.8)


def _told_elsewhere(subject: Subject, pattern: str) -> bool:
    """Whether another chapter says it: papers join the matters of which a meeting is informed."""
    return bool(pattern) and compiled(pattern).search(subject.text) is not None
