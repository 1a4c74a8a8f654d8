"""Departments by name: 财务科, 第二检测室, 北城中队. ``value`` is the name with Arabic numerals.

各科室, 有关部门 and 办公室 alone name nothing.
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
    section = names.parts()["departments"]
    heads, stem_heads = names.words(section["heads"]), names.words(section["stem_heads"])
    blocked = names.not_before(names.words(section["not_before"]), (*heads, *stem_heads))
    stems = names.longest_first([s for s in names.words(section["stems"]) if len(s) == 2])
    return re.compile(
        names.longest_first(heads, blocked)
        + f"|(?<=({stems}))({names.longest_first(stem_heads, blocked)})"
        + r"|(?<=[一二三四五六七八九十\d])(?:党支部|支部|组|队|站)(?![织长委])"
    )


@lru_cache(maxsize=1)
def _lists() -> tuple[tuple[str, ...], frozenset[str]]:
    """Stems that make any head a name, and words that end in a head but name nothing."""
    section = names.parts()["departments"]
    return names.words(section["stems"]), frozenset(names.words(section["none"]))


def find(page: Page, lexicon: Lexicon) -> Iterator[Specific]:
    """The departments of a page, those of the lexicon first of all."""
    taken = []
    for known in lexicon.departments:
        for match in re.finditer(re.escape(known), page.text):
            taken.append(match.span())
            yield _specific(page, *match.span())
    for name in names.names(page.plain, _heads()):
        inside = any(start < name.end and name.start < end for start, end in taken)
        if not inside and _is_proper(name):
            yield _specific(page, name.start, name.end)


def supported(claim: Specific, grounds: Sequence[Ground], lexicon: Lexicon) -> bool:
    """Whether a ground or the lexicon names it, in full, shortened, or without its head (财务)."""
    known = [normal(name) for name in lexicon.names]
    given = [v for ground in grounds for v in ground.values("department")]
    if any(names.agree(claim.value, name) for name in (*known, *given)):
        return True
    return any(claim.value in ground.normal or _stem_named(claim, ground) for ground in grounds)


def _stem_named(claim: Specific, ground: Ground) -> bool:
    head = _heads().search(claim.value, max(0, len(claim.value) - 4))
    stem = claim.value[: head.start()] if head else ""
    return (
        len(stem) > 1
        and not re.search(r"\d|[一二三四五六七八九十]", stem)
        and stem in ground.normal
    )


def _is_proper(name: Name) -> bool:
    stems, none = _lists()
    if name.text in none or len(name.qualifier) < 2:
        return _is_numbered(name)
    if name.qualifier.endswith(stems) and len(name.qualifier) > 2:
        return True
    return not any(name.text.endswith(word) and len(word) > len(name.head) for word in none)


def _is_numbered(name: Name) -> bool:
    """一科, 二中队, 三车间: one numeral is enough of a name."""
    return bool(re.fullmatch(r"第?[一二三四五六七八九十\d]{1,2}", name.qualifier)) and (
        name.head in ("科", "室", "中队", "大队", "支部", "党支部", "车间", "检测室", "分队")
    )


def _specific(page: Page, start: int, end: int) -> Specific:
    return Specific("department", page.text[start:end], start, end, normal(page.plain[start:end]))
