"""What a reader gives: a file's text and where each piece of it stood."""

from typing import Literal

from service.value import Value

BlockStyle = Literal["paragraph", "heading", "row", "textbox", "header", "note"]


class Block(Value):
    """One paragraph, table row or text box: ``text`` is ``SourceText.text[start:end]``.

    ``level`` is a heading style's depth (1 is highest), None where there is none. ``cells`` are a
    row's cells. ``where`` tells a person where to look: 第3段, 表1第2行, 第4页, 第7行.
    """

    text: str
    start: int
    end: int
    style: BlockStyle = "paragraph"
    level: int | None = None
    cells: tuple[str, ...] = ()
    where: str = ""


class SourceText(Value):
    """A file as read. For a text file ``text`` is its decoded text exactly as it stands (BOM
    removed, line ends kept); for other formats the blocks joined by line feeds. ``sha256`` is of
    the file's bytes. ``warnings`` say what the reader could not take (a picture, a chart)."""

    file: str
    format: str
    text: str
    blocks: tuple[Block, ...] = ()
    sha256: str = ""
    warnings: tuple[str, ...] = ()
