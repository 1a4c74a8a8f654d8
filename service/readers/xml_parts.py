"""Opens the XML parts of a zipped Office file one by one; nothing else of the file is unpacked.

python-docx would load every related part, a 4 GB picture included (8 GB of memory were measured),
and its paragraphs leave out insertions, text boxes and automatic numbers.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from service.readers.piece import Refused
from service.readers.zip_directory import PROLOG, check_prolog

Element = etree._Element
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
DAMAGED = Refused("文件已损坏或内部结构不完整", "请用 Word、Excel 或 WPS 打开后另存一份再试")


class Relationship(NamedTuple):
    """A part that another part refers to. ``type`` is the last word of its type's address."""

    id: str
    type: str
    part: str


class Parts:
    """The parts of one Office file. Every failure to open or parse one is a Refused."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise DAMAGED from error
        self._names = set(self._archive.namelist())

    def root(self, name: str) -> Element:
        """The parsed root of a part."""
        return guarded(lambda: etree.fromstring(self._checked(name), parser()))

    def _checked(self, name: str) -> bytes:
        """The bytes of a part, whatever it is called, without a document type."""
        data = self._archive.read(name)
        check_prolog(data[:PROLOG])
        return data

    def stream(self, name: str, *tags: str) -> Iterator[Element]:
        """The elements of these tags as their ends are met, so that a long part need not be held
        whole; the caller clears what it has used."""
        try:
            with self._archive.open(name) as source:
                check_prolog(source.read(PROLOG))
                source.seek(0)
                events = etree.iterparse(
                    source, tag=tags, resolve_entities=False, no_network=True, load_dtd=False
                )
                for _, element in events:
                    yield element
        except FAILURES as error:
            raise DAMAGED from error

    def related(self, name: str = "") -> tuple[Relationship, ...]:
        """What a part (the file itself: "") refers to inside the file, existing parts only."""
        folder, base = posixpath.split(name)
        listing = posixpath.join(folder, "_rels", f"{base}.rels")
        if listing not in self._names:
            return ()
        found = (_relationship(element, folder) for element in self.root(listing))
        return tuple(relation for relation in found if relation.part in self._names)

    def main(self) -> str:
        """The name of the main part. Raises Refused when there is none."""
        for relation in self.related():
            if relation.type == "officeDocument":
                return relation.part
        raise DAMAGED


FAILURES = (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError)


def parser() -> etree.XMLParser:
    """A parser that expands nothing and fetches nothing."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def guarded(parse: Callable[[], Element]) -> Element:
    """The result of a parse; a broken part becomes a Refused."""
    try:
        return parse()
    except FAILURES as error:
        raise DAMAGED from error


def _relationship(element: Element, folder: str) -> Relationship:
    target = element.get("Target") or ""
    inside = element.get("TargetMode") != "External"
    part = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") if inside else ""
    return Relationship(element.get("Id") or "", (element.get("Type") or "").split("/")[-1], part)
