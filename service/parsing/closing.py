"""Closings: signature, date and courtesies at the end of a paper belong to no item."""

import re
from collections.abc import Sequence

from service.parsing.lines import Line

_DATE = re.compile(
    r"[（(]?[\d〇○零一二三四五六七八九X×*]{4}\s*年\s*[\d一二三四五六七八九十X×*]{1,3}\s*月(?:\s*[\d一二三四五六七八九十X×*]{1,3}\s*日)?[）)]?"
)
_NAME = re.compile(r"[^。；;！？：:，,、]{2,30}")
_ORGAN = re.compile(
    r"(?:党组|党委|支部|总支|委员会|局|院|校|公司|中心|办公室|班子|[XＸ×*]{2,}.{0,6})$"
)
_COURTESY = re.compile(
    r"(?:以上|上述).{0,24}(?:批评|指正|不妥|不当|不足之处|汇报|报告|发言)|(?:请|恳请|敬请).{0,20}(?:批评|指正|帮助|审阅|审议)"
    r"|(?:不当|不妥)之处|特此(?:报告|汇报|说明)|(?:我的)?(?:对照检查|汇报|发言)(?:到此)?(?:完毕|结束)|以上(?:汇报|报告)"
)
_SIGNED = re.compile(
    r"(?:对照检查人|发言人|检查人|汇报人|签名|姓名|落款|填报单位|联系人)\s*[：:].{0,30}|附件?\s*[：:\d].*"
)


def set_closing_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines with those of the closing set apart, from the end back to the last real text."""
    at = len(lines)
    while at > 0 and (lines[at - 1].apart or _closes(lines, at - 1)):
        at -= 1
    return [*lines[:at], *(line.set_apart() for line in lines[at:])]


def _closes(lines: Sequence[Line], place: int) -> bool:
    text = lines[place].text
    if _DATE.fullmatch(text) or _SIGNED.fullmatch(text):
        return True
    if len(text) <= 60 and _COURTESY.match(text):
        return True
    if lines[place].level is not None or lines[place].bold:
        return False
    if not _NAME.fullmatch(text):
        return False
    dated = place + 1 < len(lines) and bool(_DATE.fullmatch(lines[place + 1].text))
    return dated or (place > 0 and bool(_ORGAN.search(text)) and len(text) <= 24)
