"""Where things stand in a paper: chapters by role, and the place where something is missing."""

from service.paper import Chapter, ChapterRole, Item, Paper, Section


def chapters_of(paper: Paper, *roles: ChapterRole) -> list[Chapter]:
    """The chapters of those roles, in order."""
    return [chapter for chapter in paper.chapters if chapter.role in roles]


def items_of(chapter: Chapter) -> list[Item]:
    """Every item of a chapter, in order."""
    return [item for section in chapter.sections for item in section.items]


def end_of(chapter: Chapter) -> int:
    """Where the last leaf of a chapter ends."""
    ends = [chapter.end, *(s.end for s in chapter.sections), *(i.end for i in items_of(chapter))]
    return max(ends)


def section_end(section: Section) -> int:
    """Where the last leaf of a section ends."""
    return max(section.end, *(item.end for item in section.items), 0)


def heading_span(chapter: Chapter, section: Section | None = None) -> tuple[int, int]:
    """The span a person looks at for a whole group: its heading, else its first item's headline."""
    if section is not None and section.title:
        return section.start, section.end
    if section is None and chapter.title:
        return chapter.start, chapter.end
    items = section.items if section is not None else items_of(chapter)
    if not items:
        return chapter.start, chapter.end
    first = items[0]
    width = len(first.headline) or min(20, first.end - first.start)
    at = first.text.find(first.headline) if first.headline else 0
    start = first.start + max(0, at)
    return start, min(first.end, start + width)
