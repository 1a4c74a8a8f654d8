"""link.no-measure: problems that no measure answers.

A measure answers a problem when it links to it or stands under the same aspect. Where measures are
given by theme for the whole paper, which one answers which problem is not for a rule to say: single
problems are only named when most of them are answered in a way that can be followed.
"""

import re
from collections.abc import Iterable, Iterator

from service.checks.clauses import headline_span
from service.checks.places import chapters_of, heading_span
from service.paper import Item, Paper
from service.rule import Card, Finding
from service.subject import Subject

_NUMBERED = re.compile(r"针对(?:上述)?第[一二三四五六七八九十\d]{1,3}(?:个|条|项|点)?")
"""Measures that name their problem by its number answer that one and no other."""
_OPENING = 20


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding when there is no measure at all, else one a section or problem left out."""
    paper = subject.paper
    chapters = chapters_of(paper, "problems", "plan", "measures")
    problems = list(paper.items("problem"))
    if not problems or not chapters:
        return
    measures = list(paper.items("measure"))
    if not measures and not chapters_of(paper, "measures"):
        start, end = heading_span(chapters[0])
        yield Finding(start=start, end=end, fields={"what": str(card.data["none"])}, score=0.9)
        return
    answered = _answered(paper, measures)
    known = [problem for problem in problems if problem.id in answered]
    share = card.data["share_followed" if _all_followed(paper) else "share"]
    if len(known) < float(share) * len(problems):
        return
    if all(_NUMBERED.search(measure.text[:_OPENING]) for measure in measures):
        left: Iterable[Item] = (problem for problem in problems if problem.id not in answered)
    else:
        left = _left(paper, answered)
    for item in left:
        yield _of_item(item, card)


def _all_followed(paper: Paper) -> bool:
    """Whether every measure is followed to a problem: then none is left for the others."""
    asked = {s.aspect for _, s, i in paper.placed_items() if i.role == "problem" and s.aspect}
    return all(
        item.links or section.aspect in asked
        for _, section, item in paper.placed_items()
        if item.role == "measure"
    )


def _answered(paper: Paper, measures: list[Item]) -> set[str]:
    """Ids of problems that a measure links to or shares an aspect with."""
    linked = {problem for measure in measures for problem in measure.links}
    aspects = {s.aspect for _, s, i in paper.placed_items() if i.role == "measure" and s.aspect}
    for _, section, item in paper.placed_items():
        if item.role == "problem" and section.aspect in aspects:
            linked.add(item.id)
    return linked


def _left(paper: Paper, answered: set[str]) -> Iterator[Item]:
    """The first problem of each section none of whose problems is answered."""
    for chapter in paper.chapters:
        for section in chapter.sections:
            problems = [item for item in section.items if item.role == "problem"]
            if problems and not any(problem.id in answered for problem in problems):
                yield problems[0]


def _of_item(item: Item, card: Card) -> Finding:
    start, end = headline_span(item)
    return Finding(start=start, end=end, fields={"what": str(card.data["one"])}, score=0.6)
