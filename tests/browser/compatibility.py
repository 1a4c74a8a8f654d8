"""What Chromium 88, the oldest browser the page has to work in, does not know, by MDN's tables."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

OLDEST = 88
_DATA = Path(__file__).parents[2] / "node_modules/@mdn/browser-compat-data/data.json"
_Node = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """Names to the version of Chromium that first knew them; infinite where none does.

    ``values`` are keyed by property and keyword. ``members`` are properties and methods of any
    object of the browser: the earliest counts, because a program's text does not tell whose member
    it means. ``statics`` are of an interface, as "AbortSignal.any".
    """

    at_rules: dict[str, float]
    media: dict[str, float]
    selectors: dict[str, float]
    properties: dict[str, float]
    values: dict[tuple[str, str], float]
    functions: dict[str, float]
    interfaces: dict[str, float]
    members: dict[str, float]
    statics: dict[str, float]
    attributes: dict[str, float]
    elements: dict[str, float]


def since(version: float) -> str:
    """When that was, in words."""
    return f"known from Chromium {version:.0f}" if version < math.inf else "unknown to Chromium"


@cache
def known() -> Known:
    """The tables, read once."""
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    css, html = data["css"], data["html"]
    properties = {**css["properties"], **_svg_presentation(data)}
    return Known(
        at_rules=_versions(css["at-rules"]),
        media=_versions(css["at-rules"]["media"]),
        selectors=_versions(css["selectors"]),
        properties=_versions(properties),
        values={
            (name, value): version
            for name, node in properties.items()
            for value, version in _versions(node).items()
        },
        functions=dict(_earliest(_all_below(css["types"]))),
        interfaces=_versions(data["api"]),
        members=dict(_earliest(_members(data))),
        statics=dict(_statics(data["api"])),
        attributes=dict(_earliest(_html_attributes(html))),
        elements=_versions(html["elements"]),
    )


def _versions(nodes: _Node) -> dict[str, float]:
    return {name: _added(node) for name, node in _children(nodes) if "__compat" in node}


def _added(node: _Node) -> float:
    """When Chromium first knew it under this name and without a switch."""
    told = node["__compat"]["support"].get("chrome", {"version_added": False})
    statements = told if isinstance(told, list) else [told]
    plain = [s for s in statements if not {"flags", "prefix", "alternative_name"} & set(s)]
    return min((_number(s["version_added"]) for s in plain), default=math.inf)


def _number(version: str | bool | None) -> float:
    if version is True:
        return 0
    text = str(version).lstrip("≤")
    return float(text) if text.replace(".", "", 1).isdigit() else math.inf


def _children(node: _Node) -> Iterator[tuple[str, _Node]]:
    yield from ((name, child) for name, child in node.items() if name != "__compat")


def _all_below(nodes: _Node) -> Iterator[tuple[str, float]]:
    for name, node in _children(nodes):
        if "__compat" in node:
            yield name, _added(node)
        yield from _all_below(node)


def _members(data: _Node) -> Iterator[tuple[str, float]]:
    for _, node in _children(data["api"]):
        yield from _versions(node).items()
    # How old the language's own are is the compiler's business.
    for _, node in _children(data["javascript"]["builtins"]):
        yield from ((name, 0) for name in _versions(node))


def _statics(api: _Node) -> Iterator[tuple[str, float]]:
    for owner, node in _children(api):
        for name, version in _versions(node).items():
            if name.endswith("_static"):
                yield f"{owner}.{name.removesuffix('_static')}", version


def _html_attributes(html: _Node) -> Iterator[tuple[str, float]]:
    yield from _versions(html["global_attributes"]).items()
    for _, element in _children(html["elements"]):
        yield from _versions(element).items()


def _svg_presentation(data: _Node) -> _Node:
    return {n: v for n, v in _children(data["svg"]["global_attributes"]) if "-" in n or n == "fill"}


def _earliest(pairs: Iterator[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    found: dict[str, float] = {}
    for name, version in pairs:
        found[name] = min(version, found.get(name, math.inf))
    yield from found.items()
