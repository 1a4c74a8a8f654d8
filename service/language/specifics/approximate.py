"""What 近, 余, 约 and 以上 make of a figure: the interval a careful reader takes them to mean."""

# How far below and above the figure the truth may lie, as factors of it.
BEFORE: dict[str, tuple[float, float]] = {
    "近": (0.8, 1.0),
    "将近": (0.8, 1.0),
    "接近": (0.8, 1.0),
    "约": (0.9, 1.1),
    "大约": (0.9, 1.1),
    "大概": (0.9, 1.1),
    "差不多": (0.85, 1.1),
    "超": (1.0, 1.5),
    "超过": (1.0, 1.5),
    "超出": (1.0, 1.5),
    "逾": (1.0, 1.5),
    "突破": (1.0, 1.5),
    "多于": (1.0, 1.5),
    "上": (1.0, 2.0),
    "不足": (0.5, 1.0),
    "不到": (0.5, 1.0),
    "少于": (0.5, 1.0),
    "低于": (0.5, 1.0),
    "至少": (1.0, 2.0),
    "不少于": (1.0, 2.0),
    "不低于": (1.0, 2.0),
    "至多": (0.5, 1.0),
    "最多": (0.5, 1.0),
    "不超过": (0.0, 1.0),
    "不高于": (0.0, 1.0),
}
AFTER: dict[str, tuple[float, float]] = {
    "以上": (1.0, 2.0),
    "以下": (0.0, 1.0),
    "左右": (0.9, 1.1),
    "上下": (0.9, 1.1),
    "开外": (1.0, 1.5),
}


def interval(value: float, before: str, after: str) -> tuple[float, float]:
    """``value`` widened by the words in front of and behind it."""
    low, high = 1.0, 1.0
    for factors in (BEFORE.get(before), AFTER.get(after)):
        if factors:
            low, high = min(low, factors[0]), max(high, factors[1])
    return round(value * low, 6), round(value * high, 6)


def odd(value: float, scale: float = 1.0) -> tuple[float, float]:
    """余, 多 and 几 behind a figure: 20余 is 21 to 29, 120余 is 121 to 129, 3万余 30001 to 39999.

    ``scale`` is what stands behind the word: in 20余万 it is 10000.
    """
    step = 1.0
    while value and value % (step * 10) == 0:
        step *= 10
    # 三年多 is more than three years and less than four; whole steps of one leave no integer.
    least = 1.0 if step > 1 else 0.01
    return (value * scale + (least if scale == 1 else 1), (value + step) * scale - least)
