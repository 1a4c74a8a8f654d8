"""Normal forms: what two people would call the same sentence is the same string."""

import hashlib
import re
import unicodedata

_NOISE = re.compile(r"[^\w]+|_+")
# Zero-width and bidirectional controls: invisible, so a reader cannot have meant them.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")


def visible(text: str) -> str:
    """``text`` without characters that nobody sees."""
    return _INVISIBLE.sub("", text)


def normal(text: str) -> str:
    """Letters, digits and Chinese characters only: NFKC, lower case, no marks, no spaces."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", visible(text)).lower())


def fingerprint(text: str) -> str:
    """A short stable name for what a sentence says: 16 hex digits of its normal form."""
    return hashlib.blake2b(normal(text).encode(), digest_size=8).hexdigest()


def grams(text: str, size: int) -> list[str]:
    """The overlapping character ``size``-grams of ``text``, none if it is shorter."""
    return [text[i : i + size] for i in range(len(text) - size + 1)]
