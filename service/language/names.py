"""Finding names by what they end in, without a segmenter: 设备管理科, 安全生产专题会, 柳溪镇.

The end of such a name is a closed list (``data/names.yaml``); where it begins is not marked in
Chinese. A name is therefore read leftwards from its head to the first character or word that no
name holds, and two readings of one name are compared from the right.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

LONGEST = 14


@dataclass(frozen=True, slots=True)
class Name:
    """``text[start:end]`` reads as a name that ends in ``head``; ``start`` is a best guess."""

    start: int
    end: int
    text: str
    head: str

    @property
    def qualifier(self) -> str:
        """What distinguishes it: the name without its head."""
        return self.text.removesuffix(self.head)


@lru_cache(maxsize=1)
def parts() -> dict[str, Any]:
    """The lists of ``data/names.yaml``, by section."""
    source = files("service.language.data").joinpath("names.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.safe_load(source)
    return loaded


@lru_cache(maxsize=1)
def _inner() -> frozenset[str]:
    stems = parts()["departments"]["stems"]
    return frozenset((*words(parts()["inner"]), *words(stems)))


def words(entry: str | Sequence[str]) -> tuple[str, ...]:
    """A list of the file: words apart by spaces, in one string or several."""
    joined = entry if isinstance(entry, str) else " ".join(entry)
    return tuple(joined.split())


@lru_cache(maxsize=1)
def _boundaries() -> frozenset[str]:
    return frozenset(words(parts()["boundaries"]))


def longest_first(entries: Sequence[str], blocked: dict[str, frozenset[str]] | None = None) -> str:
    """A pattern that matches any of the entries, the longest where several do.

    ``blocked`` names the characters that must not follow an entry (see ``not_before``).
    """
    ahead = {entry: "".join(sorted(after)) for entry, after in (blocked or {}).items()}
    return "|".join(
        re.escape(e) + (f"(?![{ahead[e]}])" if ahead.get(e) else "")
        for e in sorted(entries, key=lambda e: (-len(e), e))
    )


def not_before(entries: Sequence[str], heads: Sequence[str]) -> dict[str, frozenset[str]]:
    """For each head the characters that, right behind it, make it part of another word.

    An entry is a head followed by such characters: 科技学 forbids 技 and 学 behind 科.
    """
    table: dict[str, frozenset[str]] = {}
    for entry in entries:
        head = max((h for h in heads if entry.startswith(h)), key=len, default=entry[0])
        table[head] = table.get(head, frozenset()) | frozenset(entry[len(head) :])
    return table


def names(text: str, heads: re.Pattern[str]) -> Iterator[Name]:
    """The names in ``text`` whose end matches ``heads``, left to right, none inside another."""
    floor = 0
    for match in heads.finditer(text):
        start = begin(text, match.start(), floor)
        yield Name(start, match.end(), text[start : match.end()], match.group())
        floor = match.end()


def begin(text: str, end: int, floor: int, through: frozenset[str] = frozenset()) -> int:
    """Where a name that is read leftwards from ``end`` begins; ``through`` stops nothing."""
    start = end
    while start > max(floor, end - LONGEST) and _belongs(text[start - 1]):
        if _ends_here(text, start, end, through):
            break
        start -= 1
    return start


def _ends_here(text: str, start: int, end: int, through: frozenset[str]) -> bool:
    """Whether a boundary word ends at ``start``, unless it is part of a word that names hold."""
    boundaries, inner = _boundaries(), _inner()
    if any(
        text[start - size : start] in boundaries and text[start - size : start] not in through
        for size in (2, 3, 4)
        if start >= size
    ):
        return True
    if text[start - 1] not in boundaries or text[start - 1] in through:
        return False
    pairs = (text[start - 1 : min(start + 1, end)], text[max(0, start - 2) : start])
    return not any(pair in inner for pair in pairs)


def _belongs(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or character.isdigit() or character == "〇"


def agree(one: str, other: str) -> bool:
    """Whether two readings may be one name: one ends in the other."""
    return one.endswith(other) or other.endswith(one)
