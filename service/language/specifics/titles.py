"""Titles in 《》. ``value`` is the title's normal form, without 试行 and the like behind it."""

import re
from collections.abc import Iterator, Sequence

from service.language.normal import normal
from service.language.specifics.ground import Ground
from service.language.specifics.page import Page
from service.language.specifics.value import Lexicon, Specific

_TITLE = re.compile(r"《([^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*)》")
_FORM = re.compile(r"[（(](?:试行|暂行|修订|修订稿|征求意见稿|草案|修正|讨论稿)[）)]$")


def find(page: Page, lexicon: Lexicon) -> Iterator[Specific]:  # noqa: ARG001
    """The titles of a page, marks included."""
    for match in _TITLE.finditer(page.text):
        value = normal(_FORM.sub("", match[1].strip()))
        if value:
            yield Specific("title", match.group(), *match.span(), value)


def supported(claim: Specific, grounds: Sequence[Ground], lexicon: Lexicon) -> bool:  # noqa: ARG001
    """Whether a ground holds exactly this title, in 《》 or named without them."""
    return any(
        claim.value in ground.values("title")
        or claim.value in normal(_TITLE.sub("。", ground.text))
        for ground in grounds
    )
