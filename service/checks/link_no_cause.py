"""link.no-cause: problems whose cause nobody wrote down.

Most papers give causes by theme (理想信念、宗旨意识 …) and not problem by problem, and rightly so:
forcing one cause on each problem makes causes repeat problems. So single problems are only named
when the paper does link most of its causes; otherwise the rule asks for causes as such.
"""

from collections.abc import Iterator

from service.checks.clauses import headline_span
from service.checks.places import chapters_of, heading_span
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding when there is no cause at all, else one a problem left out of the links."""
    paper = subject.paper
    problems = list(paper.items("problem"))
    chapters = chapters_of(paper, "problems")
    if not problems or not chapters or (subject.kind and subject.kind.scope == "plan"):
        return
    causes = list(paper.items("cause"))
    if not causes and not chapters_of(paper, "causes"):
        start, end = heading_span(chapters[0])
        yield Finding(start=start, end=end, fields={"what": str(card.data["none"])}, score=0.9)
        return
    linked = {problem for cause in causes for problem in cause.links}
    known = [problem for problem in problems if problem.id in linked]
    if len(known) < float(card.data["share"]) * len(problems):
        return
    for problem in problems:
        if problem.id not in linked:
            start, end = headline_span(problem)
            yield Finding(start=start, end=end, fields={"what": str(card.data["one"])}, score=0.6)
