"""Defects planted in the library's papers: every one is found, and nothing else comes with it."""

import re
from functools import lru_cache
from pathlib import Path

import pytest

from service.checks import check, load_cards
from service.evaluation.generic import subject_of
from service.flags import Flag
from service.kind import Kind
from service.kinds import load_kinds
from service.readers import read

PAPERS = Path(__file__).resolve().parents[2] / "service" / "samples" / "papers"
KINDS = load_kinds()
FILES = sorted(str(path.relative_to(PAPERS)) for path in PAPERS.glob("*/*.txt"))
ONE_A_UNIT = sorted({Path(file).parent.name: file for file in FILES}.values())
PLACEHOLDERS = (
    *("XX", "ＸＸ", "xx", "×××", "某某", "某某某", "***", "\\*\\*", "____", "○○○", "20XX年"),
    *("（此处填写数字）", "【待填】", "（单位名称）", "△△", "{{单位}}", "X月X日"),
)
STALE = (
    "按照{old}年中心组学习计划安排抓好学习。",
    "严格落实{old}年度工作要点的各项要求。",
    "力争在{old}年底前完成全部任务。",
    "为开好{old}年度民主生活会，认真准备。",
    "按照{old}年全国工作部署抓好落实。",
)


@lru_cache(maxsize=64)
def _text(file: str) -> str:
    return read(PAPERS / file).text


def _kind(file: str) -> Kind:
    return KINDS[Path(file).stem.partition("-")[2]]


def _flags(file: str, text: str, rule: str) -> tuple[Flag, ...]:
    cards = [card for card in load_cards() if card.id == rule]
    return check(subject_of(file, text, _kind(file)), cards)


def _in_the_body(text: str, planted: str) -> str:
    """``text`` with ``planted`` put in after a sentence in its middle."""
    at = text.index("。", len(text) // 2) + 1
    return text[:at] + planted + text[at:]


@pytest.mark.parametrize("planted", PLACEHOLDERS)
def test_a_planted_placeholder_is_found_in_every_paper(planted: str) -> None:
    for file in ONE_A_UNIT:
        text = _text(file)
        before = len(_flags(file, text, "left.placeholder"))
        flags = _flags(file, _in_the_body(text, f"会上{planted}提出三条意见。"), "left.placeholder")
        assert len(flags) >= before + 1, file
        assert any(flag.text in planted or planted in flag.text for flag in flags), file


@pytest.mark.parametrize("sentence", STALE)
@pytest.mark.parametrize("age", [1, 3])
def test_a_planted_stale_year_is_found_in_every_paper(sentence: str, age: int) -> None:
    for file in ONE_A_UNIT:
        kind = _kind(file)
        text = _text(file)
        measures = re.search(r"^[^\n]*(?:整改|努力方向|措施)[^\n]*$", text[len(text) // 2 :], re.M)
        at = len(text) // 2 + (measures.end() + 1 if measures else 0)
        planted = sentence.format(old=kind.year - age)
        before = len(_flags(file, text, "left.stale-year"))
        changed = text[:at] + planted + "\n" + text[at:]
        assert len(_flags(file, changed, "left.stale-year")) == before + 1, file


def test_an_aspect_taken_out_is_found_and_no_other_is_missed() -> None:
    for file in ONE_A_UNIT:
        kind, text = _kind(file), _text(file)
        whole = _flags(file, text, "shape.aspect-missing")
        there = [a for a in kind.aspects if not any(a.title in f.message for f in whole)]
        for aspect in there:
            flags = _flags(file, _without(file, text, aspect.title), "shape.aspect-missing")
            assert len(flags) == len(whole) + 1, (file, aspect.short)
            assert any(aspect.title in flag.message for flag in flags)


def _without(file: str, text: str, aspect: str) -> str:
    """``text`` without the sections that answer the aspect."""
    paper = subject_of(file, text, _kind(file)).paper
    sections = [section for chapter in paper.chapters for section in chapter.sections]
    for section in reversed([s for s in sections if s.aspect == aspect and s.title]):
        end = max([section.end, *(item.end for item in section.items)])
        text = text[: section.start] + text[end:]
    return text
