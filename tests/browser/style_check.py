"""Style sheets read for what Chromium 88 does not know."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import tinycss2

from tests.browser.compatibility import OLDEST, known, since

_UNITS = {f"{size}v{way}" for size in "dsl" for way in ("h", "w", "min", "max", "i", "b")}
_UNITS |= {"cqw", "cqh", "cqi", "cqb", "cqmin", "cqmax", "lh", "rlh", "cap", "rcap", "ric", "rex"}
_BLOCKS = {"media", "layer", "container", "scope", "starting-style", "document"}
HARMLESS = {
    ":highlight": "the browser skips the rule; the page draws flags as rectangles there",
    "@media (forced-colors)": "the browser skips the rule; it has no such mode",
    "@media (prefers-contrast)": "the browser skips the rule; it has no such wish",
    "accent-color": "the browser draws its own colour",
    "print-color-adjust": "stands beside -webkit-print-color-adjust",
    "print-color-adjust: exact": "stands beside -webkit-print-color-adjust",
}
"""Newer things that may be used, each with what happens where they are not known."""
_PLAIN_FUNCTIONS = {"url", "local", "format", "var", "not", "selector"}


def newer(sheet: str) -> list[str]:
    """What a sheet uses that the oldest browser does not know, each with its line.

    What stands inside ``@supports`` is left out, as is what is ``HARMLESS``.
    """
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return [f"line {line}: {what}" for line, what in _in_rules(rules)]


_Found = Iterator[tuple[int, str]]


def _in_rules(rules: Sequence[Any]) -> _Found:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield from _in_selector(rule.prelude)
            yield from _in_block(rule.content)
        elif rule.type == "at-rule":
            yield from _in_at_rule(rule)
        elif rule.type == "error":
            yield rule.source_line, f"not a style sheet: {rule.message}"


def _in_at_rule(rule: Any) -> _Found:
    name = rule.lower_at_keyword
    if name == "supports":
        return
    yield from _old_enough(rule.source_line, f"@{name}", known().at_rules.get(name))
    if name == "media":
        yield from _in_media(rule.prelude)
    if rule.content is None:
        return
    if name in _BLOCKS:
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        yield from _in_rules(inner)
    elif name == "keyframes":
        for frame in tinycss2.parse_rule_list(rule.content, True, True):
            yield from _in_block(frame.content)


def _in_media(prelude: Sequence[Any]) -> _Found:
    for part in prelude:
        if part.type != "() block":
            continue
        inside = [token for token in part.content if token.type != "whitespace"]
        if any(token.type == "literal" and token.value in "<>" for token in inside):
            yield part.source_line, "a range in @media"
        elif inside and inside[0].type == "ident":
            name = inside[0].lower_value.removeprefix("min-").removeprefix("max-")
            version = known().media.get(name)
            yield from _old_enough(part.source_line, f"@media ({name})", version)


def _in_selector(tokens: Sequence[Any]) -> _Found:
    for colon, token in pairwise(tokens):
        if colon == ":" and token.type in ("ident", "function"):
            name = token.lower_value if token.type == "ident" else token.lower_name
            yield from _old_enough(token.source_line, f":{name}", known().selectors.get(name))
        if token.type == "function":
            yield from _in_selector(token.arguments)


def _in_block(content: Sequence[Any]) -> _Found:
    for part in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if part.type == "declaration":
            yield from _in_declaration(part)
        elif part.type in ("qualified-rule", "at-rule"):
            yield part.source_line, "a rule inside a rule"
        else:
            yield part.source_line, f"not a declaration: {part.message}"


def _in_declaration(part: Any) -> _Found:
    name = part.lower_name
    if not name.startswith("--"):
        yield from _old_enough(part.source_line, name, _property(name))
    yield from _in_value(name, part.value)


def _property(name: str) -> float | None:
    # With its prefix a property may be older than its entry, which is about the name without.
    return 0 if name.startswith("-webkit-") else known().properties.get(name)


def _in_value(name: str, tokens: Sequence[Any]) -> _Found:
    for token in tokens:
        if token.type == "ident":
            version = known().values.get((name, token.lower_value), 0)
            yield from _old_enough(token.source_line, f"{name}: {token.value}", version)
        elif token.type == "dimension" and token.lower_unit in _UNITS:
            yield token.source_line, f"the unit {token.unit}"
        elif token.type == "function":
            yield from _in_function(name, token)


def _in_function(name: str, token: Any) -> _Found:
    called = token.lower_name
    if called not in _PLAIN_FUNCTIONS:
        version = known().functions.get(called, known().values.get((name, called), 0))
        yield from _old_enough(token.source_line, f"{called}()", version)
    yield from _in_value(name, token.arguments)


def _old_enough(line: int, what: str, version: float | None) -> _Found:
    if what in HARMLESS:
        return
    if version is None:
        yield line, f"{what}, which nobody knows"
    elif version > OLDEST:
        yield line, f"{what}, {since(version)}"
