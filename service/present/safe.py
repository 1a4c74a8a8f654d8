"""Text that a Word or Excel file can hold: XML has no control characters or lone surrogates."""

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """``text`` without what XML forbids."""
    return _FORBIDDEN.sub("", text)
