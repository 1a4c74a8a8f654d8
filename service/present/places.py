"""Where an item stands in the typeset paper, as people say it: 二（一）3."""

import re

from service.drafts import Draft
from service.paper import Chapter, Item, Section

_NUMBER = r"[一二三四五六七八九十]+"
_CHAPTER = re.compile(f"{_NUMBER}(?=、)")
_SECTION = re.compile(f"（{_NUMBER}）")
_ITEM = re.compile(rf"(?:【[^】]*】)?(（{_NUMBER}）|\d+(?=[.．]))")
_PREFACE = "前言"


def places_of(draft: Draft) -> dict[str, str]:
    """Every item's id with its place by the numbers printed in the draft's text."""
    return {
        item.id: _place(draft.text, chapter, section, item)
        for chapter, section, item in draft.paper.placed_items()
    }


def _place(text: str, chapter: Chapter, section: Section, item: Item) -> str:
    if not chapter.title:
        return _PREFACE
    numbers = [_CHAPTER.match(text, chapter.start)]
    if section.title:
        numbers.append(_SECTION.match(text, section.start))
    own = _ITEM.match(item.text)
    found = "".join(match.group() for match in numbers if match)
    return found + (own.group(1) if own else "")
