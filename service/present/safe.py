"""Text that a Word, Excel or web file can hold, and that shows all of itself to who reads it."""

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNSEEN = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_FORMULA = re.compile(r"\s*[=+\-@|%＝＋－﹢﹣＠]|[\t\r\n]")
_BREAKING = re.compile("[\t\n\r\u2028\u2029 ]+")


def printable(text: str) -> str:
    """``text`` without what XML forbids (control characters, lone surrogates) and without signs
    that nobody sees: those turn or hide the words around them, or hold orders to a machine."""
    return _UNSEEN.sub("", _FORBIDDEN.sub("", text))


def inert(text: str) -> str:
    """``text`` on one line and ``printable``: a file name or a quote of somebody else's must not
    look like more than one thing."""
    return _BREAKING.sub(" ", printable(text))


def like_formula(text: str) -> bool:
    """Whether a spreadsheet would take ``text`` for a formula once somebody edits its cell or saves
    the sheet as text."""
    return bool(_FORMULA.match(text))
