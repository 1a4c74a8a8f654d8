"""Duties: who answers for a measure and by when, as written."""

import re

_OWNER = re.compile(
    r"(?:整改)?(?:责任(?:人|领导|部门|单位|科室|主体)|牵头(?:人|领导|部门|单位|科室))\s*[】\]）)]?\s*(?:[：:]|[为是])\s*"
    r"(?P<who>[^；;。，,\n【（()）]+)"
    r"|(?P<named>[^，。；;：、\n]{2,20}?)为(?:第一|直接)?责任人(?=[，。；;、\n]|$)"
    r"|由(?P<led>[^，。；;、\n]{2,20}?)牵头"
)
_DEADLINE = re.compile(
    r"(?:(?:整改|完成)?(?:时限|期限)|完成(?:时间|日期)|整改时间)\s*[】\]）)]?\s*[：:]\s*(?P<when>[^；;。，,\n【（()）]+)"
    r"|(?P<before>(?:(?:20\d\d|今|明|本)年度?)?(?:\d{1,2}月(?:\d{1,2}日|底|末|上旬|中旬|下旬)?|[上下]半年|[一二三四1-4]季度|年)[底末]?(?:之)?前)(?=[^。；\n]{0,30})"
)


def owner_of(text: str) -> str:
    """The 责任人, 责任领导, 责任部门 or 牵头 named in a measure, joined by ；; "" when none is."""
    return _joined(
        [m.group("who") or m.group("named") or m.group("led") for m in _OWNER.finditer(text)]
    )


def deadline_of(text: str) -> str:
    """The 时限, 完成时间 or …前 of a measure, joined by ；; "" when none is given."""
    return _joined([m.group("when") or m.group("before") for m in _DEADLINE.finditer(text)])


def _joined(found: list[str]) -> str:
    return "；".join(dict.fromkeys(part.strip() for part in found if part.strip()))
