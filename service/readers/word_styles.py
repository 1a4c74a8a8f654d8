"""What a Word file's styles say about text: outline level, numbering, hidden, table of contents."""

import re
from dataclasses import dataclass

from service.readers.xml_parts import WORD, Element

MOST_BASES = 20
CONTENTS = re.compile(r"toc( ?\d| heading)$")
HEADING = re.compile(r"(?:heading|标题) ?([1-9])$")
OFF = {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class NumberRef:
    """A paragraph's list and level; ``explicit`` when the level was written out."""

    list_id: str
    level: int = 0
    explicit: bool = False


class Styles:
    """The styles of one file; an unknown style id has no properties."""

    def __init__(self, root: Element | None) -> None:
        found = root.iterfind(WORD + "style") if root is not None else ()
        self._styles = {style.get(WORD + "styleId"): style for style in found}

    def number_ref(self, style: str | None) -> NumberRef | None:
        """The list that a style puts its paragraphs into."""
        for element in self._chain(style):
            ref = number_ref(element.find(WORD + "pPr"))
            if ref is not None:
                return ref
        return None

    def outline_level(self, style: str | None) -> int | None:
        """Heading depth (1 is highest) of a style, None for body text."""
        for element in self._chain(style):
            level = outline_level(element.find(WORD + "pPr"))
            if level is not None:
                return level or None
            heading = HEADING.match(self._name(element))
            if heading:
                return int(heading.group(1))
        return None

    def hides(self, style: str | None) -> bool:
        """Whether text of this style is hidden."""
        for element in self._chain(style):
            hidden = switch(element.find(WORD + "rPr"), "vanish")
            if hidden is not None:
                return hidden
        return False

    def of_contents(self, style: str | None) -> bool:
        """Whether this is a style of Word's own table of contents."""
        return any(CONTENTS.match(self._name(element)) for element in self._chain(style))

    def _chain(self, style: str | None) -> list[Element]:
        chain: list[Element] = []
        while style in self._styles and len(chain) < MOST_BASES:
            chain.append(self._styles[style])
            style = value_of(chain[-1], "basedOn")
        return chain

    @staticmethod
    def _name(element: Element) -> str:
        return (value_of(element, "name") or "").lower()


def value_of(element: Element | None, tag: str) -> str | None:
    """The ``w:val`` of a child, None where there is no such child or value."""
    child = element.find(WORD + tag) if element is not None else None
    return child.get(WORD + "val") if child is not None else None


def switch(element: Element | None, tag: str) -> bool | None:
    """An on/off property (present without a value: on), None where it is not written."""
    child = element.find(WORD + tag) if element is not None else None
    return None if child is None else child.get(WORD + "val") not in OFF


def outline_level(properties: Element | None) -> int | None:
    """Heading depth in paragraph properties: 1 to 9, 0 for body text, None when not written."""
    value = value_of(properties, "outlineLvl")
    if value is None or not value.isdecimal():
        return None
    return int(value) + 1 if int(value) < 9 else 0


def number_ref(properties: Element | None) -> NumberRef | None:
    """The list named in paragraph properties."""
    numbers = properties.find(WORD + "numPr") if properties is not None else None
    list_id = value_of(numbers, "numId")
    if list_id is None:
        return None
    level = value_of(numbers, "ilvl")
    explicit = level is not None and level.isdecimal()
    return NumberRef(list_id, int(level) if level is not None and explicit else 0, explicit)
