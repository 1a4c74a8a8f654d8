"""Comments of an earlier check, in a file that is checked again."""

from docx.document import Document as DocumentObject
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from service.present.comments import AUTHOR, KEY
from service.present.xml import Element

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MARKS = [qn(f"w:{tag}") for tag in ("commentRangeStart", "commentRangeEnd", "commentReference")]


def drop_earlier(document: DocumentObject) -> None:
    """Takes out our own earlier comments, which the new ones replace.

    One that somebody answered stays with its answers and only loses its key, since keys lead from
    a file that comes back to the flags of the last check.
    """
    types = {relation.reltype for relation in document.part.rels.values()}
    if RELATIONSHIP_TYPE.COMMENTS not in types:
        return
    answered = _answered(document)
    dropped = set()
    for comment in list(document.comments._comments_elm):
        if comment.get(qn("w:author")) != AUTHOR or not KEY.search(_text(comment)):
            continue
        if _thread(comment) in answered:
            _lose_key(comment)
        else:
            dropped.add(str(comment.get(qn("w:id"))))
            _remove(comment)
    for mark in list(document.element.body.iter(*_MARKS)):
        if mark.get(qn("w:id")) in dropped:
            _remove_mark(mark)


def _answered(document: DocumentObject) -> set[str]:
    """The threads that have answers, by the paragraph id that Word gives them."""
    found: set[str] = set()
    for part in document.part.package.iter_parts():
        if part.partname.endswith("commentsExtended.xml"):
            root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
            found |= {str(entry.get(f"{_W15}paraIdParent", "")) for entry in root}
    return found - {""}


def _thread(comment: Element) -> str:
    lines = comment.findall(qn("w:p"))
    return str(lines[-1].get(f"{_W14}paraId", "")) if lines else ""


def _text(comment: Element) -> str:
    return "".join(piece.text or "" for piece in comment.iter(qn("w:t")))


def _lose_key(comment: Element) -> None:
    for piece in comment.iter(qn("w:t")):
        piece.text = KEY.sub("〔前次〕", piece.text or "")


def _remove_mark(mark: Element) -> None:
    run = mark.getparent()
    _remove(mark)
    if run is not None and run.tag == qn("w:r") and all(c.tag == qn("w:rPr") for c in run):
        _remove(run)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
