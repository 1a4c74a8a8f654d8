"""Aspects: which 对照方面 a heading stands for."""

import re

from service.kind import Kind
from service.kinds import aspect_named

_ASPECT_LIKE = re.compile(
    r"方面(?:(?:还|仍)?存在)?(?:查摆)?(?:出?的)?(?:主要|突出|具体)?的?"
    r"(?:问题|不足|差距|短板|情况)*$|^(?:在|关于|围绕)?(?:带头|对照(?!检查|检视|典型案例|反面|案例))"
)
_COUNTED = re.compile(r"[一二三四五六七八九十几两\d]个?(?:方面|带头|对照)|对照检查")
_PAST = re.compile(r"上一?年|去年|20\d\d年度.{0,8}生活会")
# Characters of the longest official aspect with room for 在…方面存在的问题.
_LONGEST = 180
_RUN_IN = re.compile(
    r"(?:在|对照|带头|关于)?[^。；：！？\n]{2,80}?方面(?:存在的?(?:主要|突出)?(?:问题|不足))?"
    r"(?:[。：:，,]\s*|\s+|(?=一是))(?=(?:一是|1\s*[.．、]|（一）|$))"
)


def aspect_like(title: str) -> bool:
    """Whether a title names a 对照方面 by its form: …方面, 带头… or 对照… alone."""
    if _COUNTED.search(title) or _PAST.search(title):
        return False
    return bool(_ASPECT_LIKE.search(title))


def may_head(line: str, title: str) -> bool:
    """Whether an unnumbered line is short and single enough for a heading, not a sentence."""
    if len(title) > _LONGEST or any(mark in title for mark in "。；！？："):
        return False
    return not line.endswith(("。", "；", "，")) or title.endswith("方面")


def run_in_end(text: str) -> int:
    """Where an unnumbered aspect heading at the start of a line ends (0: there is none)."""
    match = _RUN_IN.match(text)
    if match and aspect_like(text[: match.end()].rstrip("。：:，, \t\u3000")):
        return match.end()
    return 0


def aspect_of(heading: str, kind: Kind | None) -> str:
    """The full title of the kind's aspect, else the heading without 在…方面 and 对照."""
    spec = aspect_named(heading, kind)
    if spec:
        return spec.title
    text = heading.strip(" \t\u3000。：:，,；;")
    text = re.sub(r"^在?(?:对照)?", "", text)
    return re.sub(r"方面(?:存在|的|[，,：:。]|$).*$", "", text)
