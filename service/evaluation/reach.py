"""How far a flag speaks: its own span, and for some rules the item or the group it is about."""

from service.checks.places import end_of, section_end
from service.flags import Flag
from service.paper import Paper

_OF_ITEMS = ("generic.", "link.", "tone.", "measure.", "shape.")
_OF_GROUPS = ("measure.", "shape.", "link.")


def reach(flag: Flag, paper: Paper) -> list[tuple[int, int]]:
    """The spans that ``flag`` speaks of. Rules on problems, links, tone and measures speak of the
    item they stand in; rules on measures and shape, when they stand on a heading, of all below."""
    spans = [(flag.start, flag.end)]
    if flag.rule.startswith(_OF_ITEMS):
        spans += [(i.start, i.end) for i in paper.items() if i.id == flag.item]
    if flag.rule.startswith(_OF_GROUPS):
        spans += _headed(flag, paper)
    return spans


def _headed(flag: Flag, paper: Paper) -> list[tuple[int, int]]:
    chapters = [(c.start, end_of(c)) for c in paper.chapters if _on(flag, c.title, c.start, c.end)]
    sections = [
        (section.start, section_end(section))
        for chapter in paper.chapters
        for section in chapter.sections
        if _on(flag, section.title, section.start, section.end)
    ]
    return chapters + sections


def _on(flag: Flag, title: str, start: int, end: int) -> bool:
    return bool(title) and start <= flag.start < end
