"""What was told in confidence: “不用写进材料” is an instruction about the note, and is kept."""

import re

_WITHHOLD = re.compile(
    r"(?:不用|不要|别|不必|不宜|请勿|切勿|勿|不想|不愿|不希望)[^，。；]{0,6}"
    r"(?:写进|写入|写到|写在|记进|记录|记下|外传|公开|上报|说出去|传出去|说是我)"
)


def told_in_confidence(text: str) -> bool:
    """Whether the giver asked that this not be written down or passed on."""
    return bool(_WITHHOLD.search(text))
