"""Problems that stood in the unit's last paper too, and whether this one says why they still do."""

from collections.abc import Iterator, Sequence

from service.language.earlier import newest_earlier
from service.language.repeats import explained, likest, told_problems
from service.language.years import year_of
from service.reviewing.places import source_in
from service.reviews import Repeated
from service.subject import Subject


def repeated(subjects: Sequence[Subject]) -> tuple[Repeated, ...]:
    """Every repeated problem, paper by paper in reading order."""
    return tuple(found for subject in subjects for found in _in(subject))


def _in(subject: Subject) -> Iterator[Repeated]:
    last = newest_earlier(subject)
    if last is None:
        return
    before = told_problems(last.paper)
    for problem in told_problems(subject.paper):
        found = likest(problem, before)
        if found is None:
            continue
        item, old = problem.item, found[0]
        file, unit, text = subject.file, subject.unit, subject.text
        yield Repeated(
            file=file,
            unit=unit,
            headline=item.headline,
            explained=explained(item.text, year_of(subject)),
            this=source_in(file, unit, text, item.start, item.end, item.headline),
            last=source_in(last.file, last.origin, last.text, old.start, old.end, old.headline),
        )
