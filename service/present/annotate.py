"""An existing .docx back with comments: its text, formatting and every other part as they were."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.exceptions import OpcError
from lxml.etree import XMLSyntaxError

from service.blocks import SourceText
from service.errors import UnreadableFile
from service.flags import Flag
from service.present.alignment import Anchor, anchors_of
from service.present.comments import add_comment, comment_text
from service.present.earlier import drop_earlier
from service.present.outside import cut_outside_links
from service.present.xml import Element

_FAILURES = (OpcError, XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, OSError)


def annotate(source: Path, text: SourceText, flags: Sequence[Flag], target: Path) -> list[Flag]:
    """Writes ``source`` with a comment for every flag to ``target``.

    ``text`` is what the reader extracted from ``source``: flags point into it, and its limits on
    size and unpacking hold for ``source``, which is loaded whole here. Returns the flags
    that found no paragraph (in a header, say). Two things of the source do not come back: comments
    of an earlier check that nobody answered, and links that fetch from outside when the file is
    opened. Raises UnreadableFile for what is not a plain .docx.
    """
    document = _opened(source)
    drop_earlier(document)
    cut_outside_links(document)
    anchors = anchors_of(document.element.body, text.text)
    lost = []
    for flag in sorted(flags, key=lambda f: (f.start, f.id)):
        place = _place(anchors, flag, text.text)
        if place is None or not add_comment(document, *place, comment_text(flag)):
            lost.append(flag)
    document.save(str(target))
    return lost


def _opened(source: Path) -> DocumentObject:
    try:
        document = Document(str(source))
        if document.element.body is None:
            raise KeyError("body")
    except _FAILURES as error:
        advice = "请用 Word 或 WPS 另存为普通的 .docx（不带宏、非“严格”格式）再试"
        raise UnreadableFile(source.name, "不是能加批注的 Word 文件", advice) from error
    return document


def _place(anchors: list[Anchor], flag: Flag, text: str) -> tuple[Element, int, int] | None:
    """The first paragraph the flag touches, or for what is missing the nearest one before it."""
    if flag.start == flag.end:
        before = [anchor for anchor in anchors if anchor.start <= flag.start] or anchors[:1]
        return None if not before else _whole(before[-1])
    for anchor in anchors:
        found = anchor.within(flag.start, flag.end)
        if found is not None:
            return anchor.paragraph, *found
        if flag.end <= anchor.start and "\n" not in text[flag.start : anchor.start]:
            return _whole(anchor)  # in the paragraph's automatic number, which has no characters
    return None


def _whole(anchor: Anchor) -> tuple[Element, int, int]:
    last = anchor.stretches[-1]
    return anchor.paragraph, anchor.stretches[0].offset, last.offset + last.length
