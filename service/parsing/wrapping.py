"""Wrapping: text whose every printed line ends with a line feed, as pasted from a PDF or an e-mail.

The lines of one paragraph are joined for deciding what is what; no character moves, and leaves go
on across the line feeds between them.
"""

import re
import unicodedata
from collections.abc import Sequence

from service.parsing.lines import Line
from service.parsing.markers import marker_of
from service.parsing.roles import bare_role

# A printed line of these papers has 22 to 45 full-width characters, counted here in half widths.
_NARROWEST, _WIDEST = 32, 100
# A line is full when no more than four characters are missing: 避头尾 and long numbers leave gaps.
_GAP = 8
_FEWEST_FULL = 4
# Paragraphs end with these; most printed lines do not.
_END = "。；：！？;:!?）)】”"
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_OF_ASPECT = re.compile(r"(?:还|仍)?(?:存在|的|主要)")
_DUTY = re.compile(r".{1,8}[：:]")


def unwrapped(text: str, lines: Sequence[Line]) -> list[Line]:
    """The lines with the pieces of hard-wrapped paragraphs joined; others as they are."""
    widths = [_width(text, line) for line in lines]
    widest = _widest(lines, widths)
    if widest is None:
        return list(lines)
    joined: list[Line] = []
    full = False
    for line, width in zip(lines, widths, strict=True):
        if joined and full and _goes_on(text, joined[-1], line):
            joined[-1] = _join(joined[-1], line)
        else:
            joined.append(line)
        # A sentence that ends short of the edge most likely ends its paragraph.
        full = width >= widest - (_GAP // 4 if line.text.endswith("。") else _GAP)
    return joined


def _widest(lines: Sequence[Line], widths: Sequence[int]) -> int | None:
    """The width that the lines are wrapped at, None when they are not."""
    plain = [(w, line) for w, line in zip(widths, lines, strict=True) if not line.apart]
    if not plain:
        return None
    # One longer line, a table's or a footer's, does not make the text unwrapped.
    widest = sorted(w for w, _ in plain)[-1 - len(plain) // 25]
    full = [line for w, line in plain if w >= widest - _GAP]
    unfinished = sum(not line.text.endswith(tuple(_END)) for line in full)
    wrapped = len(full) >= _FEWEST_FULL and unfinished * 2 >= len(full)
    return widest if wrapped and _NARROWEST <= widest <= _WIDEST else None


def _width(text: str, line: Line) -> int:
    """Printed width in half-width characters, the indent included."""
    start = line.start
    while start > 0 and text[start - 1] in " \u3000\t":
        start -= 1
    written = text[start : line.end]
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in written)


def _goes_on(text: str, above: Line, line: Line) -> bool:
    between = text[above.end : line.start]
    if above.apart or line.apart or line.level is not None or len(_LINE_END.findall(between)) != 1:
        return False
    if between[-1] in " \u3000\t" or bare_role(line.text):
        return False
    if marker_of(line.text):
        return _is_cut_short(above.text)
    if above.text.endswith("方面"):
        return bool(_OF_ASPECT.match(line.text))
    # 责任人：… after a finished sentence is a line of its own.
    return not (above.text.endswith("。") and _DUTY.match(line.text))


def _is_cut_short(text: str) -> bool:
    """Whether prose breaks off, so that what follows (知行合 / 一、学以致用) is no marker."""
    return any(mark in text for mark in "。；：") and not text.endswith((*_END, "，", ","))


def _join(above: Line, line: Line) -> Line:
    return Line(
        above.text + line.text,
        above.starts + line.starts,
        above.ends + line.ends,
        above.level,
        above.bold,
    )
