"""Labels: 【整改问题】, 整改措施：, 原因分析 on a line of its own. They say what follows."""

import re
from dataclasses import dataclass

from service.paper import ItemRole
from service.parsing.markers import marker_of

_NAMES: tuple[tuple[ItemRole, str], ...] = (
    (
        "problem",
        r"(?:整改|存在|查摆|检视|主要|具体|突出|反馈)?出?的?(?:主要|突出)?问题(?:表现|清单|描述)?\d?",
    ),
    ("measure", r"(?:下一步|今后)?(?:整改|具体|改进|工作)?措施\d?"),
    ("cause", r"(?:产生问题|问题产生|存在问题)?的?(?:主要)?(?:原因|根源)(?:分析|剖析)?"),
)
_OPEN, _CLOSE = r"[【\[［〔]\s*", r"\s*[】\]］〕]\s*[：:]?\s*"
_LABELS = tuple(
    (role, re.compile(rf"(?:{_OPEN}(?:{name}){_CLOSE}|(?:{name})\s*[：:]\s*|(?:{name})\s*$)"))
    for role, name in _NAMES
)
_DUTY = re.compile(
    r"(?:[【\[［〔（(]\s*)?(?:整改|完成)?(?:责任(?:人|领导|部门|单位|科室)?|牵头(?:人|领导|部门|单位)?"
    r"|配合(?:部门|单位)|时限|期限|时间|进展)(?:情况)?\s*[】\]］〕）):：]"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a text: what it announces, its own marker's rank (or None), and
    where what follows begins."""

    role: ItemRole
    rank: int | None
    end: int


def label_of(text: str) -> Label | None:
    """The label that ``text`` begins with, a number before it allowed."""
    marker = marker_of(text)
    begin = marker.end if marker else 0
    for role, form in _LABELS:
        if match := form.match(text, begin):
            return Label(role, marker.rank if marker else None, match.end())
    return None


def is_duty(text: str) -> bool:
    """Whether the line only adds who answers for the measure above it, or by when."""
    return bool(_DUTY.match(text))
