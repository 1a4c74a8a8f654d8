"""Fields that fetch, run or open something; a file given back keeps what they showed, not them.

DDE starts programs, INCLUDETEXT and LINK bring in other files, MACROBUTTON runs what a template
holds. Their last result stays in its place with its formatting; only the code goes.
"""

import re
from collections.abc import Iterator

from docx.oxml.ns import qn

from service.present.xml import Element

_LIVE = re.compile(
    r"\s*(?:DDE|DDEAUTO|DATABASE|IMPORT|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|LINK|MACROBUTTON|PRINT|RD)(?![A-Za-z])",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\s*[A-Za-z=]")
_LINK = re.compile(r"\s*HYPERLINK(?![A-Za-z])(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_SWITCH = re.compile(r'\\[lots]\s*(?:"[^"]*"|\S+)|\\[a-z]', re.IGNORECASE)
_WORDS = re.compile(r'"([^"]*)"?|(\S+)')
_OPEN = re.compile(r"https?://|mailto:", re.IGNORECASE)
_CODE = (qn("w:instrText"), qn("w:delInstrText"))
_MARK, _SIMPLE = qn("w:fldChar"), qn("w:fldSimple")
_KIND = qn("w:fldCharType")


def may_open(target: str) -> bool:
    """Whether a link that a person clicks may stay: to a web page or an address for mail."""
    return bool(_OPEN.match(target))


def cut_live_fields(root: Element) -> bool:
    """Takes the live fields out of a part's tree; whether there were any."""
    found = [field for field in _fields(root) if _live(field)]
    for field in found:
        for mark in field.marks:
            _remove(mark)
    simple = [f for f in root.iter(_SIMPLE) if _live_code(f.get(qn("w:instr")) or "")]
    for element in simple:
        _unwrap(element)
    return bool(found or simple)


class _Field:
    """One field: its marks and pieces of code, and the code that stands in it itself."""

    def __init__(self) -> None:
        self.marks: list[Element] = []
        self.code = ""
        self.shows = False
        self.named_by_another = False


def _fields(root: Element) -> Iterator[_Field]:
    """The fields of a part in the order of their ends; the unended ones last."""
    under_way: list[_Field] = []
    for element in root.iter(_MARK, *_CODE):
        kind = element.get(_KIND)
        if kind == "begin":
            outer = under_way[-1] if under_way else _Field()
            outer.named_by_another |= not outer.shows and not _NAMED.match(outer.code)
            under_way.append(_Field())
        if not under_way:
            continue
        field = under_way[-1]
        field.marks.append(element)
        if element.tag in _CODE and not field.shows:
            field.code += element.text or ""
        field.shows = field.shows or kind == "separate"
        if kind == "end":
            yield under_way.pop()
    yield from under_way


def _live(field: _Field) -> bool:
    """A field whose name is the result of another one hides what it is: it goes too."""
    return field.named_by_another or _live_code(field.code)


def _live_code(code: str) -> bool:
    link = _LINK.match(code)
    targets = _WORDS.findall(_SWITCH.sub(" ", link["rest"])) if link else []
    closed = any(not may_open(quoted or bare) for quoted, bare in targets)
    return bool(_LIVE.match(code)) or closed


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        for number, child in enumerate(list(element)):
            parent.insert(at + number, child)
        parent.remove(element)


def _remove(mark: Element) -> None:
    """Takes a mark away; an emptied run stays, so that what its formatting holds stays too."""
    parent = mark.getparent()
    if parent is not None:
        parent.remove(mark)
