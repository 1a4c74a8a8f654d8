"""Dates: 2020年10月15日, 10月, 第三季度, 上半年, 2026-11-01, 去年.

``value`` is year|months|day, each empty where the text leaves it open: 2020|10|15, |7,8,9|.
A year told only relative to the paper's own (去年) is written -1.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.language.specifics.ground import Ground
from service.language.specifics.numerals import number
from service.language.specifics.page import Page
from service.language.specifics.value import Lexicon, Specific

_C = "[〇零一二三四五六七八九十]"
_YEAR = r"(?P<year>(?:19|20)\d{2}|[二一][〇零九]" + _C + r"{2})"
_RELATIVE = {
    "前年": -2,
    "去年": -1,
    "上年度": -1,
    "上年": -1,
    "上一年度": -1,
    "上一年": -1,
    "今年": 0,
    "本年度": 0,
    "本年": 0,
    "当年": 0,
    "明年": 1,
    "次年": 1,
    "下年度": 1,
}
_WORDS = "|".join(sorted(_RELATIVE, key=len, reverse=True))
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元正])月份?"
_DAY = rf"(?P<day>3[01]|[12]\d|0?[1-9]|{_C}{{1,3}})[日号]"
_SPAN = r"(?P<part>第?[一二三四1-4]季度|前三季度|前三个季度|[上下]半年)"
_PATTERN = re.compile(
    rf"(?:{_YEAR}年度?|(?P<relative>{_WORDS}))?(?:的)?(?:{_MONTH}(?:{_DAY})?|{_SPAN})"
    rf"|{_YEAR.replace('year', 'only')}年(?:度|底|初|末|中)?(?!代|期)"
    rf"|(?P<word>前年|去年|上年度|明年|次年)"
    r"|(?P<iso>(?:19|20)\d{2}[-/.]\d{1,2}(?:[-/.]\d{1,2})?)(?![\d%])"
    rf"|(?<![\d零一二三四五六七八九十近约余第至到内个])(?P<lone>3[01]|[12]\d|0?[1-9])[日号](?!内|以内|之内|线|楼|院|文|均)"
)
_LATER_DAY = re.compile(rf"(?:至|到|[—–\-~～]+|、|和){_DAY}")
_QUARTERS = {"一": (1, 2, 3), "二": (4, 5, 6), "三": (7, 8, 9), "四": (10, 11, 12)}


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of the calendar; None is open. ``year`` below 1000 is relative to the paper's."""

    year: int | None = None
    months: tuple[int, ...] = ()
    day: int | None = None

    def __str__(self) -> str:
        months = ",".join(map(str, self.months))
        return f"{'' if self.year is None else self.year}|{months}|{self.day or ''}"

    @classmethod
    def parse(cls, value: str) -> "When":
        """The date whose ``str`` is ``value``."""
        year, months, day = value.split("|")
        return cls(
            int(year) if year else None,
            tuple(int(m) for m in months.split(",") if m),
            int(day) if day else None,
        )

    def settled(self, years: Sequence[int]) -> "When":
        """The same with 去年 turned into a year, where the paper's own year is known."""
        if self.year is None or self.year > 1000 or not years:
            return self
        return When(years[0] + self.year, self.months, self.day)


def find(page: Page, lexicon: Lexicon) -> Iterator[Specific]:  # noqa: ARG001
    """The dates of a page; the two ends of 9月至11月 come one by one."""
    for match in _PATTERN.finditer(page.plain):
        when = _when(match)
        if when is None or _is_span_of_time(match, page.plain):
            continue
        yield _specific(page, *match.span(), when)
        if when.day:
            yield from _later_days(page, match.end(), when)


def supported(claim: Specific, grounds: Sequence[Ground], lexicon: Lexicon) -> bool:
    """Whether a ground gives this date or a finer one inside it.

    A year by itself also stands when the lexicon names it. A ground without a year (10月15日)
    supports a dated claim when the year is one the paper is about.
    """
    wanted = When.parse(claim.value).settled(lexicon.years)
    given = [
        When.parse(v).settled(lexicon.years) for ground in grounds for v in ground.values("date")
    ]
    known = {*lexicon.years, *(w.year for w in given if w.year is not None)}
    if not wanted.months and wanted.day is None:
        return wanted.year in known or _loose_relative(wanted, given)
    return any(_inside(g, wanted, known) for g in given)


def _inside(given: When, wanted: When, known: set[int]) -> bool:
    """Whether ``given`` lies in ``wanted``; an open year may be any that is known."""
    if wanted.year is not None and given.year != wanted.year:
        relative = wanted.year < 1000 or (given.year is not None and given.year < 1000)
        if given.year is not None and not (
            relative and (wanted.year > 1000) != (given.year > 1000)
        ):
            return False
        if given.year is None and not relative and wanted.year not in known:
            return False
    if wanted.months and not (given.months and set(given.months) <= set(wanted.months)):
        return not given.months and wanted.day is not None and given.day == wanted.day
    return wanted.day is None or given.day == wanted.day


def _loose_relative(wanted: When, given: list[When]) -> bool:
    """去年 beside absolute years only: nothing says which is meant, so nothing contradicts it."""
    relative = [w for w in given if w.year is not None and w.year < 1000]
    return wanted.year is not None and wanted.year < 1000 and not relative


def _when(match: re.Match[str]) -> When | None:
    if match["iso"]:
        parts = [int(p) for p in re.split(r"[-/.]", match["iso"])]
        return When(parts[0], (parts[1],), parts[2] if len(parts) > 2 else None)
    if match["only"]:
        return When(_year(match["only"]))
    if match["word"]:
        return When(_RELATIVE[match["word"]])
    if match["lone"]:
        return When(day=int(match["lone"]))
    year = _year(match["year"]) if match["year"] else _RELATIVE.get(match["relative"] or "")
    if match["part"]:
        return When(year, _months(match["part"]))
    month = 1 if match["month"] in "元正" else int(number(match["month"]) or 0)
    day = int(number(match["day"]) or 0) if match["day"] else None
    return When(year, (month,), day)


def _is_span_of_time(match: re.Match[str], plain: str) -> bool:
    """Whether 三月 or 十月 is really the tail of another figure (个, 第, 几) or no month at all."""
    if not match["month"] or match["year"] or match["relative"]:
        return False
    before = plain[match.start() - 1 : match.start()] if match.start() else ""
    return bool(before) and (before.isdigit() or before in "零一二三四五六七八九十百半数几个每")


def _later_days(page: Page, at: int, first: When) -> Iterator[Specific]:
    match = _LATER_DAY.match(page.plain, at)
    if match:
        day = int(number(match["day"]) or 0)
        yield _specific(page, match.start("day"), match.end(), When(first.year, first.months, day))


def _months(part: str) -> tuple[int, ...]:
    if part.startswith("前三"):
        return tuple(range(1, 10))
    if part.endswith("半年"):
        return tuple(range(1, 7)) if part[0] == "上" else tuple(range(7, 13))
    name = part.removeprefix("第")[0]
    return _QUARTERS["一二三四"[int(name) - 1] if name.isdigit() else name]


def _year(text: str) -> int:
    return int(number(text) or 0)


def _specific(page: Page, start: int, end: int, when: When) -> Specific:
    return Specific("date", page.text[start:end], start, end, str(when))
