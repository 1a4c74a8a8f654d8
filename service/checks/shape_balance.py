"""shape.balance: problems and causes are less than the body of the paper, or its opening and what
was achieved take more room than the problems."""

from collections.abc import Iterator

from service.checks.places import chapters_of, heading_span, items_of
from service.paper import ChapterRole
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """At most one finding, at the heading of the problems."""
    chapters = chapters_of(subject.paper, "problems")
    lengths = _lengths(subject)
    total = sum(lengths.values())
    if not chapters or total < int(card.data["least"]) or not lengths.get("problems"):
        return
    body = sum(lengths.get(role, 0) for role in ("problems", "cases", "causes"))
    praise = lengths.get("preface", 0) + lengths.get("last_year", 0)
    start, end = heading_span(chapters[0])
    if praise > lengths["problems"]:
        fields = {"what": "前言和成绩的篇幅超过了问题", "share": f"{praise / total:.0%}"}
        yield Finding(start=start, end=end, fields=fields, score=0.7)
    elif body < float(card.data["share"]) * total:
        fields = {"what": "查摆问题和剖析原因的篇幅偏少", "share": f"{body / total:.0%}"}
        yield Finding(start=start, end=end, fields=fields, score=0.4)


def _lengths(subject: Subject) -> dict[ChapterRole, int]:
    """Characters of the items of each role."""
    found: dict[ChapterRole, int] = {}
    for chapter in subject.paper.chapters:
        size = sum(len(item.text) for item in items_of(chapter))
        found[chapter.role] = found.get(chapter.role, 0) + size
    return found
