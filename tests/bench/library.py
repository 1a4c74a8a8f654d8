"""A large library, made by shuffling the sample library's sentences under a fixed seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from service.blocks import SourceText
from service.evaluation.retrieval import sample_materials
from service.language.sentences import sentences
from service.library import Material
from service.parsing import parse

SEED = 20251015
MEGABYTE = 1_000_000
CHECKED = "qinglan-water/"
"""The folder whose papers stay out of the made library: the checked paper is made of them."""


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A text of invented sentences in new company."""

    name: str
    unit: str
    text: str


def made_papers(size: int, characters: int = 3_400, seed: int = SEED) -> Iterator[MadePaper]:
    """Papers of about ``characters`` each until they hold ``size`` bytes of UTF-8."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable text, no secret
    pool = sentence_pool()
    made = number = 0
    while made < size:
        unit = f"示例单位{number % 40:02d}党委"
        text = paper_text(pool, chance, unit, characters)
        yield MadePaper(f"made-{number:04d}.txt", unit, text)
        made += len(text.encode())
        number += 1


def made_material(paper: MadePaper) -> Material:
    """A made paper as a peer's material."""
    parsed = parse(SourceText(file=paper.name, format="txt", text=paper.text))
    return Material(
        sha256=sha256(paper.text.encode()).hexdigest(),
        owner="青岚县水利局党组",
        use="peer",
        file=paper.name,
        text=paper.text,
        paper=parsed,
    )


def paper_text(pool: list[str], chance: random.Random, unit: str, characters: int) -> str:
    """Chapters of shuffled sentences, four to a point."""
    lines = [f"{unit}2024年度民主生活会对照检查材料", "", "一、存在的主要问题"]
    marks = iter("一二三四五六七八九十" * 40)
    while sum(map(len, lines)) < characters:
        lines.append(f"{next(marks)}是" + "".join(chance.sample(pool, 4)))
    lines += ["", "二、下一步整改措施", "一是" + chance.choice(pool)]
    return "\n".join(lines) + "\n"


def sentence_pool(*, checked: bool = False) -> list[str]:
    """The sentences of the sample library's papers, or of those that are left for checking."""
    papers = (m for m in sample_materials() if m.file.startswith(CHECKED) == checked)
    texts = (paper.text for paper in papers)
    return [s.text.strip() for text in texts for s in sentences(text) if len(s.text) > 20]
