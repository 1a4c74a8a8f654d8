"""Meetings that are told apart: 党委第12次会议, 3月安全生产专题会. ``value`` is number|topic|head.

座谈会 or 专题会议 alone, without number, date or topic, is no particular meeting.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from service.language import names
from service.language.normal import grams, normal
from service.language.specifics.ground import Ground
from service.language.specifics.numerals import CHINESE, half_width, number
from service.language.specifics.page import MASK, Page
from service.language.specifics.value import Lexicon, Specific

_ORDINAL = re.compile(rf"第?([{CHINESE}]{{1,3}}|\d{{1,3}})[次届期轮]")
_DATE = re.compile(
    r"(?:(?:19|20)\d{2}年度?)?(?:\d{1,2}月份?)?(?:\d{1,2}[日号])?(?:上半年|下半年|第?[一二三四]季度)?"
)
# 外协单位3场座谈会 counts meetings and names none.
_COUNTED = re.compile(rf"^.*?[{CHINESE}\d]+[场个次轮年]")
# How much of the topic's wording a ground must share for it to be the same meeting.
_SHARED = 0.75


@lru_cache(maxsize=1)
def _lists() -> tuple[re.Pattern[str], tuple[str, ...]]:
    section = names.parts()["meetings"]
    generic = sorted(names.words(section["generic"]), key=len, reverse=True)
    return re.compile(names.longest_first(names.words(section["heads"]))), tuple(generic)


def find(page: Page, lexicon: Lexicon) -> Iterator[Specific]:  # noqa: ARG001
    """The particular meetings of a page."""
    floor = 0
    for match in _lists()[0].finditer(page.plain):
        start = _begin(page.plain, match.start(), floor)
        floor = match.end()
        if MASK in page.counts[start : match.start()]:
            continue
        value = _value(page.plain[start : match.start()], match.group())
        if value:
            yield Specific("meeting", page.text[start : match.end()], start, match.end(), value)


def supported(claim: Specific, grounds: Sequence[Ground], lexicon: Lexicon) -> bool:  # noqa: ARG001
    """Whether a ground tells of this meeting: same number, same sort, most of the same topic."""
    ordinal, topic, head = claim.value.split("|")
    return any(
        _numbered(ordinal, ground) and _about(topic, ground) and _of_sort(head, ground)
        for ground in grounds
    )


def _begin(plain: str, end: int, floor: int) -> int:
    """As a name begins, but 第12次 belongs to it though 次 ends other names."""
    through = frozenset(names.words(names.parts()["meetings"]["through"]))
    start = names.begin(plain, end, floor, through)
    ordinal = re.search(rf"第(?:[{CHINESE}]{{1,3}}|\d{{1,3}})[次届期轮]$", plain[floor:start])
    if not ordinal:
        return start
    return names.begin(plain, floor + ordinal.start(), floor, through)


def _value(qualifier: str, head: str) -> str:
    ordinal = _ORDINAL.search(qualifier) if "第" in qualifier else None
    which = number(ordinal[1]) if ordinal else None
    topic = _COUNTED.sub("", _ORDINAL.sub("", _DATE.sub("", qualifier)))
    if any(topic == word for word in _lists()[1]):
        topic = ""
    topic = _trim(topic)
    # 会议 and 大会 end many phrases; only a longer topic makes a name of them.
    if which is None and len(topic) < (4 if head in ("会议", "大会", "工作会") else 2):
        return ""
    return f"{'' if which is None else int(which)}|{normal(topic)}|{head}"


def _trim(topic: str) -> str:
    """``topic`` without the generic words at its ends: 党委安全生产工作 is about 安全生产."""
    generic = _lists()[1]
    trimmed = True
    while trimmed:
        trimmed = False
        for word in generic:
            if topic.endswith(word):
                topic, trimmed = topic.removesuffix(word), True
            elif topic.startswith(word):
                topic, trimmed = topic.removeprefix(word), True
    return topic


def _numbered(ordinal: str, ground: Ground) -> bool:
    if not ordinal:
        return True
    found = (number(m[1]) for m in _ORDINAL.finditer(half_width(ground.text)))
    return any(value == float(ordinal) for value in found)


def _about(topic: str, ground: Ground) -> bool:
    if not topic or topic in ground.normal:
        return True
    pairs = grams(topic, 2)
    return sum(pair in ground.normal for pair in pairs) >= _SHARED * len(pairs)


def _of_sort(head: str, ground: Ground) -> bool:
    sort = re.sub(r"(?:会议|大会|会)$", "", head)
    return "会" in ground.text and (
        not sort or sort in ("专题", "工作", "扩大") or sort in ground.text
    )
