"""What a person should find out before a vague note can stand in a paper."""

import re

from service.themes.cues import Reading

_MOST = 2
_LEAST_CONCRETE = 2
_NUMBER = re.compile(
    r"[0-9０-９]|[一二两三四五六七八九十百千半几]+(?:多|来)?(?:个|次|年|月|天|周|小时|分钟|人|项|件|起|份|趟|遍|台|间|套|"
    r"回|场|块|元|万|成|倍|道|级|门|张|楼|号|班)"
)
_TIME = re.compile(
    "去年|今年|前年|上月|上周|上个月|上学期|上半年|年底|年初|夏天|冬天|春节|国庆|周[一二三四五六日末]|夜里|晚上|中午|早上"
)
_ANY = ("这里说的是哪件事、哪个部门、什么时候？", "造成了什么影响，现在是什么情况？")


def questions(text: str, reading: Reading) -> tuple[str, ...]:
    """At most two questions for a note without concrete detail; none for a concrete one.

    Detail is a number, a time, or a thing named: a note with two of them can be checked as it is.
    """
    detail = bool(_NUMBER.search(text)) * 2 + bool(_TIME.search(text)) + bool(reading.objects)
    if detail >= _LEAST_CONCRETE:
        return ()
    return (reading.best.theme.questions if reading.best else _ANY)[:_MOST]
