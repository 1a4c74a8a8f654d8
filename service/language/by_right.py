"""What a paper may repeat of its own unit's earlier papers by right.

The account of last year's rectification has to name last year's problems and measures; the preface
and the sentences that join and close a paper say what they said last year; a unit's own places and
systems keep their names. Only what goes beyond is last year's paper handed in again.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from service.language.sentences import sentences
from service.paper import Paper

Part = Literal["account", "frame", "matter"]

_CONNECTS = re.compile(
    r"^\W*(?:会[前后]，|(?:以上|上述)(?:措施|问题|任务|事项|情况|表现|[各几\d]+[项条个]))"
    r"|如下\W*$"
    r"|接受[^，。；]{2,24}监督\W*$"
)
"""Sentences about the meeting or about the paper itself, outside its problems and causes."""

# In an account a measure is named with its object, its document and its date: up to some 35
# letters. Twice as much tells how it went, in last year's words.
NAMED = 60
# A name with what hangs on it, 47座小型水库雨水情自动测报, has up to some 20 letters and leaves
# most of its sentence to what is new.
LEAST = 20
SHARE = 0.5
# So much of a segment is the whole of it, however short.
WHOLE_SEGMENT = 0.8
# So long a passage is no name, whatever the length of its sentence.
PLENTY = 30
# A third of a paper's letters from an earlier one: it is that paper again.
WHOLE_PAPER = 0.33


@dataclass(frozen=True, slots=True)
class Repeated:
    """A passage of two papers of one unit: in which part of each it stands, how many of its letters
    count, and their share of the segments that it touches."""

    here: Part
    there: Part
    matched: int
    share: float

    def by_right(self, *, again: bool = False) -> bool:
        """Whether it may stand there. ``again``: the whole paper is an earlier one, so that its
        preface and its joining sentences are as well."""
        if not (
            self.matched >= PLENTY
            or (self.matched >= LEAST and self.share >= SHARE)
            or self.share >= WHOLE_SEGMENT
        ):
            return True
        if self.here == "account":
            return self.there != "account" and self.matched < NAMED
        return self.here == "frame" and not again


class Parts:
    """Which part of a paper a place of its text belongs to."""

    def __init__(self, text: str, paper: Paper) -> None:
        found = sorted(_parts(text, paper))
        self._starts = [start for start, _ in found]
        self._parts = [part for _, part in found]

    def at(self, place: int) -> Part:
        """The part that the character at ``place`` stands in."""
        index = bisect_right(self._starts, place) - 1
        return self._parts[index] if index >= 0 else "matter"


def _parts(text: str, paper: Paper) -> Iterator[tuple[int, Part]]:
    """Where each part begins."""
    for chapter, _, item in paper.placed_items():
        if chapter.role == "last_year":
            yield item.start, "account"
        elif chapter.role == "preface":
            yield item.start, "frame"
        elif item.role in ("problem", "cause"):
            yield item.start, "matter"
        else:
            for span in sentences(text[item.start : item.end]):
                connects = _CONNECTS.search(span.text)
                yield item.start + span.start, "frame" if connects else "matter"


def markers(paper: Paper) -> Iterator[tuple[int, int]]:
    """The points' numbers (一是, （二）, 3.), which stand in front of what a paper says."""
    for item in paper.items():
        yield item.start, item.start + max(0, item.text.find(item.headline))
