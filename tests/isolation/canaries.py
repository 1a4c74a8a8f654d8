"""Canaries: words of one unit that nothing shown to anybody else may hold, however it is packed."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple
from urllib.parse import unquote

import httpx2

Sort = Literal["desk", "sent", "kind", "rule", "folk", "head", "name"]
"""Where a word stands, which decides who may read it.

``desk``: notes, draft, library, jobs and all that only those who work for the unit see. ``sent``:
in the paper that was sent up. ``kind``: in the unit's own kind, which holds below it, too.
``rule``: in the unit's rules. ``folk``: the name of somebody who works in the unit. ``head``: of
somebody who also sends up.
``name``: the unit's own name.
"""
SORTS: tuple[Sort, ...] = ("desk", "sent", "kind", "rule", "folk", "head", "name")
_WORD = re.compile("|".join(f"Q{sort.upper()}[A-Z]Q" for sort in SORTS))
_ID = re.compile(r"[0-9a-f]{24}")


def word(sort: Sort, unit: str) -> str:
    """The canary of a unit, whose one letter is ``unit``: letters that no encoding changes."""
    return f"Q{sort.upper()}{unit}Q"


class Sightings(NamedTuple):
    """The canaries and the ids that stand in something."""

    words: frozenset[str]
    ids: frozenset[str]


def seen_in(*things: str | bytes | Mapping[str, str]) -> Sightings:
    """What stands in texts, headers and files: Word and Excel files are opened."""
    texts = [text for thing in things for text in _texts(thing)]
    return Sightings(
        words=frozenset(found for text in texts for found in _WORD.findall(text)),
        ids=frozenset(found for text in texts for found in _ID.findall(text)),
    )


def told_anew(answer: httpx2.Response, asked: str) -> Sightings:
    """What an answer tells beyond what was asked."""
    told, known = seen_in(answer.content, dict(answer.headers)), seen_in(asked)
    return Sightings(told.words - known.words, told.ids - known.ids)


def _texts(thing: str | bytes | Mapping[str, str]) -> Iterable[str]:
    if isinstance(thing, str):
        return (thing, unquote(thing))
    if isinstance(thing, bytes):
        return (thing.decode(errors="replace"), *_parts(thing))
    return (part for pair in thing.items() for text in pair for part in (text, unquote(text)))


def _parts(data: bytes) -> list[str]:
    if not data.startswith(b"PK"):
        return []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [
            text
            for name in archive.namelist()
            for text in (name, archive.read(name).decode(errors="replace"))
        ]
