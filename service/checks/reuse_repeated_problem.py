"""reuse.repeated-problem: last year's problem again, without a word on why it was not mended.

Problems are told by their headlines, which two years' papers rarely share by chance; a headline as
common as 学习不够深入 counts only when what follows is alike as well.
"""

from collections.abc import Iterator

from service.flags import Evidence
from service.language.earlier import newest_earlier, paper_year
from service.language.repeats import explained, likest, told_problems
from service.language.years import year_of
from service.library import Material
from service.paper import Item
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:  # noqa: ARG001
    """One finding a problem that the newest earlier paper of the unit holds too."""
    last = newest_earlier(subject)
    if last is None:
        return
    before = told_problems(last.paper)
    for problem in told_problems(subject.paper):
        if explained(problem.item.text, year_of(subject)):
            continue
        found = likest(problem, before)
        if found is not None:
            yield _finding(problem.item, *found, last)


def _finding(item: Item, old: Item, likeness: float, last: Material) -> Finding:
    at = max(0, item.text.find(item.headline))
    quote = last.text[old.start : old.end]
    year = paper_year(last)
    return Finding(
        start=item.start + at,
        end=item.start + at + len(item.headline),
        fields={"when": f"{year}年度" if year else "以前"},
        item=item.id,
        score=min(1.0, likeness),
        evidence=(Evidence(source=last.file, start=old.start, end=old.end, quote=quote),),
    )
