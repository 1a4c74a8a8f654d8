"""What a passage says of a promise: that it is done, or that it is still open.

A chapter on problems or measures names it again, so it is open. In an account of last year the lead
of a list (已经办结的：…；…) says it of each part; a part may say otherwise, by its words or by a
figure that is short of the promise. What is told there as fact, in figures or days, is done.
"""

import re

from service.language.cues import cues
from service.language.matching import Matcher
from service.language.normal import normal
from service.language.spans import Span
from service.paper import ChapterRole
from service.reviewing.figures import falls_short, reached
from service.reviewing.same_matter import rarity
from service.reviews import PromiseStatus

AGAIN: frozenset[ChapterRole] = frozenset(
    {"problems", "causes", "cases", "measures", "plan", "requirements"}
)
"""Chapters in which a matter is named again, whatever is said of it."""
_CLAUSE = re.compile(r"[^，,；;：:。！？\n]+")
_LEAD = re.compile(
    r"^[^。；;\n]{0,48}?的(?:[^，。；：:]{0,8}[：:]|有(?!关)|是|[\d一二三四五六七八九十两]+[项件个条])"
)
_DENIED = re.compile(r"没有?|未(?!来|必)|不|尚|延期|滞后|正在|推进|继续|其余|剩")
_SETTLED = re.compile(r"办结|完成|做到|兑现|到位|销号|落实|解决|见效|了结")
_OPEN = re.compile(
    r"没有|尚未|还未|还没|未(?!来|必)|仍|依然|还[差剩在有]|持续|正在|推进中|推进(?:缓|慢|不)|转入|继续|滞后|"
    r"不到|不足|不够|才|只(?:完成|做|有|建)|调减|搁|延期|反弹|未能|没能|下一步|将(?:于|在)|拟"
)
_HARD = re.compile(
    r"没有(?=完|办|做|达|落|兑|解)|尚未|还未|还没|未(?:能|完成|达|办)|还[差剩]|延期|只(?:完成|做|建)"
)
"""What opens a part even of a list of matters done."""
_DONE = re.compile(
    r"(?:已经?|均|全部|都|全面)[^，。；]{0,14}|完成|办结|整改到位|销号|建成|出台|印发|制定了|投用|启用|落实到位|"
    r"补齐|补上|清零|清完|收回|接通|修好|修复|解决了|建立了|通过验收|取消|退回|归还|清理(?:了|合并)|"
    r"公布|公开|公示了|发布|上墙|上线|签订|签约|更换|开通|开放了|配齐|到岗|换下|拆除|交付"
)
_PLANNED = re.compile(r"将|拟|打算|计划|要(?=[^求])|争取|力争|确保|准备")
_FACT = frozenset({"number", "date"})


def judged(span: Span, role: ChapterRole, wanted: str, lead: str = "") -> PromiseStatus:
    """What ``span``, a passage of a chapter of ``role``, says became of ``wanted``; ``lead`` opens
    the sentence that it is a part of."""
    if role in AGAIN:
        return "open"
    clauses = [m.group() for m in _CLAUSE.finditer(span.text) if len(normal(m.group())) > 1]
    best = Matcher(clauses, rarity()).best(wanted, 1)
    at = best[0][0] if best else 0
    said = (clauses[at] if clauses else span.text, "".join(clauses[at : at + 2]), span.text)
    met = False if falls_short(span.text) else reached(wanted, "，".join(clauses[at:]) or span.text)
    listed = listed_as(lead)
    if listed == "open" or met is False:
        return "open"
    if listed == "done":
        return "open" if any(_HARD.search(words) for words in said[:2]) else "done"
    return _by_words(said, met=bool(met), account=role == "last_year")


def _by_words(said: tuple[str, str, str], *, met: bool, account: bool) -> PromiseStatus:
    """By the nearest clause, then the next one, then all of the passage."""
    for words in said:
        if _OPEN.search(words):
            return "open"
        if met or _DONE.search(words):
            return "done"
    return "done" if account and _told_as_fact(said[1]) else "open"


def _told_as_fact(words: str) -> bool:
    return any(cue.kind in _FACT for cue in cues(words)) and not _PLANNED.search(words)


def lead_of(sentence: str) -> str:
    """The words that open a list of what was done, or was not; "" without such a list."""
    found = _LEAD.match(sentence)
    return found.group() if found and listed_as(found.group()) else ""


def listed_as(lead: str) -> PromiseStatus | None:
    """As what the parts of a list are told; None where its lead does not say."""
    if not lead:
        return None
    clause = re.split(r"[，,]", lead)[-1]
    if _DENIED.search(clause):
        return "open"
    return "done" if _SETTLED.search(clause) else None
