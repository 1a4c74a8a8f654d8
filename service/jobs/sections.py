"""Sections of a draft as a person sees them while it is written: one event each, or several of a
long one.

What the model wrote is told after verification, and where it stands outside the house after the
personal details are put back: the words are those of the paper. The kept draft replaces them all.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from service.drafting import WrittenSection
from service.kind import Kind
from service.office.jobs import EventKind
from service.paper import Chapter, ChapterRole, Item, Paper, Section

MOST_BYTES = 32_000
"""Of the items in one event, in UTF-8; an item that is longer by itself has one of its own."""
_ENDINGS: dict[ChapterRole, str] = {"problems": "问题", "measures": "措施", "plan": "措施"}
_NAMES: dict[ChapterRole, str] = {"preface": "开头", "causes": "原因分析"}
_Place = tuple[int, int]


class Tell(Protocol):
    """Tells one event of the job."""

    def __call__(self, kind: EventKind, **data: Any) -> None:
        """Its kind and its data, which can be JSON."""
        ...


class SectionTeller:
    """A ``SectionWatch`` that tells events.

    ``section_begun``: ``label``, which names the section to a person; ``chapter`` and ``section``,
    where it will stand in the paper, counted from 0; ``chapter_title`` and ``title``, "" for none.
    ``section``: the same, and ``items`` (id, role, headline, owner, deadline, links, and sentences
    of text, kind and notes). A long section comes in ``parts``, counted from 1 by ``part``, each
    with the next of its items.
    """

    def __init__(self, kind: Kind, tell: Tell) -> None:
        self._kind = kind
        self._tell = tell
        self._told: set[_Place] = set()

    def begun(self, section: WrittenSection) -> None:
        """See the protocol."""
        self._tell("section_begun", **self._where(section))

    def written(self, section: WrittenSection) -> None:
        """See the protocol."""
        where = self._where(section)
        self._told.add((where["chapter"], where["section"]))
        self._tell_items(where, section.items)

    def rest(self, paper: Paper) -> None:
        """Tells every section of the finished paper that was not told yet."""
        for at, chapter in enumerate(paper.chapters):
            for number, section in enumerate(chapter.sections):
                if (at, number) not in self._told:
                    where = {
                        "label": self._label(chapter, section),
                        "chapter": at,
                        "section": number,
                        "chapter_title": chapter.title,
                        "title": section.title,
                    }
                    self._tell_items(where, section.items)

    def _tell_items(self, where: dict[str, Any], items: Sequence[Item]) -> None:
        parts = list(_parts([_shown(item) for item in items])) or [[]]
        for number, part in enumerate(parts, 1):
            self._tell("section", **where, items=part, part=number, parts=len(parts))

    def _where(self, section: WrittenSection) -> dict[str, Any]:
        roles = [chapter.role for chapter in self._kind.chapters]
        # A plan has no chapter of problems: they open what the plan says of their aspect.
        at = next((roles.index(role) for role in (section.role, "plan") if role in roles), 0)
        keys = [aspect.key for aspect in self._kind.aspects]
        aspect = self._kind.aspects[keys.index(section.aspect)] if section.aspect else None
        return {
            "label": section.label,
            "chapter": at,
            "section": keys.index(section.aspect) if section.aspect else 0,
            "chapter_title": self._kind.chapters[at].title,
            "title": aspect.title if aspect else "",
        }

    def _label(self, chapter: Chapter, section: Section) -> str:
        shorts = {aspect.title: aspect.short for aspect in self._kind.aspects}
        if section.aspect in shorts and chapter.role in _ENDINGS:
            return f"{shorts[section.aspect]}·{_ENDINGS[chapter.role]}"
        return _NAMES.get(chapter.role) or chapter.title or section.title


def _shown(item: Item) -> dict[str, Any]:
    shown = item.model_dump(
        mode="json", include={"id", "role", "headline", "owner", "deadline", "links"}
    )
    shown["sentences"] = [
        sentence.model_dump(mode="json", include={"text", "kind", "notes"})
        for sentence in item.sentences
    ]
    return shown


def _parts(items: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    size = 0
    for item in items:
        bytes_of = len(json.dumps(item, ensure_ascii=False).encode())
        if part and size + bytes_of > MOST_BYTES:
            yield part
            part, size = [], 0
        part.append(item)
        size += bytes_of
    if part:
        yield part
