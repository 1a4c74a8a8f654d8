"""Furniture: what stands round a paper's text and is no part of it.

A table of contents, the document number, whom it is sent to, lists of a leading group's members.
Page numbers and what web sites leave behind are scraps; signatures are closings.
"""

import re
from collections.abc import Sequence

from service.language.normal import normal
from service.parsing.lines import Line

_CONTENTS = re.compile(r"目\s*[录次]")
_LEADER = re.compile(r".{2,80}?(?:[.…·．_-]{3,}|\t|\s{2,})\s*[（(]?\d{1,3}[）)]?")
_NUMBER = re.compile(
    r"[^。，；：]{1,16}[〔\[［【(（]20\d\d[〕\]］】)）]\s*\d{1,4}\s*号(?:\s*签发人.{0,12})?"
)
_MARKED = re.compile(
    r"(?:主送|抄送|抄报|密级|签发人|编号|份号)\s*[：:].*|(?:机密|秘密|内部(?:资料|文件|材料)|特急|加急)(?:[，,、\s★].{0,14})?"
    r"|[（(](?:征求意见稿|讨论稿|送审稿|初稿|审议稿|此件公开发布|此件.{2,12})[）)]"
)
_MEMBER = re.compile(
    r"(?:副?\s*组\s*长|成\s*员|召集人|联络员|办公室主任|(?:副\s*)?主\s*任)(?:单位)?\s*[：:].{0,120}"
)
# A contents list is at the top: it begins within so many lines.
_TOP = 12


def set_furniture_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines with the furniture set apart, so that it opens and belongs to nothing."""
    contents = _contents(lines)
    return [
        line.set_apart() if place in contents or _is_furniture(line) else line
        for place, line in enumerate(lines)
    ]


def _is_furniture(line: Line) -> bool:
    text = line.text
    forms = (_NUMBER, _MARKED, _MEMBER)
    return len(text) <= 140 and any(form.fullmatch(text) for form in forms)


def _contents(lines: Sequence[Line]) -> set[int]:
    """The places of a table of contents: 目录 and the lines below it that lead to a page number or
    come again further down."""
    top = next((n for n, x in enumerate(lines[:_TOP]) if _CONTENTS.fullmatch(x.text)), None)
    if top is None:
        return set()
    words = [normal(line.text) for line in lines]
    end = top + 1
    while end < len(lines) and _is_entry(lines[end], words[end:]):
        end += 1
    return set(range(top, end))


def _is_entry(line: Line, words: Sequence[str]) -> bool:
    """``words`` are this line's and those of the lines below it."""
    if _LEADER.fullmatch(line.text):
        return True
    return len(line.text) <= 80 and any(below.startswith(words[0]) for below in words[1:])
