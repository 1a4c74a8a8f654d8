"""What reading notes finds: notes taken and lines left, and how list numbers are taken off."""

import re
from typing import NamedTuple

LIST_MARK = re.compile(
    r"\s*(?:\d{1,3}\s*[.．](?!\d)|\d{1,3}\s*[、)）]|[（(]\s*\d{1,3}\s*[)）]"
    r"|[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳⑴-⒇⒈-⒛]"
    r"|[-*•·●■◆□○▪]|[–—](?!—))\s*"
)
LONGEST_SHOWN = 40


class Taken(NamedTuple):
    """A note: its given id or "", its text without the list mark, its source, where it stood, and
    the line as it stood there."""

    text: str
    source: str = ""
    id: str = ""
    where: str = ""
    line: str = ""


class Skip(NamedTuple):
    """A line or row that is no note."""

    where: str
    reason: str
    text: str

    def __str__(self) -> str:
        shown = " ".join(self.text.split())
        shown = shown if len(shown) <= LONGEST_SHOWN else shown[:LONGEST_SHOWN] + "…"
        return f"{self.where}：{self.reason}（{shown}）"


Found = Taken | Skip


def without_mark(line: str) -> str:
    """The line without its list number or bullet (1. 2、（3）① -) and outer white space."""
    return LIST_MARK.sub("", line, count=1).strip() if LIST_MARK.match(line) else line.strip()
