"""What a format's reader hands over: pieces of text, before they become a SourceText.

These are plain tuples because the child process that parses files imports them: with pydantic its
start took 0.35 s instead of 0.06 s.
"""

import json
import re
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

PieceStyle = Literal["paragraph", "heading", "row", "textbox", "header", "note"]


class Piece(NamedTuple):
    """A paragraph, table row or text box with its place.

    ``table`` names the table or sheet a row belongs to. ``covered`` are the columns (from 0) in
    which a merged cell of an earlier row goes on. ``start`` is the piece's place in
    ``Extract.text``, None where the text is still to be joined.
    """

    text: str
    style: PieceStyle = "paragraph"
    level: int | None = None
    cells: tuple[str, ...] = ()
    where: str = ""
    table: str = ""
    covered: tuple[int, ...] = ()
    start: int | None = None


_UNHOLDABLE = re.compile("[\0\ud800-\udfff]")


def holdable(text: str) -> str:
    """``text`` with U+FFFD, one for one, in place of NUL and lone surrogates: neither JSON in
    UTF-8 nor a database can hold them. PDF fonts and JSON escapes bring them in."""
    return _UNHOLDABLE.sub("\ufffd", text)


class Extract(NamedTuple):
    """All pieces of a file in reading order. ``text`` is the decoded file for a text format, None
    for the others, whose pieces are joined by line feeds."""

    pieces: tuple[Piece, ...]
    warnings: tuple[str, ...] = ()
    text: str | None = None

    def holdable(self) -> "Extract":
        """The same extract with ``holdable`` texts."""
        pieces = tuple(
            piece._replace(
                text=holdable(piece.text),
                cells=tuple(map(holdable, piece.cells)),
                where=holdable(piece.where),
                table=holdable(piece.table),
            )
            for piece in self.pieces
        )
        return Extract(pieces, self.warnings, None if self.text is None else holdable(self.text))

    def to_json(self) -> str:
        """One line of JSON, as the child process sends it."""
        return json.dumps(self)

    @classmethod
    def from_json(cls, text: str) -> "Extract":
        """The extract that ``to_json`` wrote."""
        pieces, warnings, whole = json.loads(text)
        return cls(tuple(_piece(fields) for fields in pieces), tuple(warnings), whole)


def _piece(fields: list[Any]) -> Piece:
    piece = Piece(*fields)
    return piece._replace(cells=tuple(piece.cells), covered=tuple(piece.covered))


class Refused(Exception):
    """A file's content cannot be read: ``cause`` and ``advice`` in Chinese, the file not yet named.

    It becomes the UnreadableFile that callers see.
    """

    def __init__(self, cause: str, advice: str = "") -> None:
        self.cause = cause
        self.advice = advice
        super().__init__(cause)


class Reader(NamedTuple):
    """How one format is read.

    ``extract`` turns the file's bytes into pieces. ``sandboxed`` readers hand untrusted bytes to a
    parser and run in the child process; the others only decode text. ``prepare`` turns the file
    into the format that ``extract`` takes, given its bytes and suffix.
    """

    format: str
    suffixes: tuple[str, ...]
    extract: Callable[[bytes], Extract]
    sandboxed: bool = True
    prepare: Callable[[bytes, str], bytes] | None = None
