"""The unit's newest earlier paper: what a paper of this year is held against."""

import re

from service.language.years import year_of
from service.library import Material
from service.subject import Subject

_YEAR = re.compile(r"20\d\d")


def newest_earlier(subject: Subject) -> Material | None:
    """The newest of the unit's own past papers that lists problems; None without one.

    A paper of the same year or later is no earlier one. Papers without a year count as oldest.
    """
    year = year_of(subject)
    dated = [
        (paper_year(material), material)
        for material in subject.past
        if next(material.paper.items("problem"), None) is not None
    ]
    earlier = [pair for pair in dated if year is None or pair[0] < year]
    return max(earlier, key=lambda pair: pair[0])[1] if earlier else None


def paper_year(material: Material) -> int:
    """The year a material is about: as parsed, else in its title or its kind's id; 0 if unknown."""
    paper = material.paper
    named = _YEAR.search(paper.title) or _YEAR.search(paper.kind or "")
    return paper.year or (int(named.group()) if named else 0)
