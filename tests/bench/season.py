"""A season of papers, one a unit, made under a fixed seed: text of the sample library's own words
in ever new company, with papers and passages copied on purpose.

Words are shuffled in pieces of a few letters, so that two papers share hardly more than chance and
stock phrases; what is copied is known.
"""

import random
import re
from dataclasses import dataclass
from functools import cache

from service.samples import texts

SEED = 20260115
_STOCK = 60
_STOCK_SHARE = 0.15
_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class Planted:
    """Paper ``copy`` holds what paper ``source`` says: all of it, edited here and there, or a
    passage of a twentieth."""

    copy: int
    source: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Season:
    """``papers`` are (unit, text), ``planted`` what was copied."""

    papers: tuple[tuple[str, str], ...]
    planted: tuple[Planted, ...]


def made_season(count: int, characters: int = 3_000, seed: int = SEED) -> Season:
    """``count`` papers. One in twenty is an edited copy of another unit's, of a Jaccard likeness
    from about 0.9 down to 0.5, and one in twenty holds a passage of another's."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable text, no secret
    bodies = [_body(characters, chance) for _ in range(count)]
    planted = []
    for copy in range(1, count, 20):
        # Of k-grams (1-e)^k survive edits at a rate of e: 0.011 leaves J = 0.9, 0.075 J = 0.5.
        bodies[copy] = _edited(bodies[copy - 1], chance.uniform(0.011, 0.07), chance)
        planted.append(Planted(copy, copy - 1, True))
    for copy in range(11, count, 20):
        bodies[copy] = _with_passage(bodies[copy], bodies[copy - 1], characters // 20, chance)
        planted.append(Planted(copy, copy - 1, False))
    papers = tuple((_unit(n), _typed(_unit(n), body)) for n, body in enumerate(bodies))
    return Season(papers, tuple(planted))


def _unit(number: int) -> str:
    """Numbers in words: no unit's name stands in another's."""
    digits = "".join("零一二三四五六七八九"[int(d)] for d in f"{number:04d}")
    return f"示例{digits}局党组"


@cache
def _letters() -> str:
    return "".join(re.findall(r"[一-鿿]+", "".join(text for _, text in texts())))


@cache
def _stock() -> tuple[str, ...]:
    """Short phrases that all units of the season write."""
    chance = random.Random(SEED)  # noqa: S311 - as above
    places = (chance.randrange(len(_letters()) - 12) for _ in range(_STOCK))
    return tuple(_letters()[at : at + chance.randint(6, 11)] for at in places)


def _body(characters: int, chance: random.Random) -> list[str]:
    sentences: list[str] = []
    while sum(map(len, sentences)) < characters:
        clauses = [_clause(chance) for _ in range(chance.randint(2, 4))]
        sentences.append("，".join(clauses) + "。")
    return sentences


def _clause(chance: random.Random) -> str:
    if chance.random() < _STOCK_SHARE:
        return chance.choice(_stock())
    said = ""
    while len(said) < 11:
        at = chance.randrange(len(_letters()) - 6)
        said += _letters()[at : at + chance.randint(2, 4)]
    return said + (f"{chance.randint(2, 400)}次" if chance.random() < 0.1 else "")


def _edited(sentences: list[str], rate: float, chance: random.Random) -> list[str]:
    return [
        "".join(chance.choice(_letters()) if chance.random() < rate else c for c in sentence[:-1])
        + "。"
        for sentence in sentences
    ]


def _with_passage(own: list[str], other: list[str], least: int, chance: random.Random) -> list[str]:
    """``own`` with so many characters of ``other``'s neighbouring sentences in their place."""
    at = chance.randrange(len(other) // 2)
    passage: list[str] = []
    while sum(map(len, passage)) < least:
        passage.append(other[at + len(passage)])
    return [*own[:at], *passage, *own[at + len(passage) :]]


def _typed(unit: str, sentences: list[str]) -> str:
    """Chapters and points as papers have them, a few sentences to a point."""
    half = len(sentences) * 2 // 3
    lines = [f"{unit}2024年度民主生活会对照检查材料", "", "一、存在的主要问题"]
    lines += _points(sentences[:half])
    lines += ["二、产生问题的原因剖析", *_points(sentences[half : half + half // 4])]
    lines += ["三、下一步整改措施", *_points(sentences[half + half // 4 :])]
    return "\n".join(lines) + "\n"


def _points(sentences: list[str]) -> list[str]:
    marks = "一二三四五六七八九十"
    groups = [sentences[i : i + _SENTENCES] for i in range(0, len(sentences), _SENTENCES)]
    return [f"{marks[n % 10]}是{''.join(group)}" for n, group in enumerate(groups)]
