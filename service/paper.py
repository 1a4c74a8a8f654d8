"""The paper (材料): chapters > sections > items > sentences, parsed from a file or drafted.

Offsets are Unicode code points, half open, into the paper's text. ``title``, every chapter
heading, every section heading and every item is a *leaf*: leaves never overlap, and outside
them the text holds nothing but white space.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from service.value import Value

ChapterRole = Literal[
    "preface",
    "last_year",
    "problems",
    "cases",
    "causes",
    "measures",
    "plan",
    "requirements",
    "other",
]
ItemRole = Literal["problem", "cause", "measure", "other"]
SentenceKind = Literal["fact", "framing", "question"]


class Sentence(Value):
    """One drafted sentence: a ``fact`` names the notes it stands on and quotes one of them.

    ``framing`` connects and says nothing checkable; a ``question`` (【待补：…】) asks a person
    for what the notes do not hold.
    """

    text: str
    kind: SentenceKind
    notes: tuple[str, ...] = ()
    quote: str = ""


class Item(Value):
    """One problem, cause or measure (条), or a stretch of other text.

    ``text`` is the source from ``start`` to ``end``, its marker (一是, （一）, 1.) included.
    ``headline`` is the first clause without marker and closing mark. ``links`` holds the ids of
    the problems that a cause or a measure answers. ``owner`` and ``deadline`` are a measure's
    责任人 and 时限 as written, empty when nobody is named.
    """

    id: str
    role: ItemRole
    headline: str = ""
    text: str
    start: int = 0
    end: int = 0
    links: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    owner: str = ""
    deadline: str = ""


class Section(Value):
    """What stands under one （一） heading. ``aspect`` is the kind's 对照方面 it answers, or ""."""

    aspect: str = ""
    title: str = ""
    start: int = 0
    end: int = 0
    items: tuple[Item, ...] = ()


class Chapter(Value):
    """What stands under one 一、 heading; the preface has none. Items without a （一） heading
    stand in a section whose title is empty."""

    role: ChapterRole
    title: str = ""
    start: int = 0
    end: int = 0
    sections: tuple[Section, ...] = ()


class Paper(Value):
    """A whole paper. ``schema_`` is the version of the JSON contract."""

    schema_: Literal["outline/1"] = Field(default="outline/1", alias="schema")
    file: str = ""
    kind: str | None = None
    title: str = ""
    unit: str = ""
    year: int | None = None
    chapters: tuple[Chapter, ...] = ()
    start: int = 0
    end: int = 0

    def items(self, *roles: ItemRole) -> Iterator[Item]:
        """Every item in reading order, or only those of the given roles."""
        for _, _, item in self.placed_items():
            if not roles or item.role in roles:
                yield item

    def placed_items(self) -> Iterator[tuple[Chapter, Section, Item]]:
        """Every item with the chapter and the section it stands in."""
        for chapter in self.chapters:
            for section in chapter.sections:
                for item in section.items:
                    yield chapter, section, item

    def leaves(self) -> list[tuple[int, int]]:
        """The spans of title, headings and items in reading order; empty ones left out."""
        spans = [(self.start, self.end)]
        for chapter in self.chapters:
            spans.append((chapter.start, chapter.end))
            for section in chapter.sections:
                spans.append((section.start, section.end))
                spans.extend((item.start, item.end) for item in section.items)
        return [span for span in spans if span[0] < span[1]]
