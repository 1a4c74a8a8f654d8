"""Automatic numbers of a Word file (一、 （一） 1.), which are in no paragraph's text.

The numbers follow ECMA-376 part 1, 17.9: a paragraph names a list (numId) and a level, itself or
through its style; lists that share a definition share its counters; a startOverride sets a level
back when its list is first used; a lower level starts again after a higher one.
"""

import re
from dataclasses import dataclass, field, replace

from service.readers.chinese_numbers import written
from service.readers.word_styles import NumberRef, Styles, number_ref, value_of
from service.readers.xml_parts import WORD, Element

LONGEST_PATTERN = 100
PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its number format, label pattern (第%1条), first number, and the
    levels after which it starts again (None: any higher one)."""

    number_format: str = "decimal"
    pattern: str = ""
    start: int = 1
    suffix: str = "tab"
    all_decimal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass(slots=True)
class NumberedList:
    """A list definition with the counters of its levels."""

    levels: dict[int, Level]
    counters: dict[int, int] = field(default_factory=dict)

    def step(self, level: int) -> None:
        """Counts one paragraph of this level and restarts the levels below it."""
        self.counters[level] = self.counters.get(level, self.levels[level].start - 1) + 1
        for lower in [key for key in self.counters if key > level]:
            restart = self.levels.get(lower, Level()).restart
            if restart is None or (restart > 0 and level < restart):
                del self.counters[lower]


@dataclass(frozen=True, slots=True)
class Use:
    """A list as paragraphs name it: the definition it counts in, its own levels and restarts."""

    definition: str
    levels: dict[int, Level]
    restarts: dict[int, int]


class Numbering:
    """Labels paragraphs in reading order; every call of ``label`` counts."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, NumberedList] = {}
        self._uses: dict[str, Use] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._define(root)

    def label(self, paragraph: Element) -> str:
        """The number before a paragraph, with a space when it would run into the text; "" for
        bullets and for paragraphs outside lists."""
        ref = self._ref(paragraph)
        use = self._uses.get(ref.list_id) if ref else None
        if ref is None or use is None:
            return ""
        numbered = self._lists.get(use.definition)
        if numbered is None or ref.level not in numbered.levels:
            return ""
        if ref.list_id not in self._begun:
            self._begun.add(ref.list_id)
            numbered.counters.update({key: start - 1 for key, start in use.restarts.items()})
        numbered.step(ref.level)
        return _render(numbered, use.levels, ref.level)

    def _ref(self, paragraph: Element) -> NumberRef | None:
        properties = paragraph.find(WORD + "pPr")
        style = value_of(properties, "pStyle") if properties is not None else None
        own = number_ref(properties)
        ref = own or self._styles.number_ref(style)
        if ref is None or ref.list_id == "0":
            return None
        return ref if own and ref.explicit else self._level_by_style(ref, style)

    def _level_by_style(self, ref: NumberRef, style: str | None) -> NumberRef:
        use = self._uses.get(ref.list_id)
        if use is None or style is None:
            return ref
        for level, definition in use.levels.items():
            if definition.style == style:
                return replace(ref, level=level)
        return ref

    def _define(self, root: Element) -> None:
        linked: dict[str, str] = {}
        styled: dict[str, str] = {}
        for element in root.iterfind(WORD + "abstractNum"):
            name = element.get(WORD + "abstractNumId") or ""
            levels = {_depth(level): _level(level) for level in element.iterfind(WORD + "lvl")}
            self._lists[name] = NumberedList(levels)
            styled[value_of(element, "styleLink") or ""] = name
            linked[name] = value_of(element, "numStyleLink") or ""
        for element in root.iterfind(WORD + "num"):
            name = value_of(element, "abstractNumId") or ""
            name = styled.get(linked.get(name, ""), name) if linked.get(name) else name
            self._uses[element.get(WORD + "numId") or ""] = self._use(element, name)

    def _use(self, element: Element, definition: str) -> Use:
        known = self._lists.get(definition)
        levels = dict(known.levels) if known else {}
        restarts = {}
        for override in element.iterfind(WORD + "lvlOverride"):
            own = override.find(WORD + "lvl")
            start = value_of(override, "startOverride")
            if own is not None:
                levels[_depth(override)] = _level(own)
            if start is not None:
                restarts[_depth(override)] = _number(start, 1)
        return Use(definition, levels, restarts)


def _render(numbered: NumberedList, levels: dict[int, Level], level: int) -> str:
    own = levels[level]
    if own.number_format == "bullet":
        return ""

    def fill(match: re.Match[str]) -> str:
        place = int(match.group(1)) - 1
        shown = levels.get(place, Level())
        plain = own.all_decimal and place != level
        number = numbered.counters.get(place, shown.start)
        return written(number, "decimal" if plain else shown.number_format)

    label = PLACE.sub(fill, own.pattern)
    return label + " " if label[-1:].isalnum() and own.suffix != "nothing" else label


def _level(element: Element) -> Level:
    restart = value_of(element, "lvlRestart")
    return Level(
        number_format=value_of(element, "numFmt") or "decimal",
        pattern=(value_of(element, "lvlText") or "")[:LONGEST_PATTERN],
        start=_number(value_of(element, "start"), 1),
        suffix=value_of(element, "suff") or "tab",
        all_decimal=element.find(WORD + "isLgl") is not None,
        restart=None if restart is None else _number(restart, 0),
        style=value_of(element, "pStyle") or "",
    )


def _depth(element: Element) -> int:
    return _number(element.get(WORD + "ilvl"), 0)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else default
