"""Links that fetch something from outside when a file is opened; a file given back has none.

A template, picture or embedded file on another machine tells that machine who opens the paper and
when. A hyperlink, which waits for a click, stays.
"""

from docx.document import Document as DocumentObject
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from lxml import etree

from service.present.xml import Element

_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NOTHING_ELSE = {
    qn(f"w:{tag}") for tag in ("attachedTemplate", "subDoc", "altChunk", "sourceFileName", "src")
}
"""Elements that are nothing but a link: without it they go."""


def cut_outside_links(document: DocumentObject) -> None:
    """Removes every outside relationship but hyperlinks, and what points at it."""
    for part in list(document.part.package.iter_parts()):
        names = {
            name
            for name, relation in part.rels.items()
            if relation.is_external and relation.reltype != RELATIONSHIP_TYPE.HYPERLINK
        }
        if names:
            _forget(part, names)
            for name in names:
                del part.rels[name]


def _forget(part: Part, names: set[str]) -> None:
    if isinstance(part, XmlPart):
        _unlink(part.element, names)
    elif part.content_type.endswith("xml"):
        root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
        _unlink(root, names)
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part._blob = blob  # python-docx has no way to replace a part's bytes


def _unlink(root: Element, names: set[str]) -> None:
    for element in list(root.iter()):
        links = [
            key
            for key, value in element.attrib.items()
            if str(key).startswith(_RELATED) and value in names
        ]
        for key in links:
            del element.attrib[key]
        parent = element.getparent()
        if links and element.tag in _NOTHING_ELSE and parent is not None:
            parent.remove(element)
