"""What an item says, piece by piece: where its marker ends, its headline, its sentences."""

import re
from collections.abc import Iterator

from service.language.questions import QUESTION
from service.language.spans import Span
from service.paper import Item

_MARKER = re.compile(
    r"^[\s*#]*(?:【[^】\n]{2,8}】[：:]?\s*)?"
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*|第[一二三四五六七八九十][，、]"
    r"|[一二三四五六七八九十]是)?"
)
# A turn (但, 然而) begins a statement of its own: what stands before it is often the opposite.
_STATEMENT = re.compile(
    r"[^。！？!?；;\n]+?(?:[。！？!?；;\n]+|$|(?=，(?:但|然而|不过|可是|只是|同时也)))"
)


_RUN = re.compile(r"\s*[一二三四五六七八九十]是")
_POINT = re.compile(r"(?:(?<=[。；;！？!?\n）)]))\s*[一二三四五六七八九十]是")
_LEAD = re.compile(r"[^。；，\n]{2,40}方面[。：:]?\s*(?=一是)")
_CLAUSE = re.compile(r"[^，,。！？!?；;：:\n]+")


def with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the quotation mark just outside it of which the other one is inside."""
    said = text[start:end]
    if said.count("“") < said.count("”") and text[start - 1 : start] == "“":
        start -= 1
    if said.count("“") > said.count("”") and text[end : end + 1] == "”":
        end += 1
    return start, end


def spoken(item: Item) -> str:
    """The item's text with a draft's own questions (【待补：…】) blanked out, places kept."""
    return QUESTION.sub(lambda asked: "\u3000" * len(asked.group()), item.text)


def body_start(item: Item) -> int:
    """Where the item's own words begin within its text, after its marker."""
    match = _MARKER.match(item.text)
    return match.end() if match else 0


def headline_span(item: Item) -> tuple[int, int]:
    """The span of the item's headline in the paper, else of its first 20 letters."""
    at = item.text.find(item.headline) if item.headline else -1
    start = item.start + (at if at >= 0 else min(body_start(item), len(item.text)))
    return start, min(item.end, start + (len(item.headline) or 20))


def statements(item: Item) -> Iterator[Span]:
    """The item's statements with their places in the paper, markers left out.

    A statement ends at 。！？；, at a line's end or where the sentence turns (，但).
    """
    text, begin = spoken(item), body_start(item)
    return stated(Span(item.start + begin, item.start + len(text), text[begin:]))


def stated(part: Span) -> Iterator[Span]:
    """The statements of a stretch of the paper, as ``statements`` cuts them."""
    for match in _STATEMENT.finditer(part.text):
        marker = _MARKER.match(match.group())
        rest = match.group()[marker.end() if marker else 0 :]
        text = rest.strip("，, \n\t\u3000")
        if text:
            start = part.start + match.end() - len(rest) + rest.index(text)
            yield Span(start, start + len(text), text)


def points(item: Item) -> Iterator[Span]:
    """What an item says point by point, markers left out: more than one where 一是 … 二是 … run
    together in one item, else the whole of it."""
    text, begin = spoken(item), body_start(item)
    lead = _LEAD.match(text, begin)
    begin = lead.end() if lead else begin
    inner = _RUN.match(text, begin)
    begin = inner.end() if inner else begin
    cuts = list(_POINT.finditer(text, begin)) if text[:begin].endswith("是") else []
    starts = (begin, *(cut.end() for cut in cuts))
    ends = (*(cut.start() for cut in cuts), len(text))
    for start, end in zip(starts, ends, strict=True):
        yield Span(item.start + start, item.start + end, text[start:end])


def clauses(part: Span) -> Iterator[Span]:
    """The clauses of a statement, between commas, with their places in the paper."""
    for match in _CLAUSE.finditer(part.text):
        text = match.group().strip(" \t\u3000")
        if text:
            start = part.start + match.start() + match.group().index(text)
            yield Span(start, start + len(text), text)
