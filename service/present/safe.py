"""Text that a Word or Excel file can hold: XML has no control characters or lone surrogates."""

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BREAKING = re.compile("[\t\n\r\u2028\u2029 ]+")


def printable(text: str) -> str:
    """``text`` without what XML forbids."""
    return _FORBIDDEN.sub("", text)


def inert(text: str) -> str:
    """``text`` on one line and without any sign that a reader cannot see: a file name or a quote of
    somebody else's must not turn the words around it or hide a part of itself."""
    return _BREAKING.sub(" ", _TURNING.sub("", printable(text)))
