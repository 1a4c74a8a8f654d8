"""The sample library: full papers and notes of eight invented units, no person among them.

It is the demo, a part of the tests, and the background of the generic-wording check.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import yaml

from service.value import Value

FOLDER = Path(__file__).parent
PAPERS = FOLDER / "papers"
NOTES = FOLDER / "notes"
_INDEXES = ("library-a.yaml", "library-b.yaml")
_ROW_OR_PARAGRAPH = re.compile(r"<w:tr[ >].*?</w:tr>|<w:p[ >].*?</w:p>", re.DOTALL)
_CELL = re.compile(r"<w:tc[ >].*?</w:tc>", re.DOTALL)
_WORDS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_NUMBERED = "<w:numPr>"


class Fault(Value):
    """A fault planted in a paper on purpose: the rule that should find it, and where."""

    rule: str
    quote: str = ""
    aspect: str = ""
    note: str = ""


class Entry(Value):
    """One sample paper. ``file`` is relative to PAPERS; ``quality`` is good, middling, generic or
    copied."""

    file: str
    unit: str
    slug: str
    kind: str
    year: int
    title: str
    quality: str
    faults: tuple[Fault, ...] = ()


@cache
def entries() -> tuple[Entry, ...]:
    """Every sample paper."""
    found = []
    for name in _INDEXES:
        listed = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
        rows = listed if isinstance(listed, list) else listed["papers"]
        found += [Entry.model_validate(row) for row in rows]
    return tuple(found)


def texts() -> Iterator[tuple[str, str]]:
    """Every sample paper's file name and plain text, as the readers give it.

    Papers whose numbering Word computes are left out: their text needs a reader, and stages may
    use this background without one. The Word files are our own, hence this short way.
    """
    for path in sorted(PAPERS.glob("*/*")):
        name = path.relative_to(PAPERS).as_posix()
        if path.suffix == ".txt":
            yield name, _decoded(path.read_bytes())
        elif path.suffix == ".docx":
            with ZipFile(path) as parts:
                body = parts.read("word/document.xml").decode("utf-8")
            if _NUMBERED not in body:
                yield name, "\n".join(_line(part) for part in _ROW_OR_PARAGRAPH.findall(body))


def _line(part: str) -> str:
    cells = _CELL.findall(part) if part.startswith("<w:tr") else [part]
    return "\t".join(unescape("".join(_WORDS.findall(cell))) for cell in cells)


def _decoded(raw: bytes) -> str:
    """One sample is in GB18030 on purpose, to be read like a user's file."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")
