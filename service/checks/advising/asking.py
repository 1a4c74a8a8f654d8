"""Whether a proposed question may stand beside a flag. Code decides, never the model.

A question asks one thing or two in one short sentence of plain Chinese. Every checkable detail in
it, every Latin word and every quotation stands in the flag's own ground; what else it says is made
of the ground's words and of words that only ask (``asking.yaml``). So a question can carry neither
an answer nor a claim, a link or an order that nobody made.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Literal

import yaml

from service.language.about import weighty
from service.language.normal import grams, normal, visible
from service.language.safety import unsafe
from service.language.specifics import unsupported
from service.value import Value

LONGEST = 60
"""Characters of a question, its mark included."""
_SHORTEST = 6
FOREIGN_RUN = 2
"""So many characters in a row that neither the ground holds nor a question needs are a word of the
model's own: a name, an event, a judgement. No list tells names from words, so no such word is let
through."""
_HELD = 0.5
# A clause that asks for nothing, or only for a nod, states something.
_HELD_BESIDE = 0.8
_OWN = 2

_Mark = Literal["held", "neutral", "particle", "foreign"]

_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9〇○％%·、，：；（）《》“”‘’—-]+？")
_CLAUSE = re.compile(r"[，；：]")
_LATIN = re.compile(r"[A-Za-z]+")
_QUOTED = re.compile(r"[“‘]([^“”‘’]*)[”’]")


class _Words(Value):
    """The lists of ``asking.yaml``; see there."""

    asks: str
    nods: str
    leading: str
    neutral: str
    clearing: str
    soliciting: str


@dataclass(frozen=True)
class Ground:
    """What a question may draw on: the paper's ``own`` words and notes, and what was ``said`` of
    them. ``ask`` is the question that it should improve on."""

    own: tuple[str, ...]
    said: tuple[str, ...] = ()
    ask: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything it may draw on."""
        return (*self.own, *self.said)

    @cached_property
    def normal(self) -> str:
        """The texts' normal forms, a line each."""
        return "\n".join(normal(text) for text in self.texts)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of neighbouring characters of everything."""
        return _pairs(self.texts)

    @cached_property
    def own_pairs(self) -> frozenset[str]:
        """The pairs of the paper's and the notes' words; of what was said where there are none, as
        for a part that is missing."""
        return _pairs(self.own or self.said)


def worded(question: str) -> str:
    """The question as it is kept: no invisible characters, no space, a full-width mark."""
    return "".join(visible(question).split()).replace("?", "？").replace(",", "，")


def objection(question: str, ground: Ground) -> str:
    """Why a ``worded`` question may not stand, in Chinese; empty when it may."""
    return (
        unsafe(question)
        or _form(question)
        or _tone(question, ground)
        or _detail(question, ground)
        or _claim(question, ground)
    )


def _form(question: str) -> str:
    if not _SHORTEST <= len(question) <= LONGEST:
        return f"应为{_SHORTEST}到{LONGEST}字的一句话"
    if not question.endswith("？"):
        return "不是问句"
    if not _PLAIN.fullmatch(question):
        return "不止一句，或者含有网址、标记等正文以外的字符"
    if not _asks().search(_CLAUSE.split(question)[-1]):
        return "没有问什么"
    return "带着答案来问" if _leading().search(question) else ""


def _tone(question: str, ground: Ground) -> str:
    heavy = weighty(question, ground.texts)
    if heavy:
        return f"带出了材料里没有的评价或指控：{heavy}"
    plain, words = normal(question), _words()
    for listed, reason in (
        (words.clearing, "替人下了结论"),
        (words.soliciting, "含有诱导操作的文字"),
    ):
        word = next((w for w in listed.split() if w in plain and w not in ground.normal), "")
        if word:
            return f"{reason}：{word}"
    return ""


def _detail(question: str, ground: Ground) -> str:
    odd = unsupported(question, ground.texts)
    if odd:
        return f"材料里没有：{'、'.join(s.text for s in odd)}"
    said = [*_LATIN.findall(question), *_QUOTED.findall(question)]
    invented = next((w for w in said if normal(w) not in ground.normal), "")
    return f"材料里没有：{invented}" if invented else ""


def _claim(question: str, ground: Ground) -> str:
    if normal(question) == normal(ground.ask):
        return "与原来的问题相同"
    for clause in _CLAUSE.split(question):
        if _adds(clause, ground.pairs):
            return f"说了材料里没有的事：{clause.rstrip('？')}"
    own = _marks(question, ground.own_pairs).count("held")
    return "" if own >= _OWN else "没有落到材料的具体内容上"


def _adds(clause: str, pairs: frozenset[str]) -> bool:
    """Whether a clause says what is neither held nor needed to ask."""
    marks = _marks(clause, pairs)
    held, foreign = marks.count("held"), marks.count("foreign")
    least = _HELD if _open().search(clause) else _HELD_BESIDE
    few = foreign > 1 and held < least * (held + foreign)
    return few or _longest_foreign(marks) >= FOREIGN_RUN


def _marks(text: str, pairs: frozenset[str]) -> list[_Mark]:
    """For each character: ``held`` in a pair of the ground's characters that is more than words of
    a question, ``neutral`` in such a word, ``particle`` when that is one character, else
    ``foreign``."""
    plain = normal(text)
    asking: dict[int, _Mark] = {
        at: "neutral" if len(match.group()) > 1 else "particle"
        for match in _neutral().finditer(plain)
        for at in range(*match.span())
    }
    held = {
        place
        for at, pair in enumerate(grams(plain, 2))
        if pair in pairs and not (at in asking and at + 1 in asking)
        for place in (at, at + 1)
    }
    return ["held" if at in held else asking.get(at, "foreign") for at in range(len(plain))]


def _longest_foreign(marks: Sequence[_Mark]) -> int:
    """The most foreign characters in a row; a particle between them joins rather than parts."""
    kept = [mark for mark in marks if mark != "particle"]
    return max((len(list(run)) for mark, run in groupby(kept) if mark == "foreign"), default=0)


def _pairs(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(pair for text in texts for pair in grams(normal(text), 2))


@lru_cache
def _words() -> _Words:
    raw = (files("service.checks.advising") / "asking.yaml").read_text(encoding="utf-8")
    return _Words.model_validate(yaml.safe_load(raw))


@lru_cache
def _open() -> re.Pattern[str]:
    """What asks for more than a nod."""
    return _any_of(_words().asks)


@lru_cache
def _asks() -> re.Pattern[str]:
    return _any_of(f"{_words().asks} {_words().nods}")


@lru_cache
def _leading() -> re.Pattern[str]:
    return re.compile(f"(?:{_any_of(_words().leading).pattern})？$")


@lru_cache
def _neutral() -> re.Pattern[str]:
    words = _words()
    return _any_of(f"{words.asks} {words.nods} {words.neutral}")


def _any_of(words: str) -> re.Pattern[str]:
    longest_first = sorted(set(words.split()), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)))
