"""Overlay files: what may stand in one, and what is said of a slip: the file, the line, the field.

A typing slip must not pass in silence, since a rule that nobody knows to be off finds nothing.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic import field_validator as on_field
from pydantic import model_validator as on_model

from service.checks.slow_patterns import slow_pattern
from service.errors import BadData
from service.rule import CardLevel, Example
from service.validation import cause_of
from service.written_yaml import BadYaml, line_of, parsed

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
# Shorter ones stand inside other words everywhere.
TwoLetters = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2)]
SUFFIX = ".yaml"
_OTHER_SUFFIXES = (".yaml", ".yml")
MEMBERS = "members.yaml"
Lists = dict[str, dict[str, list[Any]]]

_SINCE = re.compile(r"(?:\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)?")


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(_Entry):
    """Somebody of the unit: a name and, where given, the post (局长, 办公室主任)."""

    name: TwoLetters
    post: str = ""

    @on_model(mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        return {"name": given} if isinstance(given, str) else given


class Wording(_Entry):
    """Official wording of a city, system or unit. ``since`` tells a reader whence it is; it masks
    in papers of any year, as the packaged list does."""

    phrase: TwoLetters
    since: str = ""

    @on_model(mode="before")
    @classmethod
    def _said(cls, given: Any) -> Any:
        return {"phrase": given} if isinstance(given, str) else given

    @on_field("since", mode="before")
    @classmethod
    def _as_text(cls, given: Any) -> str:
        since = str(given)  # YAML reads 2024 as a number and 2024-03-01 as a date
        if not _SINCE.fullmatch(since):
            raise ValueError("应当写作 2024、2024-03 或 2024-03-15，月份是 01 到 12")
        return since


class Examples(_Entry):
    """What a changed rule must flag (hit) and leave alone (miss); a bare text is an example too."""

    hit: tuple[Example, ...] = ()
    miss: tuple[Example, ...] = ()

    @on_field("hit", "miss", mode="before")
    @classmethod
    def _texts(cls, given: Any) -> Any:
        if not isinstance(given, list):
            return given
        return [{"text": entry} if isinstance(entry, str) else entry for entry in given]


class Overlay(_Entry):
    """One overlay file."""

    levels: dict[str, CardLevel] = {}
    data: dict[str, dict[str, Any]] = {}
    add: Lists = Field({}, alias="data+")
    drop: Lists = Field({}, alias="data-")
    accept: tuple[Word, ...] = ()
    roster: tuple[Person, ...] = ()
    formulae: tuple[Wording, ...] = ()
    examples: dict[str, Examples] = {}

    def places(self) -> Iterator[tuple[str, str]]:
        """Every rule it speaks of, with the part of the file that does."""
        parts: dict[str, Iterable[str]] = {
            "levels": self.levels,
            "data": self.data,
            "data+": self.add,
            "data-": self.drop,
            "examples": self.examples,
        }
        for part, by_rule in parts.items():
            for rule in by_rule:
                yield part, rule


class Members(_Entry):
    """``members.yaml`` of a system: whose papers it is for, by full name or pattern (*水利局*)."""

    units: tuple[Word, ...]


class OverlayFile:
    """One overlay and where its entries stand. ``overlay`` is what it says.

    ``label`` names it to people. Raises BadData naming the line and the entry that is wrong.
    """

    def __init__(self, label: str, text: str) -> None:
        self.label = label
        self._tree, raw = _parsed(text, label)
        try:
            self.overlay = Overlay.model_validate(raw)
        except ValidationError as error:
            raise self.wrong(*_first(error)) from error
        texts = [
            *_texts(self.overlay.data, ("data",)),
            *_texts(self.overlay.add, ("data+",)),
        ]
        for loc, text in texts:
            self._compile(loc, text)
        slow = slow_pattern([text for _, text in texts])
        if slow is not None:
            loc, text = texts[slow]
            raise self.wrong(
                loc, f"正则表达式“{text}”遇到某些文字会算不完，请去掉套在一起的 + 或 *"
            )

    def wrong(self, loc: tuple[Any, ...], said: str) -> BadData:
        """What to raise for the entry at ``loc``."""
        return _wrong(self.label, self._tree, loc, said)

    def _compile(self, loc: tuple[Any, ...], text: str) -> None:
        """Holds a text of a rule's data to being an expression that matches something."""
        try:
            found = re.compile(text, re.MULTILINE).match("")
        except re.error as error:
            at = "" if error.pos is None else f"，问题在第{error.pos + 1}个字符"
            raise self.wrong(loc, f"不是可用的正则表达式“{text}”{at}") from error
        if found:
            raise self.wrong(loc, f"正则表达式“{text}”会匹配空文字，处处都算符合")


def overlay_at(path: Path) -> OverlayFile:
    """The overlay of a file. Raises BadData, also for a file that is no text."""
    return OverlayFile(label(path), _text(path))


def overlay_paths(directory: Path) -> list[Path]:
    """The overlay files of a directory by name. Raises BadData for one whose ending says YAML in
    another way: it would be passed over in silence."""
    found = sorted(path for path in directory.iterdir() if path.is_file())
    for path in found:
        if path.suffix != SUFFIX and path.suffix.lower() in _OTHER_SUFFIXES:
            raise BadData(
                f"规则配置 {label(path)} 的后缀应当是 {SUFFIX}，请改名为 {path.stem}{SUFFIX}"
            )
    return [path for path in found if path.suffix == SUFFIX and path.name != MEMBERS]


def read_members(path: Path) -> Members:
    """Whose papers a system is for. Raises BadData naming the file, the line and the field."""
    tree, raw = _parsed(_text(path), label(path))
    try:
        return Members.model_validate(raw)
    except ValidationError as error:
        raise _wrong(label(path), tree, *_first(error)) from error


def label(path: Path) -> str:
    """The file as a person finds it in the folder ``rules``."""
    folder = path.parent
    layered = folder.parent.name in ("units", "systems")
    return f"{folder.parent.name}/{folder.name}/{path.name}" if layered else path.name


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(f"规则配置 {label(path)} 读不出来，请存为 UTF-8 文本") from error


def _parsed(text: str, name: str) -> tuple[yaml.Node | None, Any]:
    try:
        tree, raw = parsed(text)
    except BadYaml as error:
        raise BadData(f"规则配置 {name} {error}") from error
    for key in _doubled(tree):
        raise BadData(f"规则配置 {name} 第{key.start_mark.line + 1}行的“{key.value}”写了两遍")
    raw = {} if raw is None else raw
    # YAML 1.1 reads a bare ``off`` as false; here it is a level's name.
    if isinstance(raw, dict) and isinstance(raw.get("levels"), dict):
        raw["levels"] = {k: "off" if v is False else v for k, v in raw["levels"].items()}
    return tree, raw


def _doubled(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """Keys that stand twice in one place: YAML would keep the last and say nothing."""
    if isinstance(node, yaml.MappingNode):
        seen: set[Any] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key
            seen.add(key.value)
            yield from _doubled(value)
    elif isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            yield from _doubled(entry)


def _first(error: ValidationError) -> tuple[tuple[Any, ...], str]:
    first = error.errors()[0]
    # Of a choice the validator also tells which alternative it tried.
    loc = tuple(part for part in first["loc"] if "[" not in str(part))
    return loc, cause_of(first)


def _wrong(name: str, tree: yaml.Node | None, loc: tuple[Any, ...], said: str) -> BadData:
    where = ".".join(str(part + 1 if isinstance(part, int) else part) for part in loc) or "内容"
    line = line_of(tree, loc)
    return BadData(f"规则配置 {name}{f' 第{line}行' if line else ''}的“{where}”：{said}")


def _texts(given: Any, loc: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(given, str):
        yield loc, given
    elif isinstance(given, dict):
        for key, value in given.items():
            yield from _texts(value, (*loc, key))
    elif isinstance(given, list):
        for number, value in enumerate(given):
            yield from _texts(value, (*loc, number))
