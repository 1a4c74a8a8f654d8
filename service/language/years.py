"""The year a paper is about, and the calendar of congresses and campaigns."""

import re

from service.subject import Subject

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_HEAD = 200
"""Characters at the head of a text in which a title names the year."""


def year_of(subject: Subject) -> int | None:
    """The subject's year: given, else the paper's, its title's, its kind's, or None."""
    if subject.year or subject.paper.year:
        return subject.year or subject.paper.year
    titled = _YEAR.search(subject.paper.title or subject.text[:_HEAD])
    if titled:
        return int(titled.group(1))
    return subject.kind.year if subject.kind else None
