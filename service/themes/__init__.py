"""The taxonomy (prompts/themes.yaml): themes, their cue words, and the aspects they belong to."""

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from service.errors import BadData
from service.value import Value


class Cue(Value):
    """Words that count ``weight`` when every one of ``parts`` occurs in a note."""

    parts: tuple[str, ...]
    weight: float


class Shape(Value):
    """A turn of speech, as a regular expression, that counts ``weight`` for its theme or issue."""

    pattern: str
    weight: float


class Issue(Value):
    """What exactly is said about a theme. Notes of one issue are one group; with ``by_object``
    only those about the same object. An empty ``facet`` is the theme's."""

    name: str
    cues: tuple[Cue, ...]
    shapes: tuple[Shape, ...] = ()
    facet: str = ""
    by_object: bool = False


class Theme(Value):
    """What a note is about. A cue inside one of the ``exclusions`` does not count;
    ``questions`` are what a person should find out when a note stays vague."""

    name: str
    facet: str
    cues: tuple[Cue, ...]
    shapes: tuple[Shape, ...] = ()
    exclusions: tuple[str, ...] = ()
    questions: tuple[str, ...]
    issues: tuple[Issue, ...] = ()


class Facet(Value):
    """A side of the work that every kind has a heading for: ``aspects`` maps a scheme to the
    aspect key, ``words`` find the heading in a kind that follows no known scheme."""

    key: str
    name: str
    words: tuple[str, ...]
    aspects: dict[str, str]


class Signal(Value):
    """Words that speak for a facet whatever the theme."""

    facet: str
    cues: tuple[Cue, ...]


class Taxonomy(Value):
    """The whole file. ``schemes`` maps a kind id to the scheme of aspects it follows;
    ``objects`` a thing to the words it is called by."""

    version: str
    schemes: dict[str, str]
    facets: tuple[Facet, ...]
    signals: tuple[Signal, ...]
    objects: dict[str, tuple[str, ...]]
    themes: tuple[Theme, ...]

    def theme(self, name: str) -> Theme | None:
        """The theme of that name, or None."""
        return next((theme for theme in self.themes if theme.name == name), None)

    def facet(self, key: str) -> Facet:
        """The facet of that key. Raises BadData when a theme names one that does not exist."""
        found = next((facet for facet in self.facets if facet.key == key), None)
        if found is None:
            raise BadData(f"主题表 themes.yaml：没有名为 {key} 的归口")
        return found


@lru_cache
def load_themes() -> Taxonomy:
    """The product's own taxonomy."""
    return read_themes((files("prompts") / "themes.yaml").read_text(encoding="utf-8"))


def read_themes(text: str) -> Taxonomy:
    """A taxonomy from YAML. Raises BadData when it breaks its form."""
    try:
        taxonomy = _taxonomy(yaml.safe_load(text))
    except (KeyError, TypeError, ValueError, AttributeError, re.error, yaml.YAMLError) as error:
        raise BadData(f"主题表 themes.yaml 的格式不对：{error}") from error
    for theme in taxonomy.themes:
        for key in (theme.facet, *(issue.facet or theme.facet for issue in theme.issues)):
            taxonomy.facet(key)
    return taxonomy


def _taxonomy(raw: dict[str, Any]) -> Taxonomy:
    return Taxonomy(
        version=raw["version"],
        schemes={kind: name for name, kinds in raw["schemes"].items() for kind in kinds.split()},
        facets=tuple(_facet(entry) for entry in raw["facets"]),
        signals=tuple(
            Signal(facet=entry["facet"], cues=_cues(entry["cues"], 1)) for entry in raw["signals"]
        ),
        objects={name: tuple(words.split()) for name, words in raw["objects"].items()},
        themes=tuple(_theme(entry) for entry in raw["themes"]),
    )


def _facet(entry: dict[str, Any]) -> Facet:
    return Facet(
        key=entry["key"],
        name=entry["name"],
        words=tuple(entry["words"].split()),
        aspects=entry["aspects"],
    )


def _theme(entry: dict[str, Any]) -> Theme:
    issues = tuple(
        Issue(
            name=issue["name"],
            cues=_cues(issue["cues"], 2),
            shapes=_shapes(issue.get("shapes", ())),
            facet=issue.get("facet", ""),
            by_object=issue.get("by_object", False),
        )
        for issue in entry.get("issues", ())
    )
    return Theme(
        name=entry["name"],
        facet=entry["facet"],
        cues=_cues(entry["cues"], 1),
        shapes=_shapes(entry.get("shapes", ())),
        exclusions=tuple(entry.get("not", "").split()),
        questions=tuple(entry["questions"].split()),
        issues=issues,
    )


def _cues(words: str, weight: float) -> tuple[Cue, ...]:
    return tuple(_cue(word, weight) for word in words.split())


def _shapes(lines: Iterable[str]) -> tuple[Shape, ...]:
    parts = (line.split(maxsplit=1) for line in lines)
    return tuple(
        Shape(weight=float(weight), pattern=re.compile(pattern).pattern)
        for weight, pattern in parts
    )


def _cue(word: str, weight: float) -> Cue:
    text, _, own = word.partition("*")
    return Cue(parts=tuple(text.split("&")), weight=float(own or weight))
