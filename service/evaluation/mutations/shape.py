"""Faults of shape: an aspect out or out of order, a chapter out, lopsided, of a wrong length."""

import re
from collections.abc import Iterator
from itertools import pairwise

from service.checks.places import chapters_of, end_of, section_end
from service.evaluation.mutations.bases import Base
from service.evaluation.mutations.mutation import Mutation
from service.paper import ChapterRole, Section
from service.subject import Subject

_NUMERAL = re.compile(r"^\s*[（(]?[一二三四五六七八九十]+[）)、]")
_LOST = ("link.", "cover.", "fact.inconsistent", "generic.no-case", "shape.balance")
"""What rightly speaks up when something that others refer to is gone."""
_PARTLESS = ("link.", "cover.", "measure.", "shape.balance", "shape.chapter-missing")
_LOPSIDED = ("generic.", "cover.", "link.", "tone.", "fact.")
_OPENING = (
    "一是提高站位，把开好会议作为严肃的政治任务，召开动员会统一认识。"
    "二是精心组织，制定工作方案，成立筹备组，明确分工。"
    "三是广开言路，通过座谈、走访、问卷等方式听取意见。"
    "四是坦诚交心，班子成员之间、与分管部门负责人之间逐一谈心。"
)


def shape_mutations(base: Base) -> Iterator[Mutation]:
    """Every fault of shape that the base has a place for."""
    subject = base.subject(base.plain)
    yield from _aspects_out(subject)
    yield from _aspects_swapped(subject)
    yield from _chapters_out(subject)
    yield from _lopsided(subject)
    size = len(base.plain)
    for sort, length in (("篇幅不足", (2 * size, 3 * size)), ("篇幅超出", (size // 4, size // 2))):
        yield Mutation(sort, "shape.length", base.plain, length=length)


def _answers(subject: Subject) -> list[Section]:
    return [
        section
        for chapter in chapters_of(subject.paper, "problems")
        for section in chapter.sections
        if section.title and section.aspect
    ]


def _aspects_out(subject: Subject) -> Iterator[Mutation]:
    for section in _answers(subject):
        text = subject.text[: section.start] + subject.text[section_end(section) :]
        yield Mutation("缺一个方面", "shape.aspect-missing", text, names=section.aspect, also=_LOST)


def _aspects_swapped(subject: Subject) -> Iterator[Mutation]:
    text = subject.text
    for one, other in pairwise(_answers(subject)):
        first = text[one.start : section_end(one)]
        second = text[other.start : section_end(other)]
        between = text[section_end(one) : other.start]
        swapped = _renumbered(second, first) + between + _renumbered(first, second)
        start, end = one.start, section_end(other)
        yield Mutation(
            "两个方面颠倒",
            "shape.aspect-order",
            text[:start] + swapped + text[end:],
            spans=((start, start + len(swapped)),),
            also=("link.",),
        )


def _renumbered(block: str, numbered_as: str) -> str:
    """``block`` with the numeral that opens ``numbered_as``, as whoever swaps two parts would."""
    numeral = _NUMERAL.match(numbered_as)
    return _NUMERAL.sub(numeral.group(), block, count=1) if numeral else block


def _chapters_out(subject: Subject) -> Iterator[Mutation]:
    specs = subject.kind.chapters if subject.kind else ()
    roles: tuple[ChapterRole, ...] = ("last_year", "cases", "causes", "measures")
    for spec in specs:
        there = chapters_of(subject.paper, spec.role) if spec.role in roles else []
        if not spec.required or len(there) != 1:
            continue
        text = subject.text[: there[0].start] + subject.text[end_of(there[0]) :]
        yield Mutation("缺一章", "shape.chapter-missing", text, names=spec.title, also=_PARTLESS)
        if spec.role == "causes":
            yield Mutation("没有原因", "link.no-cause", text, also=_PARTLESS)
        if spec.role == "measures":
            yield Mutation("没有措施", "link.no-measure", text, also=_PARTLESS)


def _lopsided(subject: Subject) -> Iterator[Mutation]:
    text = subject.text
    items = [i for c in chapters_of(subject.paper, "problems") for s in c.sections for i in s.items]
    short = text
    for item in reversed(items):
        end = item.start + item.text.find("。") + 1 if "。" in item.text else item.end
        short = short[:end] + short[item.end :]
    yield Mutation("问题只剩标题", "shape.balance", short, also=_LOPSIDED)
    heads = chapters_of(subject.paper, "problems")
    if heads:
        written = sum(item.end - item.start for item in items)
        opening = _OPENING * (written // len(_OPENING) + 1)
        at = min(chapter.start for chapter in subject.paper.chapters if chapter.title)
        grown = text[:at] + opening + "\n" + text[at:]
        yield Mutation("前言过长", "shape.balance", grown, also=_LOPSIDED)
