"""Pieces of SVG for charts: presentation attributes only, so that a page with a strict content
security policy shows them, and shades of grey with numbers, so that print does too."""

from html import escape
from unicodedata import east_asian_width

from service.present.safe import inert

SHADES = ("#ffffff", "#e8e8e8", "#d2d2d2", "#b8b8b8")
"""From nothing to much; black letters stay readable on every one of them."""
INK = "#1a1a1a"
BAR = "#7a7a7a"
LETTER = 13
"""Height of a letter, and the width of a Chinese one, in units of the drawing."""
_LATIN = 0.58
_CLOSING = frozenset("、，。：；！？”’）》】")
_FONT = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"


def drawing(name: str, title: str, about: str, width: float, height: float, body: str) -> str:
    """A whole drawing on white. ``title`` and ``about`` are read out to who cannot see it;
    ``name`` keeps their ids apart from those of other drawings on the page."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" '
        f'width="{_n(width)}" height="{_n(height)}" role="img" class="chart" '
        f'aria-labelledby="{_text(name)}-title {_text(name)}-about" '
        f'font-family="{_FONT}" font-size="{LETTER}" fill="{INK}">'
        f'<title id="{_text(name)}-title">{_text(title)}</title>'
        f'<desc id="{_text(name)}-about">{_text(about)}</desc>'
        f'<rect width="{_n(width)}" height="{_n(height)}" fill="#ffffff"/>{body}</svg>'
    )


def words(x: float, y: float, text: str, *, anchor: str = "start", full: str = "") -> str:
    """One line of text with its foot at ``y``; ``full`` shows when the pointer rests on it."""
    told = f"<title>{_text(full)}</title>" if full and full != text else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}">{told}{_text(text)}</text>'


def box(x: float, y: float, width: float, height: float, fill: str, told: str) -> str:
    """A rectangle with an outline; ``told`` shows when the pointer rests on it."""
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" '
        f'fill="{fill}" stroke="{INK}" stroke-width="0.5"><title>{_text(told)}</title></rect>'
    )


def width_of(text: str) -> float:
    """How wide ``text`` is drawn."""
    return LETTER * sum(_width(character) for character in text)


def fitted(text: str, most: float) -> str:
    """``text``, or where it is wider than ``most`` its beginning and end: names of units differ at
    both ends (place and sort)."""
    if width_of(text) <= most:
        return text
    for kept in range(len(text) - 1, 0, -1):
        tail = kept // 3
        short = f"{text[: kept - tail]}…{text[len(text) - tail :]}"
        if width_of(short) <= most:
            return short
    return "…"


def wrapped(text: str, most: float, lines: int) -> list[str]:
    """``text`` on at most ``lines`` lines of width ``most``, the last one cut with … if need be."""
    found = [""]
    for character in text:
        full = found[-1] and width_of(found[-1] + character) > most
        # A closing mark stays with what it closes, even a little beyond the width.
        if full and character not in _CLOSING:
            found.append("")
        found[-1] += character
    if len(found) <= lines:
        return found
    kept = found[:lines]
    while width_of(kept[-1] + "…") > most:
        kept[-1] = kept[-1][:-1]
    return [*kept[:-1], kept[-1] + "…"]


def _width(character: str) -> float:
    return 1.0 if east_asian_width(character) in "WFA" else _LATIN


def _text(text: str) -> str:
    return escape(inert(text))


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
