"""Numbers: counts and measures with their unit. ``value`` is a Quantity: 25|人, 21..29|件."""

import re
from collections.abc import Iterator, Sequence
from importlib.resources import files

from service.language.specifics import approximate, quantity
from service.language.specifics.ground import Ground
from service.language.specifics.numerals import ARABIC, CHINESE, SCALES, TOKEN, digit, number
from service.language.specifics.page import Page
from service.language.specifics.quantity import Quantity
from service.language.specifics.value import Lexicon, Specific

_MEASURES = files("service.language.data").joinpath("measures.txt").read_text("utf-8").split()
_UNIT = "|".join(sorted({*quantity.UNITS, *_MEASURES}, key=lambda unit: (-len(unit), unit)))
_BEFORE = "|".join(sorted(approximate.BEFORE, key=len, reverse=True))
_AFTER = "|".join(approximate.AFTER)
_SCALE = "[十百千万亿]"
_PATTERN = re.compile(
    rf"(?P<sum>(?:共计|总计|合计|累计|总共|共有|共)?)(?P<before>(?:{_BEFORE})?)(?P<rank>第?)(?P<low>{TOKEN})"
    rf"(?:(?P<odd>[余多几])(?P<scale>{_SCALE}{{0,2}})"
    rf"|(?:至|到|[—–\-~～]+|、)(?P<high>{TOKEN}))?"
    rf"(?P<unit>(?:{_UNIT})?)"
    rf"(?:(?<=个)(?P<part>[多半余])(?P<tail>月|小时|星期|钟头)"
    rf"|(?<=[年月天周时倍期])(?P<more>[多余半])(?![次家个项人种头方名位点数天年]))?"
    rf"(?P<after>(?:{_AFTER})?)"
)
_VAGUE = re.compile(rf"(?P<word>[几数])(?P<scale>[十百千万]+)(?P<unit>{_UNIT})")
_HALF = re.compile(
    r"(?<![个年月天周时])半(?P<unit>年|个月|天|个小时|小时|个学期|个工作日|日)(?!度|[额])"
)
_DEFINITE = re.compile(r"(?:仅|只|才|共|唯|合计|累计)[\u4e00-\u9fff]{0,4}$")


def find(page: Page, lexicon: Lexicon) -> Iterator[Specific]:  # noqa: ARG001
    """The counts and measures of a page; a bare 一 with a measure (一项工作) is left out."""
    for specific in readings(page):
        if not indefinite(specific, page):
            yield specific


def readings(page: Page) -> Iterator[Specific]:
    """Every count and measure, 一项 and 一次 included."""
    text = page.counts
    for match in _PATTERN.finditer(text):
        value = _quantity(match, text)
        if value:
            start, end = match.span()
            yield Specific("number", page.text[start:end], start, end, str(value))
    for pattern, low, high in ((_VAGUE, 2, 9.99), (_HALF, 0.5, 0.5)):
        for match in pattern.finditer(text):
            scale = _scale(match.groupdict().get("scale") or "")
            value = quantity.of(low * scale, high * scale, match["unit"])
            yield Specific("number", match.group(), *match.span(), str(value))


def indefinite(specific: Specific, page: Page) -> bool:
    """Whether 一 is an article here and no count: 一项工作, but not 仅一次 nor 拖了一年.

    An article has its noun behind it; a count may end the clause.
    """
    if not re.match(r"一(?![余多几点至到十百千万亿])", specific.text):
        return False
    if re.match(r"[，。；、！？,;\n]|$", page.text[specific.end : specific.end + 1]):
        return False
    return not _DEFINITE.search(page.text[max(0, specific.start - 6) : specific.start])


def supported(claim: Specific, grounds: Sequence[Ground], lexicon: Lexicon) -> bool:  # noqa: ARG001
    """Whether a ground gives this amount as precisely, or, for a 共 or 合计, adds up to it."""
    wanted = Quantity.parse(claim.value)
    total = claim.text[0] in "共总合累"
    for ground in grounds:
        given = [Quantity.parse(v) for v in ground.values("number")]
        if any(wanted.covers(g) for g in given) or (total and _adds_up(wanted, given)):
            return True
    return False


def _adds_up(wanted: Quantity, given: list[Quantity]) -> bool:
    alike = [g for g in given if g.unit == wanted.unit and g.exact]
    total = sum(g.low for g in alike)
    return len(alike) > 1 and wanted.covers(Quantity(total, total, wanted.unit))


def _quantity(match: re.Match[str], text: str) -> Quantity | None:
    if not _counts(match, text):
        return None
    if match["rank"]:
        value = number(match["low"])
        return None if value is None else Quantity(value, value, "第")
    bounds = _bounds(match)
    if bounds is None:
        return None
    low, high, unit = _with_tail(match, *bounds)
    low, high = (
        approximate.interval(low, match["before"], match["after"])[0],
        (approximate.interval(high, match["before"], match["after"])[1]),
    )
    return quantity.of(low, high, unit)


def _counts(match: re.Match[str], text: str) -> bool:
    """Whether the match is a count at all: Chinese numerals need a unit, bare 百 a 近 or 上."""
    low, chinese = match["low"], match["low"][0] in CHINESE
    if match["rank"]:
        return not chinese and text[match.end("low") : match.end("low") + 1] in tuple("名位")
    if text[match.start() - 1 : match.start()] in tuple("几数第") and match.start():
        return False
    if chinese and not match["unit"]:
        return False
    return low[0] not in "百千万亿" or match["before"] in ("近", "上", "超", "逾", "将近", "超过")


def _bounds(match: re.Match[str]) -> tuple[float, float] | None:
    """The figure without 近 and 以上: one value, a range, or what 余 leaves open."""
    token = match["low"]
    pair = _pair(token)
    if pair:
        return pair
    low = number(token)
    if low is None:
        return None
    if match["odd"]:
        return approximate.odd(low, _scale(match["scale"] or ""))
    if match["high"]:
        return _range(token, low, match["high"])
    return low, low


def _range(token: str, low: float, high_token: str) -> tuple[float, float] | None:
    high = number(high_token)
    if high is None:
        return None
    # 三至五十 is read as said, but in 3至5万 the scale belongs to both.
    shared = re.search(rf"{_SCALE}+$", high_token)
    if shared and not re.search(_SCALE, token) and re.match(ARABIC, token):
        low *= _scale(shared.group())
    return (low, high) if low <= high else (high, low)


def _pair(token: str) -> tuple[float, float] | None:
    """两三, 三五, 十七八, 二三十: two neighbouring digits are a range."""
    match = re.fullmatch(
        r"(.*?十)?([一二两三四五六七八九])([一二两三四五六七八九])([十百千万]?)", token
    )
    if not match:
        return None
    first, second = digit(match[2]) or 0, digit(match[3]) or 0
    if not first < second <= first + 2:
        return None
    tens = number(match[1]) if match[1] else 0.0
    scale = _scale(match[4])
    return (tens or 0.0) + first * scale, (tens or 0.0) + second * scale


def _with_tail(match: re.Match[str], low: float, high: float) -> tuple[float, float, str]:
    """两年多, 一年半, 两个多月: what stands between or behind the unit."""
    unit, more = match["unit"], match["part"] or match["more"]
    if match["tail"]:
        unit = "个" + match["tail"]
    if more == "半":
        return low + 0.5, high + 0.5, unit
    if more and low == high and not match["odd"]:
        return (*approximate.odd(low), unit)
    return low, high, unit


def _scale(characters: str) -> float:
    product = 1.0
    for character in characters:
        product *= SCALES[character]
    return product
