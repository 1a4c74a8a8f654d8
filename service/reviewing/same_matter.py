"""Whether two texts are on one matter: by what other papers rarely say, names and days left out."""

import re
from functools import lru_cache

from service.language.matching import Rarity
from service.language.normal import grams, normal
from service.language.sentences import sentences
from service.language.specifics import specifics
from service.samples import texts

_FRAME = re.compile(
    r"[，,；;。]?(?:由[^，。；;\n]{2,36}?(?:负责|牵头|承办|落实|督办|实施)|"
    r"(?:责任(?:人|领导|部门|科室|股室|处室|单位)|牵头(?:人|领导|部门|单位))[：:][^。；;\n]*|"
    r"[^，。；;、\n]{2,12}(?:牵头|承办|配合|协办))(?:[、，]?[^，。；;、\n]{2,12}(?:承办|配合|协办|落实))*"
    r"(?=[，。；;、\n]|$)"
)
_BY_WHEN = re.compile(
    r"(?:前|底前|之前|[上下]半年|年底|即日起|今后|起执行|起实行|起|力争|争取|确保)(?=[，。；;]|$)|"
    r"(?:底前|之前)|(?<=年)底|开始执行"
)
_PLACES = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3}、)+[\u4e00-\u9fff]{2,3}?(?:[两三四五六七八九十]|\d+)个?(?:乡镇|街道|社区|[乡镇村县区])"
)
"""Places told as a list (云脚、大垅两乡): two sentences on one place are not one matter."""
_RUN = 4
"""Letters in a row that two texts on the same matter share: 水费收缴, 竣工复核."""


def nameless(text: str) -> str:
    """``text`` without bodies and dates: two sentences on one station or by one day are not one
    matter."""
    for name in reversed(specifics(text)):
        if name.kind in ("unit", "department", "date"):
            text = text[: name.start] + text[name.end :]
    return _PLACES.sub("", text)


def matter(text: str) -> str:
    """What a promise is about: without who answers for it and by when, which many share."""
    return _BY_WHEN.sub("", nameless(_FRAME.sub("", text)))


def shares(one: str, other: str) -> bool:
    """Whether they share a run of letters that other papers rarely use."""
    common = set(grams(normal(one), _RUN)) & set(grams(normal(other), _RUN))
    return any(gram not in _usual() for gram in common)


@lru_cache(maxsize=1)
def rarity() -> Rarity:
    """By other papers' sentences: one paper holds too few to tell what is rare."""
    return Rarity(s.text for _, text in texts() for s in sentences(text))


@lru_cache(maxsize=1)
def _usual() -> frozenset[str]:
    """The runs of letters that papers of more than two units share."""
    units: dict[str, set[str]] = {}
    for name, text in texts():
        for gram in set(grams(normal(text), _RUN)):
            units.setdefault(gram, set()).add(name.partition("/")[0])
    return frozenset(gram for gram, those in units.items() if len(those) > 2)
