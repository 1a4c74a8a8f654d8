"""A text made ready for the finders: half-width digits, and what counts nothing masked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from service.language.formulae import Phrases, formula_spans
from service.language.spans import Span
from service.language.specifics.numerals import half_width

# Stands for a masked character: no finder's pattern holds it.
MASK = "\ue000"
_NUMERAL = "〇零一二两三四五六七八九十百千万亿"
_ORDINALS = re.compile(
    r"(?m)^[ \t　]*(?:[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}(?:[、)）]|[.．](?!\d)))"
    r"|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]"
    r"|[一二三四五六七八九十]{1,3}(?:是|要(?=[加强抓对严坚提强深紧]))"
    r"|第[一二三四五六七八九十百]{1,4}(?:[，,、：:]|方面|个方面|类|点|批|步|责任|监督|道防线|课堂|期)"
    r"|(?:以下|下列|如下|上述|以上|这|那|前述|前面|哪)[一二两三四五六七八九十\d]{1,3}(?:个|项|条|点|类|种|次|方面)"
    r"|[一二两三四五六七八九十\d]{1,3}个?(?:方面|层面|维度|角度|层次|大类问题)"
    r"|[A-Za-z][A-Za-z.\-]*\d[\w.\-]*|(?<!\d)\d+(?:\.\d+)*[A-Za-z]+\d*"
)


@dataclass(frozen=True, slots=True)
class Page:
    """``text`` as given; ``plain`` is the same with half-width digits; ``counts`` the same with
    formulae, idioms and ordinals masked. All three have the same length."""

    text: str
    plain: str
    counts: str


def page(text: str, formulae: Sequence[str] = ()) -> Page:
    """The page of ``text``; ``formulae`` are official wording beside the packaged list."""
    plain = half_width(text)
    return Page(text, plain, _masked(plain, formulae))


def blot(text: str, spans: list[tuple[int, int]]) -> str:
    """``text`` with the spans masked."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = MASK * (end - start)
    return "".join(characters)


def _masked(plain: str, formulae: Sequence[str]) -> str:
    fixed = [*formula_spans(plain, formulae), *_idiom_spans(plain)]
    spans = [(s.start, s.end) for s in fixed if not _cuts_a_numeral(plain, s)]
    spans += [m.span() for m in _ORDINALS.finditer(plain)]
    return blot(plain, spans)


def _cuts_a_numeral(plain: str, span: Span) -> bool:
    """Whether the phrase is the tail of a longer figure: 一线 in 二十一线."""
    before = plain[span.start - 1 : span.start]
    return span.text[0] in _NUMERAL and bool(before) and (before in _NUMERAL or before.isdigit())


@lru_cache(maxsize=1)
def _idioms() -> tuple[Phrases, frozenset[str]]:
    lines = files("service.language.data").joinpath("idioms.txt").read_text("utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    exceptions = frozenset(word[1:] for word in words if word.startswith("!"))
    return Phrases(word.removeprefix("!") for word in words), exceptions


def _idiom_spans(plain: str) -> list[Span]:
    phrases, exceptions = _idioms()
    return [span for span in phrases.spans(plain) if span.text not in exceptions]
