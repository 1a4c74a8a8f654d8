"""WordprocessingML elements, where python-docx has no word for them. Child order matters in it."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from service.present.layout import Face

__all__ = ["SPACE", "Element", "element", "set_face", "text_element"]

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, **attributes: object) -> Element:
    """``<w:tag w:name="value"/>``."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def text_element(text: str, tag: str = "t") -> Element:
    """``<w:t>`` (or ``w:instrText``) that keeps its spaces."""
    made = element(tag)
    made.text = text
    made.set(SPACE, "preserve")
    return made


def set_face(
    properties: Element,
    face: Face,
    size_pt: float,
    *,
    bold: bool = False,
    spacing: int | None = None,
) -> None:
    """Face, size and weight of a run or style. Drops theme fonts, which would win over names.

    ``hint`` makes “ ” … — come from the Chinese face.
    """
    for tag in ("rFonts", "b", "bCs", "color", "spacing", "sz", "szCs"):
        for old in properties.findall(qn(f"w:{tag}")):
            properties.remove(old)
    fonts = element("rFonts", ascii=face.latin, hAnsi=face.latin, cs=face.latin)
    fonts.set(qn("w:eastAsia"), face.chinese)
    fonts.set(qn("w:hint"), "eastAsia")
    properties.insert(0, fonts)
    weight = "1" if bold else "0"
    rest = [element("b", val=weight), element("bCs", val=weight), element("color", val="000000")]
    if spacing is not None:
        rest.append(element("spacing", val=spacing))
    half_points = int(size_pt * 2)
    rest += [element("sz", val=half_points), element("szCs", val=half_points)]
    for child in rest:
        properties.append(child)
