"""Statements: problems written as plain paragraphs under their aspects, without any marker.

Each such paragraph says in a short first sentence what is wrong and then tells of it. Paragraphs
are taken for problems only where a whole chapter is written so, or where all paragraphs of one
aspect say what is wrong while the other aspects have marked points.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from service.parsing.groups import Draft, Group, emit
from service.parsing.points import line_marker

_FIRST = re.compile(r"(?P<first>[^。；：！？\n]{4,40})。(?=\S)")
_LONGEST_BESIDE_POINTS = 25
# Characters with which Chinese says that something is lacking, late or done badly.
_FAULT = re.compile(
    r"[不没未缺欠少弱慢浅软松淡虚粗散薄差偏浮滞]|有隔|[看想抓]得轻|躲|急躁|有时急|毛病|距离|短板"
    r"|老化|外行|停留|流于|折扣|有待|还需|仍需|走过场"
)
_MOSTLY = 0.6


def with_statements(groups: list[Group]) -> list[Group]:
    """The sections of a problems chapter, with plain paragraphs that state problems as such."""
    titled = [group for group in groups if group.head and group.aspect]
    if any(draft.role == "problem" for group in groups for draft in group.items):
        return [_stated(group) if _beside_points(group) else group for group in groups]
    if len(titled) < 2 or not _whole_chapter(titled):
        return groups
    return [_stated(group) if group in titled else group for group in groups]


def _whole_chapter(groups: Sequence[Group]) -> bool:
    firsts = [_first(draft) for group in groups for draft in group.items]
    if not all(group.items for group in groups) or not all(firsts):
        return False
    faults = sum(bool(_FAULT.search(first)) for first in firsts)
    several = sum(len(group.items) > 1 for group in groups)
    return faults == len(firsts) or (faults >= _MOSTLY * len(firsts) and several * 2 >= len(groups))


def _beside_points(group: Group) -> bool:
    firsts = [_first(draft) for draft in group.items]
    return (
        bool(group.aspect)
        and len(firsts) > 1
        and all(f and len(f) <= _LONGEST_BESIDE_POINTS and _FAULT.search(f) for f in firsts)
    )


def _first(draft: Draft) -> str:
    """The first sentence of a paragraph that goes on, "" for anything else."""
    line = draft.lines[0]
    if draft.role != "other" or line.apart or line_marker(line):
        return ""
    match = _FIRST.match(line.text)
    return match.group("first") if match else ""


def _stated(group: Group) -> Group:
    """The section with its statements as problems; one that names no fault stays other text."""
    items: list[Draft] = []
    for draft in group.items:
        items += emit("problem", draft.lines) if _FAULT.search(_first(draft)) else [draft]
    return replace(group, items=items)
