"""Personal details in a text: identity numbers, phones, bank cards, plates, names, homes."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Literal

from service.notes import Note, Personal

_Kind = Literal["identity_number", "phone", "bank_card", "plate", "name", "family"]
STAND_INS: dict[_Kind, str] = {
    "identity_number": "［证件号］",
    "phone": "［电话］",
    "bank_card": "［卡号］",
    "plate": "［车牌］",
    "name": "某同志",
    "family": "［家庭情况］",
}
"""What stands in the place of a personal detail wherever a note leaves the unit."""

_IDENTITY = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_LANDLINE = re.compile(
    r"(?<![\d-])(?:0\d{2,3}[-—])\d{7,8}(?!\d)|(?<!\d)[（(]0\d{2,3}[）)]\s?\d{7,8}(?!\d)"
)
_CARD = re.compile(r"(?<!\d)(?:\d{4}[ -]?){3,4}\d{1,7}(?!\d)")
_PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•. ]?"
    "(?:[A-HJ-NP-Z0-9]{6}|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警])(?![A-Za-z0-9])"
)
# The hundred or so most common family names; rare ones are found through the roster.
_SURNAME = (
    "(?!安全|农|施工|项目|车间|车队|党|单位|单独|金融|文化|文体|文旅|高级|高层|房管|林业|司法|常务|常委|管理|景区|石油|成立|成员|"
    "时任|向|和|于是|应急|计财|计划|法|路|全|任|方面|水|江北|江南|严格|温馨|易|包村|包联|包片|古镇|连队|商务|宣|米|麦|费|"
    "顾问|支部|尚|白班|夏季|阳光|解放|景|左右|干部)"
    "(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何罗林郑梁谢宋唐许韩冯邓曹彭"
    "曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙"
    "史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞"
    "左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
    "阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁])"
)
_BEFORE = r"(?<![\u4e00-\u9fff])|(?<=[的是和与跟向给找由被让对请叫问把替同听说叫到家])"
_SHORT_TITLES = r"(?:局|处|科|总|工|姐|哥|叔|姨)"
_TITLED = re.compile(
    rf"(?:{_BEFORE})(?:{_SURNAME})[\u4e00-\u9fff]{{0,2}}?(?:副?(?:科长|处长|局长|院长|校长|主任|队长|所长|站长|"
    r"书记|镇长|乡长|村长|支书|经理|厂长|部长|护士长|会计|出纳|主席|教授|医生|大夫|老师|师傅|同志|班长|组长|"
    r"阿姨|大姐|大哥|大爷|大妈|老板))"
)
_CALLED = re.compile(
    rf"(?:{_BEFORE})(?:{_SURNAME}){_SHORT_TITLES}(?=[，,。；;说讲的家他她在把收拿也都就和跟那这]|$)"
)
_FAMILIAR = re.compile(
    rf"(?<![\u4e00-\u9fff])[老小](?!师|家|百|乡)(?:{_SURNAME})(?=[的家他她在说跟和被一上下去来从也都就，,。；;、（(收拿住生离]"
    rf"|护士|老师|医生|师傅|同志|$)|(?<=[的是和与跟向给找由被让对请问说])[老小](?!师|家|百|乡)(?:{_SURNAME})(?=[的家说]|护士|老师|师傅)"
)
_MASKED = re.compile(rf"(?:{_SURNAME})某{{1,2}}(?!些|种|个|项|类)")
_STATED = re.compile(
    rf"(?:姓名|联系人|署名|本人叫|我叫)[：:是为]?\s*((?:{_SURNAME})[\u4e00-\u9fff]{{1,2}})"
)

# Where somebody lives: a house or flat number, not the building of an office.
_HOME = re.compile(
    r"(?:家住|家在|住在|住址[是为：:]?|(?<![居安入驻])住)[^，。；、]{0,10}?\d+"
    r"(?:号楼|栋|幢|单元|室|组\d+号|弄\d+号)(?:\d+(?:单元|层|楼|室|号))*"
)

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def personal_spans(text: str, roster: Sequence[str] = ()) -> tuple[Personal, ...]:
    """Personal details in reading order, none overlapping; ``roster`` holds names to be known.

    Identity numbers must pass the checksum of GB 11643-1999 and hold a real date, bank cards the
    Luhn check: numbers of projects and documents are as long, and a false alarm hides a fact.
    """
    found = [
        *_matches("identity_number", _IDENTITY, text, is_identity_number),
        *_matches("bank_card", _CARD, text, is_bank_card),
        *_matches("phone", _MOBILE, text),
        *_matches("phone", _LANDLINE, text),
        *_matches("plate", _PLATE, text),
        *_matches("family", _HOME, text),
        *_names(text, roster),
    ]
    return without_overlaps(found)


def without_overlaps(found: Sequence[Personal]) -> tuple[Personal, ...]:
    """In reading order; of overlapping ones the first found stays."""
    kept: list[Personal] = []
    for span in found:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(sorted(kept, key=lambda span: span.start))


def is_identity_number(number: str) -> bool:
    """Whether an 18-character number has a possible birthday and the right check character."""
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == number[17].upper()


def is_bank_card(number: str) -> bool:
    """Whether 15 to 19 digits carry a card issuer's first digit and pass the Luhn check."""
    digits = [int(mark) for mark in number if mark.isdigit()]
    if not 15 <= len(digits) <= 19 or digits[0] not in (3, 4, 5, 6) or len(set(digits)) < 3:
        return False
    doubled = [2 * digit if place % 2 else digit for place, digit in enumerate(reversed(digits))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _matches(
    kind: _Kind, pattern: re.Pattern[str], text: str, holds: Callable[[str], bool] | None = None
) -> Iterator[Personal]:
    for match in pattern.finditer(text):
        if holds is None or holds(match.group()):
            yield Personal(kind=kind, start=match.start(), end=match.end())


def _names(text: str, roster: Sequence[str]) -> list[Personal]:
    spans = [
        (place.start(), place.end())
        for name in sorted(roster, key=len, reverse=True)
        if len(name) >= 2
        for place in re.finditer(re.escape(name), text)
    ]
    spans += [match.span(1) for match in _STATED.finditer(text)]
    for pattern in (_TITLED, _MASKED, _FAMILIAR, _CALLED):
        spans += [match.span() for match in pattern.finditer(text)]
    return [Personal(kind="name", start=start, end=end) for start, end in spans]


def masked(note: Note) -> str:
    """``note.text`` with every personal detail replaced by what sort of detail it is."""
    return _hidden(note.text, note.personal)


def without_details(text: str) -> str:
    """Any text with the personal details that can be told in it replaced likewise."""
    return _hidden(text, personal_spans(text))


def _hidden(text: str, details: Sequence[Personal]) -> str:
    for detail in sorted(details, key=lambda p: p.start, reverse=True):
        text = text[: detail.start] + STAND_INS[detail.kind] + text[detail.end :]
    return text
