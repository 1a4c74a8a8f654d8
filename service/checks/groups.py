"""Groups of measures: what shares one owner or one deadline, as papers are really written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.checks.clauses import headline_span, statements
from service.checks.places import chapters_of, heading_span
from service.paper import Chapter, Item, Paper

_CLOSING = re.compile(
    r"^(?:以上|上述|前述)(?:[各这几\d一二三四五六七八九十]{0,3}[项条款个]?)(?:整改)?"
    r"(?:措施|任务|事项|工作|要求|内容|问题|整改|各项|各条)"
)
"""How a line opens that speaks of all measures: 以上各项由…, never 三家以上."""
_BODY = 30
"""Characters below a headline from which a measure is a group of its own."""


_ASKED = {
    "owner": re.compile("【待补[^】]*(?:责任|负责|牵头)"),
    "deadline": re.compile("【待补[^】]*(?:时限|时间|期限|哪一?天)"),
}
"""A draft's own questions that ask for the same."""


@dataclass(frozen=True, slots=True)
class Group:
    """The measures under one heading, and the span of that heading."""

    start: int
    end: int
    items: tuple[Item, ...]

    @property
    def score(self) -> float:
        """What stands alone ranks below the emptiest sentences, a whole group above them."""
        return 0.6 if len(self.items) > 1 else 0.45

    @property
    def count(self) -> str:
        """How many measures, as said after 这: nothing for one."""
        return str(len(self.items)) if len(self.items) > 1 else ""

    @property
    def text(self) -> str:
        """Everything the group says."""
        return "\n".join(item.text for item in self.items)


def unanswered(paper: Paper, cue: re.Pattern[str], field: str) -> Iterator[Group]:
    """Groups of measures in which neither ``cue`` nor the items' ``field`` (owner, deadline) says
    it; a whole chapter of such groups is one group, under the chapter's heading."""
    for chapter in chapters_of(paper, "measures", "plan"):
        groups = list(_groups(chapter))
        left = [group for group in groups if not _says(group, cue, field)]
        if _said_for_all(paper, chapter, groups, cue):
            continue
        if groups and len(left) == len(groups):
            start, end = heading_span(chapter)
            yield Group(start, end, tuple(item for group in groups for item in group.items))
        else:
            yield from left


def _groups(chapter: Chapter) -> Iterator[Group]:
    """One group a headed section. Where measures stand without sections, each that has a headline
    and several sentences below it is a group of its own, as （一）加强学习 with what follows it."""
    for section in chapter.sections:
        items = tuple(item for item in section.items if item.role == "measure")
        if items and not section.title and all(_is_several(item) for item in items):
            yield from (Group(*headline_span(item), (item,)) for item in items)
        elif items:
            start, end = (section.start, section.end) if section.title else headline_span(items[0])
            yield Group(start, end, items)


def _is_several(item: Item) -> bool:
    return bool(item.headline) and len(item.text) - len(item.headline) >= _BODY


def _says(group: Group, cue: re.Pattern[str], field: str) -> bool:
    """Whether an item of the group says it, or each of them asks for it already."""
    return any(getattr(item, field) or cue.search(item.text) for item in group.items) or all(
        _ASKED[field].search(item.text) for item in group.items
    )


def _said_for_all(
    paper: Paper, chapter: Chapter, groups: list[Group], cue: re.Pattern[str]
) -> bool:
    """Whether text that is no measure (整改时限 as a chapter, 以上措施由…负责) says it for all."""
    grouped = {item.id for group in groups for item in group.items}
    around = [
        section.title + item.text
        for place in chapters_of(paper, "measures", "plan", "requirements", "other")
        for section in place.sections
        for item in section.items
        if item.id not in grouped
        and item.role != "problem"
        and (place is chapter or "时限" in place.title or "责任" in place.title)
    ]
    closing = [
        part.text
        for group in groups
        for item in group.items
        for part in statements(item)
        if _CLOSING.match(part.text)
    ]
    return any(cue.search(text) for text in (*around, *closing))
