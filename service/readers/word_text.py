"""The text of one Word paragraph as its reader sees it, revisions accepted.

Insertions stay, deletions and hidden runs go; hyperlinks, content controls, fields and formulas
give their visible text. What is no text (pictures, charts, comments) is counted.
"""

import re
from collections import Counter

from service.readers.piece import Refused
from service.readers.word_styles import Styles, switch, value_of
from service.readers.xml_parts import WORD, Element

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CHOICE = COMPATIBILITY + "AlternateContent"
FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
LONGEST_CODE = 200
MOST_FIELDS = 50
"""Fields within fields; Word gives up at 20."""
PAGE_FIELD = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
LEFT_OUT = {
    WORD + tag
    for tag in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText", "rt", "tblPr")
}
SIGNS = {
    WORD + "br": "\n",
    WORD + "cr": "\n",
    WORD + "tab": "\t",
    WORD + "ptab": "\t",
    WORD + "noBreakHyphen": "-",
}
COUNTED = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": "图片",
    "{urn:schemas-microsoft-com:vml}imagedata": "图片",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "图表",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "智能图形",
    "{urn:schemas-microsoft-com:office:office}OLEObject": "嵌入对象",
    WORD + "altChunk": "嵌入文档",
    WORD + "commentReference": "批注",
}


class Field:
    """A complex field under way: its code, and whether its result is being shown."""

    def __init__(self) -> None:
        self.code = ""
        self.hidden = False

    def add(self, code: str) -> None:
        """Takes more of the code; its first word is all that counts."""
        if len(self.code) < LONGEST_CODE:
            self.code += code[:LONGEST_CODE]


class ParagraphText:
    """Collects one paragraph: ``text``, and ``boxes``, the contents of its text boxes."""

    def __init__(self, paragraph: Element, styles: Styles, seen: Counter[str]) -> None:
        self.boxes: list[Element] = []
        self._parts: list[str] = []
        self._fields: list[Field] = []
        self._styles = styles
        self._seen = seen
        style = value_of(paragraph.find(WORD + "pPr"), "pStyle")
        self._hidden = styles.hides(style)
        self._walk(paragraph)
        self.text = "".join(self._parts)

    def _walk(self, element: Element) -> None:
        for child in element:
            tag = child.tag
            if tag == WORD + "r":
                self._run(child)
            elif tag == CHOICE:
                self._walk_branch(child)
            elif tag == WORD + "fldSimple" and PAGE_FIELD.match(child.get(WORD + "instr") or ""):
                continue
            elif isinstance(tag, str) and tag not in LEFT_OUT:
                self._other(child)

    def _run(self, run: Element) -> None:
        if self._is_hidden(run):
            self._seen["隐藏文字"] += any(text.text for text in run.iterfind(WORD + "t"))
            return
        for child in run:
            tag = child.tag
            if tag == WORD + "fldChar":
                self._field(child.get(WORD + "fldCharType"))
            elif tag == WORD + "instrText" and self._fields:
                self._fields[-1].add(child.text or "")
            elif tag == CHOICE:
                self._walk_branch(child)
            elif isinstance(tag, str) and tag not in LEFT_OUT:
                self._other(child)

    def _other(self, element: Element) -> None:
        tag = str(element.tag)
        if tag in (WORD + "t", FORMULA_TEXT):
            self._add(element.text or "")
        elif tag in SIGNS:
            self._add(SIGNS[tag])
        elif tag == WORD + "sym":
            self._add(_symbol(element.get(WORD + "char") or ""))
        elif tag == WORD + "txbxContent":
            self.boxes.append(element)
        else:
            self._seen[COUNTED.get(tag, "")] += 1
            self._walk(element)

    def _walk_branch(self, choice: Element) -> None:
        """Office writes a drawing twice, for new and for old programs: the first counts."""
        branch = branch_of(choice)
        if branch is not None:
            self._walk(branch)

    def _add(self, text: str) -> None:
        if not any(field.hidden for field in self._fields):
            self._parts.append(text)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            if len(self._fields) >= MOST_FIELDS:
                raise Refused("域代码嵌套过深，不像正常文件", "请用 Word 或 WPS 打开后另存一份再试")
            self._fields.append(Field())
        elif kind == "separate" and self._fields:
            field = self._fields[-1]
            field.hidden = bool(PAGE_FIELD.match(field.code))
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_hidden(self, run: Element) -> bool:
        properties = run.find(WORD + "rPr")
        if properties is None:
            return self._hidden
        own = switch(properties, "vanish")
        if own is not None:
            return own
        return self._hidden or self._styles.hides(value_of(properties, "rStyle"))


def branch_of(choice: Element) -> Element | None:
    """The branch of an AlternateContent that current Word shows."""
    first = choice.find(COMPATIBILITY + "Choice")
    return first if first is not None else choice.find(COMPATIBILITY + "Fallback")


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
