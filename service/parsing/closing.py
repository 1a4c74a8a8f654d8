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
# A number of its own under 附件：1.… must follow the word 附件 within so many lines.
_MOST_ANNEXES = 8
_ANNEXES = re.compile(r"附\s*[件表]\s*[：:]\s*(?:1|１|一)?.*")
_ANNEX = re.compile(r"[^。；！？]{2,50}")
_SIGNED = re.compile(
    r"(?:对照检查人|发言人|检查人|汇报人|签名|姓名|落款|填报单位|联系人)\s*[：:].{0,30}|附件?\s*[：:\d].*"
    r"|[（(](?:此件|本件|联系人|附).{0,30}[）)]|(?:主送|抄送|抄报|分送|印发|主题词)\s*[：:].*|.{2,24}\s*20\d\d年\d{1,2}月\d{1,2}日印发"
)


def set_closing_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines with those of the closing set apart, from the end back to the last real text."""
    at = _before_annexes(lines, _closing_start(lines, len(lines)))
    return [*lines[:at], *(line.set_apart() for line in lines[at:])]


def _before_annexes(lines: Sequence[Line], end: int) -> int:
    """Where a list 附件：1.… 2.… that ends at ``end`` begins, ``end`` where there is none."""
    for at in range(end - 1, max(end - 1 - _MOST_ANNEXES, 0), -1):
        if not _ANNEX.fullmatch(lines[at].text):
            break
        if _ANNEXES.fullmatch(lines[at].text):
            return _closing_start(lines, at)
    return end


def _closing_start(lines: Sequence[Line], end: int) -> int:
    at = end
    while at > 0 and (lines[at - 1].apart or _closes(lines, at - 1)):
        at -= 1
    return at


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
