"""SVG that only draws: the last look before a figure is put into a page as it stands."""

from lxml import etree

_SPACE = "{http://www.w3.org/2000/svg}"
_DRAWS = frozenset(
    {
        "svg",
        "g",
        "defs",
        "title",
        "desc",
        "rect",
        "line",
        "path",
        "circle",
        "ellipse",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "pattern",
    }
)


def only_drawn(svg: str) -> str:
    """``svg`` written anew if it holds shapes and text alone; empty if anything in it could run,
    load or style something beyond itself."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(svg, parser)
    except etree.XMLSyntaxError:
        return ""
    # A document type can declare entities, which nothing drawn here needs.
    if "<!" in svg or not all(_draws(node) for node in root.iter()):
        return ""
    return etree.tostring(root, encoding="unicode")


def _draws(node: etree._Element) -> bool:
    tag = node.tag
    if not isinstance(tag, str) or tag.removeprefix(_SPACE) not in _DRAWS:
        return False
    return not any(_reaches_out(str(name), str(value)) for name, value in node.attrib.items())


def _reaches_out(name: str, value: str) -> bool:
    if name == "{http://www.w3.org/XML/1998/namespace}lang":
        return False
    loads = "url(" in value.replace("url(#", "")
    return name.startswith(("on", "{")) or name in ("href", "style", "src") or loads
