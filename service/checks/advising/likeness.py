"""Pairs worth a model's judgement: a sentence of the paper and an earlier or foreign one like it.

Code chooses the pairs: sentences of problems, causes and measures, nearest by rare characters and
concepts, below what ``reuse.*`` finds. A sentence that any unit could have written is left out:
that others write it too is no news, and ``generic.wording`` says so already.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.checks.advising.hiding import orders
from service.checks.advising.sheet import Sheet, rarity
from service.checks.clauses import body_start
from service.checks.copies import prescribed
from service.checks.overlays import formulae_of
from service.flags import Flag
from service.language.formulae import formula_spans
from service.language.matching import Matcher
from service.language.normal import normal
from service.language.overlap import OverlapIndex
from service.language.prints import framing
from service.language.sentences import sentences
from service.language.spans import Span
from service.library import Material
from service.paper import Item, ItemRole, Paper

MOST_PAIRS = 30
"""Pairs that are sent, the likest first: what a model judges in one short answer."""
LIKE = 0.25
"""The least likeness of a pair, as measured on tests/eval/paraphrase (see its test)."""
_NEAREST = 2
_LEAST_LETTERS = 12
# Three thousand sentences against a hundred are compared in about a second.
_MOST_PAPERS = 30
_MOST_SENTENCES = 3000
_ROLES: tuple[ItemRole, ...] = ("problem", "cause", "measure")
_SEEN = ("reuse.own-past", "reuse.peer", "generic.wording")


@dataclass(frozen=True, slots=True)
class Pair:
    """``ours`` stands in the subject's text, ``theirs`` in the material's."""

    rule: str
    item: Item
    ours: Span
    material: Material
    theirs: Span
    likeness: float


def pairs(sheet: Sheet) -> list[Pair]:
    """The likest pairs, best first, at most ``MOST_PAIRS``."""
    found = [
        *_against(sheet, sheet.subject.past, "reuse.own-past"),
        *_against(sheet, sheet.subject.peers, "reuse.peer"),
    ]
    found.sort(key=lambda p: (-p.likeness, p.ours.start, p.rule, p.material.file, p.theirs.start))
    return found[:MOST_PAIRS]


def spoken(text: str, wording: Sequence[str] = ()) -> str:
    """``text`` without official formulae and ``wording`` that everybody has to use."""
    kept, at = [], 0
    for span in formula_spans(text, (*framing(), *wording)):
        kept.append(text[at : span.start])
        at = span.end
    return "".join([*kept, text[at:]])


def copied(ours: str, theirs: str) -> bool:
    """Whether ``reuse.*`` finds the pair: then it is no paraphrase."""
    index = OverlapIndex()
    index.add("", theirs)
    return bool(index.overlaps(ours))


def _against(sheet: Sheet, materials: Sequence[Material], rule: str) -> Iterator[Pair]:
    card = sheet.card(rule)
    if not materials or card is None:
        return
    wording = (*prescribed(sheet.subject), *formulae_of(card))
    theirs = list(_theirs(materials, wording))
    matchers = {
        role: Matcher([spoken(span.text, wording) for _, span in of_role], rarity())
        for role in _ROLES
        if (of_role := [(m, s) for r, m, s in theirs if r == role])
    }
    held = {role: [(m, s) for r, m, s in theirs if r == role] for role in matchers}
    for item, span in _ours(sheet, wording):
        if item.role not in matchers:
            continue
        said = spoken(span.text, wording)
        for index, likeness in matchers[item.role].best(said, _NEAREST):
            material, other = held[item.role][index]
            if likeness >= LIKE and not copied(span.text, other.text):
                yield Pair(rule, item, span, material, other, likeness)
                break


def _ours(sheet: Sheet, wording: Sequence[str]) -> Iterator[tuple[Item, Span]]:
    seen = [flag for flag in sheet.flags if flag.rule in _SEEN]
    for item, span in _told(sheet.subject.paper, wording):
        if not _touched(span, seen) and not sheet.paper.hides(span.start, span.end):
            yield item, span


def _touched(span: Span, flags: Sequence[Flag]) -> bool:
    return any(flag.start < span.end and span.start < flag.end for flag in flags)


def _theirs(
    materials: Sequence[Material], wording: Sequence[str]
) -> Iterator[tuple[ItemRole, Material, Span]]:
    left = _MOST_SENTENCES
    for material in materials[:_MOST_PAPERS]:
        for item, span in _told(material.paper, wording):
            if not left:
                return
            if not orders(span.text):
                left -= 1
                yield item.role, material, span


def _told(paper: Paper, wording: Sequence[str]) -> Iterator[tuple[Item, Span]]:
    """The sentences of problems, causes and measures that say something of their own.

    A headline that the item goes on from is none: 学习不够深入 heads points everywhere.
    """
    for item in paper.items(*_ROLES):
        begun = body_start(item)
        held = sentences(item.text[begun:])
        for span in held:
            heads = len(held) > 1 and normal(span.text) == normal(item.headline)
            if not heads and len(normal(spoken(span.text, wording))) >= _LEAST_LETTERS:
                start = item.start + begun + span.start
                yield item, Span(start, start + len(span.text), span.text)
