"""YAML that people wrote, kinds and overlays: read so that no text brings the program down."""

from collections.abc import Sequence
from typing import Any

import yaml

# The C loader reads the same YAML about eight times faster; some builds lack it.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 30
_MOST_ALIASES = 8


class BadYaml(Exception):
    """What is wrong, in Chinese, with the line (第3行) where it is known."""


def parsed(text: str) -> tuple[yaml.Node | None, Any]:
    """The tree of a text, for where its entries stand, and its value. Raises BadYaml."""
    try:
        _refuse_monsters(text)
        loader = _LOADER(text)
        try:
            tree = loader.get_single_node()
            return tree, None if tree is None else loader.construct_document(tree)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        line = _line(getattr(error, "problem_mark", None))
        raise BadYaml(f"{line}不是合格的 YAML，请检查括号、引号、冒号和缩进") from error
    except ValueError as error:
        # A date that there is none of (2026-02-31), a number of thousands of digits.
        raise BadYaml("有一个数或日期不成立；是文字的话请加引号") from error


def line_of(node: yaml.Node | None, loc: Sequence[object]) -> int:
    """The line, from 1, of the innermost entry on the way to ``loc``, whose parts are names and
    numbers from 0; 0 where there is none."""
    line = node.start_mark.line + 1 if node and loc else 0
    for part in loc:
        found = _entry(node, part)
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line


def _entry(node: yaml.Node | None, part: object) -> tuple[yaml.Node, yaml.Node] | None:
    """Where an entry begins, and what it holds."""
    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if k.value == str(part)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None


def _refuse_monsters(text: str) -> None:
    """Raises BadYaml for many aliases, which, one in another, stand for more than any memory holds,
    for one inside what it stands for, and for nesting that takes longer to read with every level.
    """
    inside, aliases = list[str | None](), 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            inside.append(event.anchor)
        elif isinstance(event, yaml.CollectionEndEvent):
            inside.pop()
        elif isinstance(event, yaml.AliasEvent):
            aliases += 1 if event.anchor not in inside else _MOST_ALIASES + 1
        if len(inside) > _DEEPEST:
            raise BadYaml(f"{_line(event.start_mark)}套得太深，请写得平一些")
        if aliases > _MOST_ALIASES:
            raise BadYaml(f"{_line(event.start_mark)}的引用（*）太多或套住自己，请把内容写出来")


def _line(mark: Any) -> str:
    return "" if mark is None else f"第{mark.line + 1}行"
