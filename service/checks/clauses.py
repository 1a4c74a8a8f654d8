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
    for match in _STATEMENT.finditer(spoken(item), body_start(item)):
        marker = _MARKER.match(match.group())
        rest = match.group()[marker.end() if marker else 0 :]
        text = rest.strip("，, \n\t\u3000")
        if text:
            start = item.start + match.end() - len(rest) + rest.index(text)
            yield Span(start, start + len(text), text)
