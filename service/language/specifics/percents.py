"""Shares: 60%, 百分之六十, 六成, 三分之一, 过半. ``value`` is a Quantity in per cent: 60|%."""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from service.language.specifics import approximate
from service.language.specifics.ground import Ground
from service.language.specifics.numerals import ARABIC, number
from service.language.specifics.page import Page
from service.language.specifics.quantity import Quantity
from service.language.specifics.value import Lexicon, Specific

_DIGITS = "[零一二两三四五六七八九十百]"
_BEFORE = "|".join(sorted(approximate.BEFORE, key=len, reverse=True))
_AFTER = "|".join(approximate.AFTER)
_PATTERN = re.compile(
    rf"(?P<before>(?:{_BEFORE})?)(?:"
    rf"(?P<cent>{ARABIC})(?:%?(?:至|到|[—–\-~～]+)(?P<to>{ARABIC}))?%"
    rf"|百分之(?P<of>{_DIGITS}+(?:点{_DIGITS}+)?|{ARABIC})"
    rf"|(?P<tenth>[一两二三四五六七八九]|\d(?:\.\d)?)成(?P<half>[一二三四五六七八九半]?)"
    rf"(?![立员绩为果功长本效就熟型])"
    rf"|(?P<below>{_DIGITS}+|(?<!\d)\d+)分之(?P<above>{_DIGITS}+|\d+)"
    rf")(?P<after>(?:{_AFTER})?)"
)
_WORDS = re.compile(
    r"(?P<before>(?:不足|不到|近|约|超过|超)?)(?P<word>(?<!超)过半(?!数)|一多半|大半|一半|半数)"
    r"(?P<after>(?:以上|左右)?)(?![年个天小月夜日路])"
)
_MORE_THAN_HALF = ("过半", "一多半", "大半")


def find(page: Page, lexicon: Lexicon) -> Iterator[Specific]:  # noqa: ARG001
    """The shares of a page."""
    for match in _PATTERN.finditer(page.counts):
        bounds = _bounds(match)
        if bounds:
            low = approximate.interval(bounds[0], match["before"], match["after"])[0]
            high = approximate.interval(bounds[1], match["before"], match["after"])[1]
            yield _specific(match, page, Quantity(low, min(high, max(100.0, bounds[1])), "%"))
    for match in _WORDS.finditer(page.counts):
        above = match["word"] in _MORE_THAN_HALF
        high = 100.0 if above else approximate.interval(50.0, match["before"], match["after"])[1]
        low = approximate.interval(50.0, match["before"], match["after"])[0]
        yield _specific(match, page, Quantity(low, high, "%"))


def supported(claim: Specific, grounds: Sequence[Ground], lexicon: Lexicon) -> bool:  # noqa: ARG001
    """Whether a ground gives the share, or two of its counts do (12件中3件 is 25%)."""
    wanted = Quantity.parse(claim.value)
    return any(
        wanted.covers(Quantity.parse(value))
        for ground in grounds
        for value in ground.values("percent")
    ) or any(_computed(wanted, ground, _places(claim.text)) for ground in grounds)


def _computed(wanted: Quantity, ground: Ground, places: int) -> bool:
    """A share, its rest to 100, a rise or a fall between two counts of the same unit."""
    counts = {Quantity.parse(value) for value in ground.values("number")}
    slack = 0.5 * 10**-places + 1e-9
    for part, whole in permutations([c for c in counts if c.exact], 2):
        if part.unit != whole.unit or not whole.low:
            continue
        share = 100 * part.low / whole.low
        # 不足三成 is said of the share itself; only an exact figure may be the rest or the change.
        results = (share, abs(100 - share)) if wanted.exact else (share,)
        if any(wanted.low - slack <= result <= wanted.high + slack for result in results):
            return True
    return False


def _places(text: str) -> int:
    decimals = re.search(r"\.(\d+)|点(.+)", text)
    return len(decimals[1] or decimals[2]) if decimals else 0


def _bounds(match: re.Match[str]) -> tuple[float, float] | None:
    if match["cent"] or match["of"]:
        low = number(match["cent"] or match["of"])
        high = number(match["to"]) if match["to"] else low
    elif match["tenth"]:
        whole, half = number(match["tenth"]), match["half"]
        more = 0.0 if not half else 0.5 if half == "半" else (number(half) or 0.0) / 10
        low = high = None if whole is None else round((whole + more) * 10, 6)
    else:
        below, above = number(match["below"]), number(match["above"])
        low = high = round(100 * above / below, 2) if below and above is not None else None
    return None if low is None or high is None else (low, high)


def _specific(match: re.Match[str], page: Page, value: Quantity) -> Specific:
    start, end = match.span()
    return Specific("percent", page.text[start:end], start, end, str(value))
