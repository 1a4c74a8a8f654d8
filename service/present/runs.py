"""Characters of a Word paragraph and the runs that hold exactly some of them.

python-docx anchors comments only on whole runs that stand directly in a paragraph. A phrase may
begin inside a run, and runs may stand in hyperlinks, insertions, content controls and fields; so
runs are split here, each half keeping its formatting.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from service.present.xml import SPACE, Element

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_TEXT = {
    qn(f"w:{tag}")
    for tag in ("pPr", "rPr", "del", "moveFrom", "txbxContent", "sdtPr", "rubyPr", "rt")
} | {_FALLBACK}
_ONE_CHARACTER = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:sym"): "\ufffc",
}


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a run that shows text."""

    run: Element
    child: Element
    text: str


def paragraphs(body: Element) -> list[Element]:
    """Every paragraph a reader sees, in order: body, tables, content controls, text boxes once."""
    found = body.iter(qn("w:p"))
    return [p for p in found if not any(a.tag == _FALLBACK for a in p.iterancestors())]


def atoms(paragraph: Element) -> Iterator[Atom]:
    """The paragraph's pieces of text in reading order, deleted text left out."""
    for child in paragraph:
        if child.tag in _NOT_TEXT or not isinstance(child.tag, str):
            continue
        if child.tag == qn("w:r"):
            yield from _run_atoms(child)
        else:
            yield from atoms(child)


def _run_atoms(run: Element) -> Iterator[Atom]:
    for piece in run:
        if piece.tag == qn("w:t"):
            yield Atom(run, piece, piece.text or "")
        elif piece.tag in _ONE_CHARACTER:
            yield Atom(run, piece, _ONE_CHARACTER[piece.tag])


def text_of(paragraph: Element) -> str:
    """The paragraph's visible text."""
    return "".join(atom.text for atom in atoms(paragraph))


def runs_of(paragraph: Element, start: int, end: int) -> list[Element]:
    """The runs that hold exactly characters ``start`` to ``end``; splits runs at both ends."""
    for cut in (end, start):  # the end first, so that start keeps its meaning
        _cut_at(paragraph, cut)
    at = 0
    found: list[Element] = []
    last: Element | None = None
    for atom in atoms(paragraph):
        if atom.text and at >= start and at + len(atom.text) <= end:
            if not found or found[-1] is not atom.run:
                found.append(atom.run)
            last = atom.child
        at += len(atom.text)
    after = None if last is None else last.getnext()
    if after is not None:  # a footnote mark behind the phrase stays outside
        _split(found[-1], after, 0)
    return found


def _cut_at(paragraph: Element, cut: int) -> None:
    at = 0
    for atom in atoms(paragraph):
        if at < cut < at + len(atom.text):
            _split(atom.run, atom.child, cut - at)
            return
        if at == cut and atom.text and _something_before(atom):
            _split(atom.run, atom.child, 0)
            return
        at += len(atom.text)


def _something_before(atom: Atom) -> bool:
    return any(x.tag != qn("w:rPr") for x in atom.child.itersiblings(preceding=True))


def _split(run: Element, child: Element, at: int) -> None:
    """Moves everything of ``run`` from character ``at`` of ``child`` on into a run behind it."""
    right = OxmlElement("w:r")
    for name, value in run.attrib.items():
        right.set(name, value)
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        right.append(copy.deepcopy(properties))
    rest = list(child.itersiblings())
    if at:
        text = child.text or ""
        second = copy.deepcopy(child)
        _set_text(child, text[:at])
        _set_text(second, text[at:])
        right.append(second)
    else:
        right.append(child)
    for sibling in rest:
        right.append(sibling)
    run.addnext(right)


def _set_text(child: Element, text: str) -> None:
    child.text = text
    child.set(SPACE, "preserve")
