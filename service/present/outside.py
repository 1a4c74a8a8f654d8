"""What leads out of a file or runs in it; a file given back has none of it.

A template, picture or embedded file on another machine tells that machine who opens the paper and
when; a field may start a program. Links to a web page or a mail address, which wait for a click,
stay; those to files, shares and scripts lose their target and keep their text.
"""

from docx.document import Document as DocumentObject
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.opc.rel import Relationships, _Relationship
from docx.oxml.ns import qn
from lxml import etree

from service.present.live_fields import cut_live_fields, may_open
from service.present.xml import Element

_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_VIDEO = "{http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing}webVideoPr"
_WORD_LINKS = (
    "attachedTemplate",
    "subDoc",
    "altChunk",
    "sourceFileName",
    "src",
    "dataSource",
    "headerSource",
    "saveThroughXslt",
)
_NOTHING_ELSE = {
    *(qn(f"w:{tag}") for tag in _WORD_LINKS),
    *(_DRAWING + tag for tag in ("hlinkClick", "hlinkHover", "hlinkMouseOver")),
    _CHART + "externalData",
    _OFFICE + "OLEObject",
}
"""Elements that are nothing but a link: without it they go. An object's picture stays."""
_UNWELCOME = frozenset({"aFChunk", "subDocument", "vbaProject", "keyMapCustomizations"})
"""Kinds of relationships that go even where they stay inside the file: a web page that Word takes
in when the file is opened, and macros."""


def cut_outside_links(document: DocumentObject) -> None:
    """Removes what leads outside or runs, and what points at it, from every part."""
    package = document.part.package
    for name in _leading_out(package.rels):
        del package.rels[name]
    for part in list(package.iter_parts()):
        names = _leading_out(part.rels)
        _clean(part, names)
        for name in names:
            del part.rels[name]


def _leading_out(relations: Relationships) -> set[str]:
    return {name for name, relation in relations.items() if _unwelcome(relation)}


def _unwelcome(relation: _Relationship) -> bool:
    if relation.reltype.rpartition("/")[2] in _UNWELCOME:
        return True
    if not relation.is_external:
        return False
    link = relation.reltype == RELATIONSHIP_TYPE.HYPERLINK
    return not (link and may_open(relation.target_ref))


def _clean(part: Part, names: set[str]) -> None:
    if isinstance(part, XmlPart):
        _cut(part.element, names)
    elif part.content_type.endswith("xml"):
        root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
        if _cut(root, names):
            blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            part._blob = blob  # python-docx has no way to replace a part's bytes


def _cut(root: Element, names: set[str]) -> bool:
    """Whether anything had to go."""
    unlinked = _unlink(root, names) if names else False
    videos = list(root.iter(_VIDEO))  # they hold a piece of web page as text
    for video in videos:
        _remove(video)
    return cut_live_fields(root) or unlinked or bool(videos)


def _unlink(root: Element, names: set[str]) -> bool:
    found = False
    for element in list(root.iter(etree.Element)):
        links = [
            key
            for key, value in element.attrib.items()
            if str(key).startswith(_RELATED) and value in names
        ]
        for key in links:
            del element.attrib[key]
        if links and element.tag in _NOTHING_ELSE:
            _remove(element)
        found = found or bool(links)
    return found


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
