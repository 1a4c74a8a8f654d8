"""An amount with its unit: an interval, so that 近百, 20余 and 三至五 compare with figures."""

import math
from dataclasses import dataclass
from functools import lru_cache

# What is counted alike. Within a class a writer may change the word without changing the fact.
_CLASSES: dict[str, tuple[str, ...]] = {
    "人": ("人", "名", "位", "个人"),
    "次": ("次", "场", "场次", "回", "趟", "遍"),
    "个": ("个",),
    "件": ("件", "项", "条", "起", "宗", "桩", "处", "例", "种", "类", "份", "家", "类型"),
    "元": ("元", "块钱", "元钱"),
    "平方米": ("平方米", "平方", "平米", "㎡"),
    "公里": ("公里", "千米"),
    "公斤": ("公斤", "千克"),
    "户": ("户",),
    "学时": ("学时", "课时"),
    "台": ("台", "套", "台套"),
    "级": ("级",),
}
# Durations are compared in one unit each, calendar ones apart from counted ones.
_SCALED: dict[str, tuple[str, float]] = {
    "年": ("月", 12),
    "周年": ("月", 12),
    "个年头": ("月", 12),
    "季度": ("月", 3),
    "个季度": ("月", 3),
    "个月": ("月", 1),
    "天": ("天", 1),
    "日": ("天", 1),
    "周": ("天", 7),
    "星期": ("天", 7),
    "个星期": ("天", 7),
    "个工作日": ("工作日", 1),
    "工作日": ("工作日", 1),
    "小时": ("分钟", 60),
    "个小时": ("分钟", 60),
    "个钟头": ("分钟", 60),
    "钟头": ("分钟", 60),
    "分钟": ("分钟", 1),
    "刻钟": ("分钟", 15),
}
# 个 counts anything that has no measure of its own: 13个 may be people or cases, never money or
# time.
_MEASURED = frozenset(_CLASSES) - {"人", "件", "户", "台", "个"} | {
    *(name for name, _ in _SCALED.values()),
    *("人次", "户次", "批次", "岁", "亩", "吨", "米", "倍", "分", "字", "百分点", "个百分点", "第"),
}
_CLASS_OF = {unit: name for name, units in _CLASSES.items() for unit in units}
UNITS = tuple(_CLASS_OF) + tuple(_SCALED)


@dataclass(frozen=True, slots=True)
class Quantity:
    """From ``low`` to ``high`` (both reached) of ``unit``, a class name; "" is unknown."""

    low: float
    high: float
    unit: str

    @property
    def exact(self) -> bool:
        """Whether it is one figure and no range."""
        return self.low == self.high

    def covers(self, other: "Quantity") -> bool:
        """Whether ``other`` is at least as precise and agrees; an unknown unit agrees with all."""
        if not _comparable(self.unit, other.unit):
            return False
        slack = 1e-9 * max(1.0, abs(self.low))
        return self.low - slack <= other.low and other.high <= self.high + slack

    def __str__(self) -> str:
        span = _plain(self.low)
        if not self.exact:
            span += ".." + ("" if math.isinf(self.high) else _plain(self.high))
        return f"{span}|{self.unit}"

    @classmethod
    def parse(cls, value: str) -> "Quantity":
        """The quantity whose ``str`` is ``value``."""
        return _parsed(value)

    @classmethod
    def _read(cls, value: str) -> "Quantity":
        span, unit = value.split("|")
        low, dots, high = span.partition("..")
        return cls(float(low), float(high or "inf") if dots else float(low), unit)


@lru_cache(maxsize=16384)
def _parsed(value: str) -> Quantity:
    """The same figures of the same notes are compared with every claim of a paper."""
    return Quantity._read(value)


def _comparable(one: str, other: str) -> bool:
    if one == other or not one or not other:
        return True
    return "个" in (one, other) and not {one, other} & _MEASURED


def of(low: float, high: float, unit: str) -> Quantity:
    """The quantity in the unit's class: 2年 is 24 of 月, 25名 is 25 of 人."""
    name, factor = _SCALED.get(unit, (_CLASS_OF.get(unit, unit), 1.0))
    return Quantity(low * factor, high * factor, name)


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:.4f}".rstrip("0")
