"""Markers: the numbers that open a heading or a point, full and half width, mixed as people do.

Ranks, highest first: 第一部分 0, 一、 1, （一） 2, 1. 3, （1） 4, ① 5, 第一， 6, 一是 7.
"""

import re
from dataclasses import dataclass

PART, CHAPTER, SECTION, NUMBER, SUBNUMBER, CIRCLE, ORDINAL, POINT = range(8)

_UNITS = "一二三四五六七八九"
_NUMERALS = {
    ten + one: 10 * tens + ones
    for tens, ten in enumerate(["", "十", "二十", "三十"])
    for ones, one in enumerate(["", *_UNITS])
    if tens or ones
}
_HAN = r"(?P<han>[一二三四五六七八九十]{1,3})"
_ARABIC = r"(?P<arabic>[0-9０-９]{1,2})"
# 3.5万元 and 8、9月 are numbers; 1.2021年以来, 1.4月底前, 2.12345热线 are markers before a number.
_UNIT = r"[万亿千百个%％‰元米里吨亩度倍版股点公平小]"
_DOT = (
    r"\s*[.．](?:(?![0-9０-９])|(?=[0-9]{4}年|[0-9]{1,2}月)"
    rf"|(?=[0-9]{{3,}}(?![0-9]|\s*{_UNIT})))"
)
_COMMA = r"\s*、(?:(?![0-9０-９])|(?=[0-9]{4}年))"
# 一是一、二是二 means strictness, not an enumeration; 一是一岗双责停在纸上 is a point.
_NO_IDIOM = r"(?!(?P=han)(?:[、，,。；;]|$))"
_FORMS = (
    (PART, rf"第\s*(?:{_HAN}|{_ARABIC})\s*(?:部分|章|篇|编)\s*[：:、，,.．]?"),
    (CHAPTER, rf"{_HAN}\s*(?:、|[.．](?!\d))"),
    (SECTION, rf"[（(〔]\s*{_HAN}\s*[)）〕]\s*[、.．]?"),
    (SECTION, rf"{_HAN}[)）]"),
    (NUMBER, rf"{_ARABIC}(?:{_DOT}|{_COMMA})"),
    (SUBNUMBER, rf"[（(]\s*{_ARABIC}\s*[)）]\s*[、.．]?"),
    (SUBNUMBER, rf"{_ARABIC}[)）]"),
    (SECTION, r"(?P<section>[㈠-㈩])"),
    (NUMBER, r"(?P<dotted>[⒈-⒛])"),
    (SUBNUMBER, r"(?P<bracketed>[⑴-⒇])"),
    (CIRCLE, r"(?P<circle>[①-⑳])"),
    (CIRCLE, r"(?P<filled>[❶-❿])"),
    (ORDINAL, rf"[第其]{_HAN}[，,、：:]"),
    (POINT, rf"{_HAN}[是要]{_NO_IDIOM}[：:，,、]?"),
)
# Numbers that are one character, by group name, with the character that stands for one.
_SINGLE = {"section": "㈠", "dotted": "⒈", "bracketed": "⑴", "circle": "①", "filled": "❶"}
_COMPILED = tuple((rank, re.compile(form + r"\s*")) for rank, form in _FORMS)
_RANGE = re.compile(r"([一二三四五六七八九十])\s*、\s*([一二三四五六七八九十])(?![个项是大])")
_ORDER_WORDS = ("首先", "其次", "再次", "最后")
_ORDER_WORD = re.compile(r"(首先|其次|再次|最后)[，,：:]\s*")
_INLINE_POINT = re.compile(
    r"(?:(?<=[。；;：:，,、！？!?\s）)】”’\"])"
    r"|(?<=方面)|(?<=问题)|(?<=表现在)|(?<=表现为)|(?<=主要是)|(?<=主要有)|(?<=包括))"
    rf"{_HAN}(?P<word>[是要]){_NO_IDIOM}"
)
_INLINE = re.compile(rf"(?<=[。；;！？])\s*(?=[（(〔]?\s*(?:{_HAN}|{_ARABIC})\s*[)）〕、.．])")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the beginning of a text: its rank, its number and where what follows begins."""

    rank: int
    number: int
    end: int


def numeral(text: str) -> int:
    """The value of a Chinese numeral up to 三十九, 0 for anything else."""
    return _NUMERALS.get(text, 0)


def marker_of(text: str) -> Marker | None:
    """The marker that ``text`` begins with."""
    for rank, form in _COMPILED:
        if (match := form.match(text)) and (number := _number(match)):
            if rank == CHAPTER and _is_range(text):
                return None
            return Marker(rank, number, match.end())
    if match := _ORDER_WORD.match(text):
        return Marker(ORDINAL, _ORDER_WORDS.index(match.group(1)) + 1, match.end())
    return None


def _number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    for name, first in _SINGLE.items():
        if groups.get(name):
            return ord(groups[name]) - ord(first) + 1
    if groups.get("arabic"):
        return int(groups["arabic"])
    return numeral(groups.get("han") or "")


def _is_range(text: str) -> bool:
    """一、二季度 and 二、三级 name two things; neither is a chapter."""
    match = _RANGE.match(text)
    return bool(match and numeral(match.group(2)) == numeral(match.group(1)) + 1)


def after_marker(text: str) -> str:
    """``text`` without its marker."""
    found = marker_of(text)
    return text[found.end :] if found else text


def inline_points(text: str, words: str = "是") -> list[tuple[int, int]]:
    """Where 一是, 二是 … stand inside a text, as (position, number); one at its start included.

    With ``words`` 是要, 一要, 二要 … as well: an enumeration only where measures are listed.
    """
    found = [
        (m.start(), numeral(m.group("han")))
        for m in _INLINE_POINT.finditer(text)
        if m.group("word") in words
    ]
    first = marker_of(text)
    if first and first.rank == POINT:
        found.insert(0, (0, first.number))
    return [(at, number) for at, number in found if number]


def run_together(text: str) -> list[int]:
    """Where further numbers of the same sort begin in a paragraph that opens with one.

    Only the next number counts, and only after a sentence or a ；: so a cross reference
    or a 1、 in the middle of a sentence stays where it is.
    """
    first = marker_of(text)
    if first is None or first.rank > SUBNUMBER:
        return []
    cuts, expected = [], first.number + 1
    for match in _INLINE.finditer(text, first.end):
        following = marker_of(text[match.end() :])
        if following and (following.rank, following.number) == (first.rank, expected):
            cuts.append(match.end())
            expected += 1
    return cuts
