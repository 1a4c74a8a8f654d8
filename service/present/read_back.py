"""Reads an edited .docx back: what did the person do with each comment of ours?"""

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from lxml import etree

from service.errors import UnreadableFile
from service.present.comments import KEY
from service.present.xml import Element
from service.value import Value

Outcome = Literal["open", "resolved", "edited", "deleted"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


class ReadBack(Value):
    """One comment of ours in the file that came back. ``quote`` is what it was put on, ``now``
    what stands there. Its thread's answers are ``replies``, each by the author of the same place in
    ``authors``."""

    key: str
    outcome: Outcome
    quote: str
    now: str
    message: str = ""
    replies: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


@dataclass
class _Comment:
    text: str
    thread: str
    author: str
    spanned: list[str] = field(default_factory=list)


def read_back(sent: Path, returned: Path) -> tuple[ReadBack, ...]:
    """Compares the file we gave with the one that came back, comment by comment.

    ``resolved``: marked 已解决 in Word. ``edited``: the phrase changed. ``deleted``: the comment
    is gone. ``open``: nothing happened to it. Raises UnreadableFile for anything but a .docx.
    """
    before, after = _Comments(sent), _Comments(returned)
    return tuple(_outcome(key, comment, after) for key, comment in sorted(before.by_key().items()))


def _outcome(key: str, comment: _Comment, after: "_Comments") -> ReadBack:
    quote = "".join(comment.spanned)
    message = comment.text.split("\n")[1] if "\n" in comment.text else comment.text
    found = after.by_key().get(key)
    if found is None:
        return ReadBack(key=key, outcome="deleted", quote=quote, now="", message=message)
    now = "".join(found.spanned)
    outcome: Outcome = "open"
    if found.thread in after.resolved:
        outcome = "resolved"
    elif now != quote:
        outcome = "edited"
    replies = after.replies_to(found.thread)
    return ReadBack(
        key=key,
        outcome=outcome,
        quote=quote,
        now=now,
        message=message,
        replies=tuple(reply.text for reply in replies),
        authors=tuple(reply.author for reply in replies),
    )


class _Comments:
    """The comments of one .docx with the text they span, deletions left out."""

    def __init__(self, path: Path) -> None:
        self.comments: dict[str, _Comment] = {}
        self.resolved: set[str] = set()
        self._parents: dict[str, str] = {}
        try:
            with zipfile.ZipFile(path) as archive:
                self._read_comments(_part(archive, "word/comments.xml"))
                self._read_states(_part(archive, "word/commentsExtended.xml"))
                self._read_spans(_part(archive, "word/document.xml"))
        except (zipfile.BadZipFile, OSError, etree.XMLSyntaxError) as error:
            raise UnreadableFile(
                path.name, "不是能读的 Word 文件", "请另存为 .docx 再试"
            ) from error

    def by_key(self) -> dict[str, _Comment]:
        """Our own comments by their key; answers to them have none."""
        found = {}
        for comment in self.comments.values():
            match = KEY.search(comment.text)
            if match and comment.thread not in self._parents:
                found[match.group(1)] = comment
        return found

    def replies_to(self, thread: str) -> list[_Comment]:
        """The answers in a thread."""
        return [
            c for c in self.comments.values() if thread and self._parents.get(c.thread) == thread
        ]

    def _read_comments(self, root: Element | None) -> None:
        for comment in root if root is not None else ():
            lines = comment.findall(f"{_W}p")
            texts = ["".join(t.text or "" for t in line.iter(f"{_W}t")) for line in lines]
            thread = str(lines[-1].get(f"{_W14}paraId", "")) if lines else ""
            author = str(comment.get(f"{_W}author", ""))
            name = str(comment.get(f"{_W}id", ""))
            self.comments[name] = _Comment("\n".join(texts), thread, author)

    def _read_states(self, root: Element | None) -> None:
        for state in root if root is not None else ():
            thread = str(state.get(f"{_W15}paraId", ""))
            if state.get(f"{_W15}done") == "1":
                self.resolved.add(thread)
            parent = state.get(f"{_W15}paraIdParent")
            if parent:
                self._parents[thread] = str(parent)

    def _read_spans(self, root: Element | None) -> None:
        open_ranges: dict[str, _Comment] = {}
        for node in root.iter() if root is not None else ():
            name = str(node.get(f"{_W}id", ""))
            if node.tag == f"{_W}commentRangeStart" and name in self.comments:
                open_ranges[name] = self.comments[name]
            elif node.tag == f"{_W}commentRangeEnd":
                open_ranges.pop(name, None)
            elif node.tag == f"{_W}t" and open_ranges and not _deleted(node):
                for comment in open_ranges.values():
                    comment.spanned.append(node.text or "")


def _deleted(node: Element) -> bool:
    return any(a.tag in (f"{_W}del", f"{_W}moveFrom") for a in node.iterancestors())


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    if name not in archive.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(name), parser)


class ReadBackReport(Value):
    """What a person did with every comment of one file, for JSON."""

    file: str
    comments: tuple[ReadBack, ...] = ()
