"""Character 1- and 2-grams: how Chinese is indexed here.

Measured on Chinese paraphrase queries: 1+2-grams R@1 0.925, bigrams alone 0.875, segmented words
0.80. Segmentation loses exactly the short spoken words that notes consist of. Chinese numerals are
read as digits, because people say 八年 and papers write 8年.
"""

import re

_NOISE = re.compile(r"[\W_]+")
_TENS = re.compile("(?<![1-9])([1-9]?)十([1-9]?)")
_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")


def plain(text: str) -> str:
    """Letters, digits and Chinese characters of ``text``, lower case, numerals up to 99 as digits
    (so 一 is 1 in whatever word it stands, in queries and in texts alike)."""
    digits = _NOISE.sub("", text.lower()).translate(_DIGITS)
    return _TENS.sub(lambda m: (m[1] or "1") + (m[2] or "0"), digits)


def grams(text: str) -> list[str]:
    """The 1- and 2-grams of ``text`` in its plain form, with repetition."""
    bare = plain(text)
    return [*bare, *(bare[i : i + 2] for i in range(len(bare) - 1))]
