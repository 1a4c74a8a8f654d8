"""Flags as Word comments, anchored on the exact phrase, without touching any formatting."""

import datetime as dt
import re

from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.shared import Pt

from service.flags import LEVEL_NAMES, Flag
from service.language.personal import without_details
from service.present.runs import runs_of
from service.present.safe import printable
from service.present.xml import Element, element

AUTHOR = "对照核对"
INITIALS = "核"
KEY = re.compile(r"〔(K\d+)〕")
"""What leads from a comment back to its flag: every program renumbers comment ids."""
_EVIDENCE_CHARACTERS = 60
_CHINA = dt.timezone(dt.timedelta(hours=8))


def comment_text(flag: Flag) -> str:
    """What the comment says: its key and level, the finding, what to ask, and the evidence."""
    lines = [f"〔{flag.id}〕{LEVEL_NAMES[flag.level]}", flag.message]
    if flag.ask:
        lines.append(f"请核实：{flag.ask}")
    if flag.proposed_ask:
        lines.append(f"模型建议的问法：{flag.proposed_ask}")
    for evidence in flag.evidence[:2]:
        # The data hold the words as they were said; what is printed goes from hand to hand.
        quote = without_details(evidence.quote).replace("\n", " ")
        short = quote[:_EVIDENCE_CHARACTERS] + ("…" if len(quote) > _EVIDENCE_CHARACTERS else "")
        lines.append(f"依据（{evidence.source}）：{short}")
    return printable("\n".join(lines))


def add_comment(
    document: DocumentObject, paragraph: Element, start: int, end: int, text: str
) -> bool:
    """Puts a comment on characters ``start`` to ``end`` of a paragraph; False if it has none."""
    runs = runs_of(paragraph, start, end)
    if not runs:
        return False
    comment = document.comments.add_comment(text=text, author=AUTHOR, initials=INITIALS)
    # Word shows the time as written; python-docx would write UTC and so a wrong clock.
    now = dt.datetime.now(_CHINA).strftime("%Y-%m-%dT%H:%M:%S")
    comment._comment_elm.set(qn("w:date"), now)
    for line in comment.paragraphs:  # else it inherits the body's 16 pt and fixed line
        line.paragraph_format.line_spacing = 1.0
        line.paragraph_format.first_line_indent = Pt(0)
        for run in line.runs:
            run.font.size = Pt(10.5)
    _anchor(runs, str(comment.comment_id))
    return True


def _anchor(runs: list[Element], number: str) -> None:
    runs[0].addprevious(element("commentRangeStart", id=number))
    end = element("commentRangeEnd", id=number)
    runs[-1].addnext(end)
    mark = element("r")
    mark.append(element("commentReference", id=number))
    outermost: Element = end
    # Inside a hyperlink or somebody's insertion the mark would become part of it.
    while (parent := outermost.getparent()) is not None and parent.tag != qn("w:p"):
        outermost = parent
    outermost.addnext(mark)
