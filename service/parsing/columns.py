"""Columns: what the columns of a plan or ledger laid out as a table hold, by their names."""

import re
from collections.abc import Sequence
from typing import Literal

Column = Literal["aspect", "problem", "cause", "measure", "owner", "deadline", "task", ""]

_LONGEST_NAME = 14
_DUTIES: tuple[Column, ...] = ("owner", "deadline")
# The order decides: 问题类别 is an aspect, 整改措施落实情况 and 问题来源 are neither.
_NAMES: tuple[tuple[Column, str], ...] = (
    (
        "",
        r"来源|编号|序号|进展|成效|佐证|备注|销号|验收|(?:完成|落实|整改|办理)(?:进度|状态|结果)|情况$",
    ),
    ("aspect", r"方面|^(?:问题)?(?:类别|类型|分类)$|^对照检查内容$"),
    ("deadline", r"时限|期限|(?:完成|整改|办结|计划)(?:时间|日期)|时间(?:节点|要求|安排)|^时间$"),
    ("owner", r"责任|牵头|承办|^负责"),
    ("", r"配合|协办|监督|督办"),
    ("measure", r"措施|举措|(?:整改|改进)办法|整改计划|努力方向"),
    ("cause", r"原因|根源|成因"),
    ("problem", r"问题|不足|差距|短板"),
    ("task", r"事项|任务|(?:整改|工作)内容|项目"),
)
_PATTERNS = tuple((column, re.compile(pattern)) for column, pattern in _NAMES)


def columns_of(names: Sequence[str]) -> tuple[Column, ...] | None:
    """What each column holds, "" for what no item is made of; None when the names are no header.

    A header names problems or measures and at least one thing more. 整改事项 is the problem where
    the table has measures, and the measure where it has none; a task no longer stands in what is
    returned.
    """
    bare = [re.sub(r"\s", "", name) for name in names]
    if any(len(name) > _LONGEST_NAME for name in bare):
        return None
    read = [_read(name) for name in bare]
    task: Column = "problem" if "measure" in read else "measure"
    found = tuple(task if column == "task" else column for column in read)
    named = set(found) - {""}
    return found if named & {"problem", "measure"} and len(named) > 1 else None


def with_names_below(columns: Sequence[Column], names: Sequence[str]) -> tuple[Column, ...] | None:
    """The columns of a header of two rows: 整改责任 over 责任领导 and 责任部门.

    None when ``names`` are no second row: only duties are divided so.
    """
    if len(names) != len(columns) or not any(names):
        return None
    below = [_read(re.sub(r"\s", "", name)) for name in names]
    for lower, upper, name in zip(below, columns, names, strict=True):
        if name and not (
            lower in _DUTIES and upper in ("", *_DUTIES) and len(name) <= _LONGEST_NAME
        ):
            return None
    return tuple(lower or upper for lower, upper in zip(below, columns, strict=True))


def _read(name: str) -> Column:
    return next((column for column, form in _PATTERNS if name and form.search(name)), "")
