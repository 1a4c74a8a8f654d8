"""Assignments: who answers for a measure and by when. A unit's posts, departments and deadlines
are worded alike in all its papers, and in those of others; nobody copies by naming them."""

import re
from collections.abc import Iterator

_WHO = r"责任|牵头|承办|配合|协办|主办|主管|分管"
_OFFICE = r"人|领导|股室|科室|处室|部门|单位|主体|班子成员"
_ASSIGNED = re.compile(
    # 责任领导：分管防汛的副局长, up to the next mark that ends the entry.
    rf"(?:整改)?(?:{_WHO})(?:{_OFFICE})?[】\]）)]?[：:][^；;。\n【]+"
    r"|(?:(?:整改|完成|办结)?(?:时限|期限|时间))[】\]）)]?[：:][^；;。\n【]+"
    # 由分管市容的副局长负责、市容科承办
    r"|由[^，。；;：:\n]{2,24}?(?:负责|牵头|承办|督办|抓落实)(?:、[^，。；;：:\n]{2,16}?(?:负责|承办|配合|落实))*"
    # 分管市政的副局长
    r"|分管[^，。；;：:\n]{1,16}?的(?:副[^，。；;、：:\n的]{1,4}|班子成员|党[组委]成员|委员)"
    # 2025年6月底前
    r"|(?:(?:20\d\d|今|明|本|当)年)?(?:\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬)?|[上下]半年|[一二三四]季度|年)[底末]?(?:之|以)?前"
)


def assigned_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where ``text`` names owners, posts, departments and deadlines, in order."""
    return (match.span() for match in _ASSIGNED.finditer(text))
