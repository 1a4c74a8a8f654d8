"""The story of a heading: a person's words for it, one line without a number of their own."""

import re

from service.office.desk import TITLE, KeptHeading
from service.parsing.markers import CHAPTER, SECTION, marker_of
from service.scope import Scope
from service.store.headings import Headings

_BLANK = re.compile(r"[\s\x00-\x1f\x7f\ufffe\uffff]+")
_RANKS = (CHAPTER, SECTION)


def save_heading(
    headings: Headings, scope: Scope, draft: str, heading: str, text: str, *, version: int
) -> KeptHeading:
    """Saves a person's words for a heading at ``version``.

    Raises NotFound, BadInput, StaleWrite with both texts.
    """
    return headings.save(scope, draft, heading, heading_words(heading, text), version=version)


def heading_words(heading: str, text: str) -> str:
    """The words of a heading: one line, without the 一、 or （一） that typesetting puts before a
    chapter's or a section's and without the full stop that no heading has."""
    line = _BLANK.sub(" ", text).strip()
    if heading == TITLE:
        return line
    marker = marker_of(line)
    if marker is not None and marker.rank in _RANKS:
        line = line[marker.end :]
    return line.strip().removesuffix("。")
