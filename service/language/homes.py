"""Where somebody lives: the house or flat, not the building of an office or a street at work."""

import re
from collections.abc import Iterator

_NUM = r"(?:\d{1,5}|[一二三四五六七八九十百〇零两]{1,5})"
_BLOCK = rf"(?:{_NUM}|[A-Za-z]\d?)(?:号院|号楼|[栋幢座])"
# A number that a thing at work or a day carries, and no door.
_NO_DOOR = (
    "(?!楼|院|文件|通知|令|线|公告|窗|会议|台|车|库|井|泵|机|桥|门诊|食堂|病|仓|闸|站|桌|提案|议案|公路|国道|岗|"
    "发言|选手|代表|检|教学|实验|展|馆|厅|码头|泊位|标段|地块|矿|前|后|起|左右|之|晚|早|上午|下午|以|出院|那天)"
)
_LEVEL = rf"(?:{_BLOCK}|{_NUM}(?:单元|[弄层楼室组队户门]|号{_NO_DOOR}))"
_PLACE = (
    "(?:小区|花园|[家田]园|公寓|新村|新城|社区|宿舍|大院|家属院|家属楼|安置[区点房]|胡同|大厦|"
    "[苑府庭郡墅邸轩村路街巷里湾屯庄寨坊])"
)
_WAY = r"[^，,。；;！!？?\n的了离着过到没有是]{0,24}?"
_CHAIN = (
    rf"{_WAY}{_LEVEL}(?:\s?(?:[\u4e00-\u9fff]{{0,6}}{_PLACE})?\s?{_LEVEL})*"
    r"(?:\s?[-－—]?\d{2,4}(?![\d年月日天个次人元岁户]))?"
)
_ADDRESS = re.compile(
    "(?:(?:家庭|居住|户籍|通讯|联系)(?:住址|地址|地)|住址|地址|现住|家住|家在|老家在?|租住在?|租房在)"
    rf"(?:[是为在：:]|\s)*(?P<home>{_CHAIN})"
)
_LIVING = re.compile(
    "(?<![居安入驻])住(?![院房建宿户培校保宅所处地了下不得进满过持着到])在?"
    rf"(?P<home>{_CHAIN})"
)
_HOUSE = re.compile(rf"{_BLOCK}|{_NUM}(?:单元|室|弄)|组{_NUM}号|{_PLACE}{_NUM}号|门牌{_NUM}号")
"""What in a place where somebody lives names one house; the number of a floor or a day does not."""
_FLAT = rf"(?:\d{{3,4}}(?![\d年月人元户])[室号户房]?|{_NUM}[室号户房])(?!会议|教室|办公|实验|机房)"
_ESTATE = (
    "(?:(?<=小区)|(?<=花园)|(?<=家园)|(?<=公寓)|(?<=新村)|(?<=属院)|(?<=属楼)|(?<=宿舍)|(?<=大院)|"
    "(?<=[苑庭郡墅邸轩]))"
)
_FLATS = (
    rf"(?:{_BLOCK}\s?)?{_NUM}单元\s?(?:{_NUM}[层楼]\s?)?{_FLAT}",
    rf"{_ESTATE}\s?{_BLOCK}\s?{_FLAT}",
    rf"{_ESTATE}\s?\d{{1,3}}[-－—]\d{{1,2}}[-－—]\d{{2,4}}(?!\d)",
    rf"{_NUM}组\s?{_NUM}号{_NO_DOOR}",
    rf"{_NUM}弄\s?{_NUM}号{_NO_DOOR}(?:\s?{_FLAT})?",
    rf"门牌号?(?:码?[是为：:])?\s?{_NUM}号",
    rf"(?<=[路街巷同村里道庄屯寨湾坊]){_NUM}号(?=的?(?:住户|居民|业主|老[人太]|大[爷妈]|人?家|户主|独居|租|村民))",
)
_FLAT_OF_ITS_OWN = re.compile("|".join(f"(?:{form})" for form in _FLATS))
"""A flat or village house: nothing at work is numbered like this, so that no word need lead on."""


def homes(text: str) -> Iterator[tuple[int, int]]:
    """Where ``text`` tells a home: what follows 家住, 住址 or 住, or a flat by its own form. The
    words that lead on are left out, so that 家住［住址］ remains."""
    yield from (match.span("home") for match in _ADDRESS.finditer(text))
    for match in _LIVING.finditer(text):
        if _HOUSE.search(match["home"]):
            yield match.span("home")
    yield from (match.span() for match in _FLAT_OF_ITS_OWN.finditer(text))
