"""cover.last-year: problems of last year's paper of which this year's says nothing.

A paper answers either by the count (查摆18个，完成16个，两个还在推进) or problem by problem. Only
where a paper is asked for last year's rectification, or tells of it, is it missed.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from service.checks.background import packaged_background
from service.checks.cards import any_of
from service.checks.places import chapters_of, heading_span
from service.flags import Evidence
from service.language.earlier import newest_earlier, paper_year
from service.language.matching import Matcher, Rarity
from service.language.sentences import sentences
from service.language.years import year_of
from service.paper import Item
from service.rule import Card, Finding
from service.subject import Subject

_OPENING = 80
"""Characters of a problem by which it is looked for: headline and the beginning of its case."""


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """At most one finding, at the chapter on last year's rectification or where it should stand."""
    last = newest_earlier(subject)
    if last is None or not _asked(subject) or not _of_the_year_before(subject, paper_year(last)):
        return
    if any_of(card.data["counted"]).search(subject.text):
        return
    problems = list(last.paper.items("problem"))
    untold = _untold(subject, problems, float(card.data["likeness"]))
    if not untold:
        return
    year = paper_year(last)
    start, end = _place(subject)
    shown = [
        Evidence(source=last.file, start=i.start, end=i.end, quote=last.text[i.start : i.end])
        for i in untold[: int(card.data["shown"])]
    ]
    yield Finding(
        start=start,
        end=end,
        fields={
            "when": f"{year}年度" if year else "上一次",
            "count": str(len(problems)),
            "untold": str(len(untold)),
        },
        score=0.4 + 0.4 * len(untold) / len(problems),
        evidence=tuple(shown),
    )


def _asked(subject: Subject) -> bool:
    """Whether the kind has a chapter on last year's rectification, or the paper has one."""
    asked = subject.kind is not None and any(c.role == "last_year" for c in subject.kind.chapters)
    return asked or bool(chapters_of(subject.paper, "last_year"))


def _of_the_year_before(subject: Subject, year: int) -> bool:
    """Whether the earlier paper is last year's, as far as the two years are known: of a paper two
    years old, another one has given account since."""
    this = year_of(subject)
    return not this or not year or year == this - 1


def _place(subject: Subject) -> tuple[int, int]:
    told = chapters_of(subject.paper, "last_year")
    if told:
        return heading_span(told[0])
    first = chapters_of(subject.paper, "problems") or list(subject.paper.chapters)
    start = heading_span(first[0])[0] if first else 0
    return start, start


def _untold(subject: Subject, problems: Sequence[Item], likeness: float) -> list[Item]:
    """The problems that no sentence of the paper is like."""
    matcher = Matcher([span.text for span in sentences(subject.text)], _rarity())
    missing = []
    for problem in problems:
        best = matcher.best(problem.text[:_OPENING], 1)
        if not best or best[0][1] < likeness:
            missing.append(problem)
    return missing


@lru_cache(maxsize=1)
def _rarity() -> Rarity:
    """By other papers' sentences: one paper holds too few to tell what is rare."""
    return Rarity(said.text for said in packaged_background().said)
