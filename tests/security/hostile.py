"""What one hostile file is: how it is built, and what must come of reading it."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from tests.readers.office_files import (
    NAMESPACES,
    Packed,
    hand_zipped,
    packed,
    paragraph,
    word_parts,
    zipped,
)

Build = Callable[[Path], object]
BODY = "word/document.xml"
OPEN_BODY = f"<w:document {NAMESPACES}><w:body>"
CLOSE_BODY = "</w:body></w:document>"
SAID = "办事窗口排队太久"
GOOD = paragraph(SAID)
MEGA = 1024 * 1024


class Hostile(NamedTuple):
    """Either ``refused``, with ``said`` in its one message, or read, with ``read`` in its text and
    nothing of ``without``."""

    build: Build
    refused: bool
    said: str = ""
    read: str = ""
    without: tuple[str, ...] = ()


def refused(build: Build, said: str) -> Hostile:
    """A file that must be refused with a message that holds ``said``."""
    return Hostile(build, True, said)


def harmless(build: Build, *without: str, read: str = SAID) -> Hostile:
    """A file that may be read, because what is dangerous in it is left out."""
    return Hostile(build, False, "", read, without)


def holding(data: bytes) -> Build:
    """A file of these bytes."""
    return lambda path: path.write_bytes(data)


def word_with(changes: dict[str, str | None], body: str = GOOD) -> Build:
    """A Word file with parts changed, added, or (None) taken away."""
    merged: dict[str, str | None] = {**word_parts(body), **changes}
    kept = {name: content for name, content in merged.items() if content is not None}
    return lambda path: zipped(path, kept)


def word_of(parts: Callable[[], Iterable[Packed]]) -> Build:
    """A Word file whose named parts are replaced by ready-made deflated ones."""

    def build(path: Path) -> None:
        made = list(parts())
        own = {part.name for part in made}
        rest = [packed(name, text) for name, text in word_parts(GOOD).items() if name not in own]
        hand_zipped(path, [*rest, *made])

    return build
