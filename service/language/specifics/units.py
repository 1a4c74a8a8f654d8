"""Other bodies by name: 柳溪镇, 青岚县水利局, 鹿鸣职业技术学院. ``value`` is the name.

我局, 各乡镇 and 上级 name nothing.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from service.language import names
from service.language.names import Name
from service.language.normal import normal
from service.language.specifics.ground import Ground
from service.language.specifics.page import Page
from service.language.specifics.value import Lexicon, Specific


@lru_cache(maxsize=1)
def _heads() -> re.Pattern[str]:
    section = names.parts()["units"]
    heads = names.words(section["heads"])
    blocked = names.not_before(names.words(section["not_before"]), heads)
    return re.compile(names.longest_first(heads, blocked))


@lru_cache(maxsize=1)
def _none() -> frozenset[str]:
    return frozenset(names.words(names.parts()["units"]["none"]))


def find(page: Page, lexicon: Lexicon) -> Iterator[Specific]:  # noqa: ARG001
    """The bodies that a page names."""
    for name in names.names(page.plain, _heads()):
        if _is_proper(name):
            start, end = name.start, name.end
            yield Specific("unit", page.text[start:end], start, end, normal(name.text))


def supported(claim: Specific, grounds: Sequence[Ground], lexicon: Lexicon) -> bool:
    """Whether a ground or the lexicon names it, in full or shortened."""
    known = [normal(name) for name in lexicon.names]
    given = [
        v for ground in grounds for v in (*ground.values("unit"), *ground.values("department"))
    ]
    if any(names.agree(claim.value, name) or claim.value in name for name in (*known, *given)):
        return True
    return any(claim.value in ground.normal for ground in grounds)


def _is_proper(name: Name) -> bool:
    if any(name.text.endswith(word) and len(word) > len(name.head) for word in _none()):
        return False
    # 财政局 is a name by itself, 镇 needs two characters before it.
    long_head = len(name.head) >= 3 and name.head[-1] in "局委"
    return name.text not in _none() and (len(name.qualifier) >= 2 or long_head)
