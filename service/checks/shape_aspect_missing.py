"""shape.aspect-missing: an aspect (对照方面) that the kind prescribes has no section."""

from collections.abc import Iterator

from service.checks.aspects import answered
from service.checks.places import chapters_of, end_of
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a missing aspect, at the end of the section it should follow."""
    if subject.kind is None or not subject.paper.chapters:
        return
    roles = card.data["roles"]
    present = answered(subject.paper, subject.kind, roles)
    bodies = chapters_of(subject.paper, "problems") or chapters_of(subject.paper, *roles)
    place = end_of(bodies[0]) if bodies else subject.paper.end
    for aspect in subject.kind.aspects:
        if aspect.key in present:
            place = max(present[aspect.key].ends)
            continue
        yield Finding(start=place, end=place, fields={"aspect": aspect.title}, score=0.9)
