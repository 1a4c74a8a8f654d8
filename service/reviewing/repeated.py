"""Problems that stood in the unit's last paper too, and whether this one says why they still do."""

import re
from collections.abc import Iterator, Sequence

from service.language.earlier import newest_earlier
from service.language.repeats import Limits, likest, told_problems
from service.reviewing.places import source_in
from service.reviews import Repeated
from service.subject import Subject

# As for reuse.repeated-problem.
_LIMITS = Limits(headline=0.75, body=0.4, body_alone=0.7)
# A word on the last time: what came of it, or that it came back.
_EXPLAINED = re.compile(
    r"(?:去年|上年|上一年|上年度|上次|20\d\d年度?)[^。]{0,20}"
    r"(?:查摆|提出|列入|列为|列了|指出|整改|反馈|点评|就(?:说|提)过)|"
    r"仍未|仍然没|至今(?:没|未)|未改到位|没有改(?:到位|好)|整改不(?:彻底|到位)|没有整改|"
    r"反弹|回潮|老问题|屡改屡犯|反复(?:出现|提)|连续[两二三四五]年|年年(?:提|讲|说|有)|"
    r"再次(?:列入|查摆|被)"
)


def repeated(subjects: Sequence[Subject]) -> tuple[Repeated, ...]:
    """Every repeated problem, paper by paper in reading order."""
    return tuple(found for subject in subjects for found in _in(subject))


def _in(subject: Subject) -> Iterator[Repeated]:
    last = newest_earlier(subject)
    if last is None:
        return
    before = told_problems(last.paper)
    for problem in told_problems(subject.paper):
        found = likest(problem, before, _LIMITS)
        if found is None:
            continue
        item, old = problem.item, found[0]
        file, unit, text = subject.file, subject.unit, subject.text
        yield Repeated(
            file=file,
            unit=unit,
            headline=item.headline,
            explained=bool(_EXPLAINED.search(item.text)),
            this=source_in(file, unit, text, item.start, item.end, item.headline),
            last=source_in(last.file, last.origin, last.text, old.start, old.end, old.headline),
        )
