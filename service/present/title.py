"""Where a long title breaks: between words, into lines of much the same length."""

import re
from unicodedata import east_asian_width

from service.present.layout import LEFT_MM, PAGE_MM, RIGHT_MM, TITLE_PT

_WORDS = re.compile(
    r"20\d\d(?:年度?)?|学习贯彻|习近平新时代中国特色社会主义思想|(?:主题|学习)教育|专题|(?:民主|组织)生活会|领导班子|班子"
    r"|(?:个人)?(?:对照检查|检视剖析|发言)(?:材料|提纲)?|整改(?:方案|台账|措施|落实)|征求意见|落实情况|情况"
    r"|起草摘要|关于|的(?=\S)"
)
_UNIT_END = re.compile(
    r"党组|党委|党工委|党总支|党?支部(?:委员会)?|(?<=[局院校镇乡处])(?=领导班子|班子|20\d\d)"
)
_ONE_LINE = 10_000.0
"""Outweighs any unevenness, so that fewer lines always win."""
_CLOSING = "，。、；：！？”’）》〉】年月日"
_OPENING = "“‘（《〈【"
_MM_PT = 72 / 25.4
ROOM = (PAGE_MM[0] - LEFT_MM - RIGHT_MM) * _MM_PT / TITLE_PT
"""How many title characters one line holds: 20."""


def title_lines(title: str, room: float = ROOM) -> list[str]:
    """``title`` in as few lines as hold it, each a whole phrase (7.3.1: 词意完整, 排列对称).

    ``"".join(title_lines(title)) == title``. Where no words are known, the line breaks between any
    two characters that may be parted; a title no break helps stays whole, and Word wraps it.
    """
    if _width(title) <= room:
        return [title]
    return (
        _even(title, _phrase_ends(title), room) or _even(title, _anywhere(title), room) or [title]
    )


def _even(title: str, places: list[int], room: float) -> list[str]:
    """The fewest lines, and of those the most even: the least sum of squared widths."""
    stops = [0, *places, len(title)]
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for number, end in enumerate(stops[1:], 1):
        ways = [
            (best[start][0] + _ONE_LINE + width * width, [*best[start][1], title[start:end]])
            for start in stops[:number]
            if start in best and (width := _width(title[start:end])) <= room
        ]
        if ways:
            best[end] = min(ways, key=lambda way: way[0])
    return best.get(len(title), (0.0, []))[1]


def _phrase_ends(title: str) -> list[int]:
    words = list(_WORDS.finditer(title))
    ends = {m.end() for m in _UNIT_END.finditer(title)}
    places = (
        {m.start() for m in words if m.group() != "的"}
        | {m.end() for m in words if not m.group().startswith("20")}
        | ends
    )
    inside = {n for m in words for n in range(m.start() + 1, m.end())}
    return [n for n in sorted(places - inside) if _may_part(title, n)]


def _anywhere(title: str) -> list[int]:
    inside = {n for m in _WORDS.finditer(title) for n in range(m.start() + 1, m.end())}
    return [n for n in range(1, len(title)) if n not in inside and _may_part(title, n)]


def _may_part(title: str, at: int) -> bool:
    if not 0 < at < len(title) or title[at] in _CLOSING or title[at - 1] in _OPENING:
        return False
    return not (title[at - 1].isascii() and title[at].isascii())


def _width(text: str) -> float:
    """In title characters: a Latin letter or digit takes half of one."""
    return sum(1 if east_asian_width(c) in "WFA" else 0.5 for c in text)
