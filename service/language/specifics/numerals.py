"""Numerals as written in Chinese official texts, one token at a time.

cn2an converts a token and never a whole text: over a text it would turn 三会一课 into 3会1课. It is
loaded when the first token needs it, since that takes long (tests/cli/test_what_is_loaded.py).
"""

import re
from functools import lru_cache

CHINESE = "〇零一二两三四五六七八九十百千万亿廿卅"
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
# Begun only where a run of digits begins: else a long run is gone through once for every digit.
ARABIC = r"(?<!\d)\d+(?:,\d{3})*(?:\.\d+)?"
LONGEST = 24
TOKEN = rf"(?:{ARABIC}[十百千万亿]{{0,2}}|[{CHINESE}]+(?:点[{CHINESE[:11]}]+)?)"

# One character each way, so that offsets stay those of the source.
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}


def half_width(text: str) -> str:
    """``text`` with full-width digits, points and per cent signs in half width, same length.

    ， stays where it is not between digits, so that it still ends a clause.
    """
    turned = text.translate(_HALF_WIDTH)
    return (
        "".join(
            old if new == "," and not _between_digits(turned, i) else new
            for i, (old, new) in enumerate(zip(text, turned, strict=True))
        )
        if "，" in text or "," in text
        else turned
    )


def _between_digits(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1 : at + 4].isdigit()


@lru_cache(maxsize=4096)
def number(token: str) -> float | None:
    """The value of one numeral token (25, 3.5万, 二十五, 两百三十, 百), None if it has none.

    A row of more than ``LONGEST`` characters is no figure: hundreds of digits make no float.
    """
    if len(token) > LONGEST:
        return None
    token = token.replace(",", "")
    arabic = re.fullmatch(r"(\d+(?:\.\d+)?)([十百千万亿]*)", token)
    if arabic:
        value = float(arabic[1])
        for scale in arabic[2]:
            value *= SCALES[scale]
        return value
    if token and token[0] in "百千万亿":
        token = "一" + token
    from cn2an import cn2an

    try:
        return float(cn2an(token.replace("卅", "三十"), "normal"))
    except ValueError:
        return None


def in_chinese(value: int) -> str:
    """The value in Chinese numerals as papers write it: 12 is 十二, 25 二十五."""
    from cn2an import an2cn

    written = str(an2cn(value))
    return written.removeprefix("一") if 10 <= value < 20 else written


def digit(character: str) -> int | None:
    """The value of one Chinese digit, None for anything else."""
    return _DIGIT.get(character)
