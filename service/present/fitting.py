"""How many lines a text takes, and what is left out so that a page stays one page."""

import re
from collections.abc import Callable, Mapping, Sequence
from unicodedata import east_asian_width

Part = tuple[str, list[str]]
"""A heading and the lines under it."""
_TOKEN = re.compile(r"[!-~]+|.", re.DOTALL)
_WIDE_LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ@%&mw")


def short(text: str, most: int) -> str:
    """``text`` on one line, cut after ``most`` characters."""
    flat = text.replace("\n", " ")
    return flat if len(flat) <= most else flat[:most] + "…"


def lines_needed(text: str, room: float, *, indent: float = 2) -> int:
    """Lines of ``room`` Chinese characters that ``text`` takes, its first one ``indent`` in. A
    Latin word is not parted unless it is longer than a line. Rather one too many than one too few.
    """
    lines, at = 1, indent
    for token in _TOKEN.findall(text):
        width = sum(_width(character) for character in token)
        if at + width > room and at:
            lines, at = lines + 1, 0.0
        while width > room:
            lines, width = lines + 1, width - room
        at += width
    return lines


def _width(character: str) -> float:
    if east_asian_width(character) in "WFA":
        return 1.0
    return 0.95 if character in _WIDE_LATIN else 0.56


def fitted(
    parts: Sequence[Part],
    *,
    lines: int,
    room: float,
    rest: Callable[[int], str],
    least: Mapping[str, int] = {},
) -> list[Part]:
    """``parts`` in no more than ``lines`` lines, headings counted: the longest part gives up its
    last line first, and ``rest`` says how many it gave up. No part falls below one line, or below
    what ``least`` says for its heading: then they may still be too long (see ``height``)."""
    floors = [least.get(heading, 1) for heading, _ in parts]
    kept = [list(said) for _, said in parts]
    needs = [[lines_needed(line, room) for line in said] for said in kept]
    dropped = [0] * len(kept)
    while _total(needs, dropped) > lines:
        longest = max(range(len(kept)), key=lambda n: (len(kept[n]) > floors[n], sum(needs[n])))
        if len(kept[longest]) <= floors[longest]:
            break
        kept[longest].pop()
        needs[longest].pop()
        dropped[longest] += 1
    return [
        (heading, [*said, rest(gone)] if gone else said)
        for (heading, _), said, gone in zip(parts, kept, dropped, strict=True)
    ]


def height(parts: Sequence[Part], room: float) -> int:
    """How many lines ``parts`` take, headings counted."""
    return sum(1 + sum(lines_needed(line, room) for line in said) for _, said in parts)


def _total(needs: Sequence[Sequence[int]], dropped: Sequence[int]) -> int:
    return sum(1 + sum(part) + bool(gone) for part, gone in zip(needs, dropped, strict=True))
