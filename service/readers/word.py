"""Word files (.docx): paragraphs, tables, text boxes, headers and notes in reading order.

Text stands as on the page with revisions accepted: automatic numbers rendered, insertions kept,
deletions left out. The body is read as a stream, one paragraph or table at a time, so that time
and memory grow with the file and no faster.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from service.readers.numbering import Numbering
from service.readers.piece import Extract, Piece, PieceStyle, Reader, Refused
from service.readers.word_styles import Styles, outline_level, value_of
from service.readers.word_text import CHOICE, COUNTED, ParagraphText, branch_of
from service.readers.xml_parts import WORD, Element, Parts

PARAGRAPH, TABLE, ROW, CELL = (WORD + tag for tag in ("p", "tbl", "tr", "tc"))
BODY = WORD + "body"
CONTAINERS = {WORD + t for t in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
BLOCKS = (PARAGRAPH, TABLE, CHOICE, WORD + "altChunk", *sorted(CONTAINERS))
MOST_BLOCKS = 100_000
MOST_COLUMNS = 63
PAGE_NUMBER_ONLY = re.compile(r"[\W\d_第页共]*")
RELATED_TEXT: tuple[tuple[str, PieceStyle, str], ...] = (
    ("header", "header", "页眉"),
    ("footer", "header", "页脚"),
    ("footnotes", "note", "脚注"),
    ("endnotes", "note", "尾注"),
)


def extract(data: bytes) -> Extract:
    """The pieces of a Word file. Raises Refused for one that is damaged or out of all measure."""
    parts = Parts(data)
    main = parts.main()
    related = {relation.type: relation.part for relation in parts.related(main)}

    def root(kind: str) -> Element | None:
        return parts.root(related[kind]) if kind in related else None

    styles = Styles(root("styles"))
    body = Body(styles, Numbering(root("numbering"), styles))
    pieces = list(body.read(parts.stream(main, *BLOCKS)))
    for kind, style, where in RELATED_TEXT:
        for relation in parts.related(main):
            if relation.type == kind:
                pieces += body.aside(parts.root(relation.part), style, where)
    if not any(piece.text.strip() for piece in pieces):
        if body.seen["图片"]:
            raise Refused("里面没有文字，只有图片", "请改用有文字的版本，或先把图片中的文字录入")
        raise Refused("里面没有文字", "请确认文件没有选错")
    return Extract(tuple(pieces), body.warnings())


class Body:
    """Reads blocks in order and keeps what goes on from one to the next: list counters, the
    counts that make up 第3段 and 表1第2行, and what could not be taken (``seen``)."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._count: Counter[str] = Counter()
        self._carried: list[str] = []
        self.seen: Counter[str] = Counter()

    def read(self, elements: Iterable[Element]) -> Iterator[Piece]:
        """The pieces of the body's direct children; each is dropped once it is read."""
        for number, element in enumerate(elements):
            if number > MOST_BLOCKS:
                raise Refused("段落多得不像正常文件", "请拆分后再试")
            parent = element.getparent()
            if parent is None or parent.tag != BODY:
                continue
            yield from self._block(element)
            element.clear()
            while element.getprevious() is not None:
                del parent[0]
        yield from self._leftover()

    def aside(self, root: Element, style: PieceStyle, where: str) -> list[Piece]:
        """Headers, footers and notes, without those that only hold a page number."""
        taken = [piece for element in _children(root) for piece in self._blocks(element)]
        return [
            piece._replace(style=style, level=None, where=where)
            for piece in taken
            if not PAGE_NUMBER_ONLY.fullmatch(piece.text)
        ]

    def warnings(self) -> tuple[str, ...]:
        """What was met and not taken, for people."""
        counted = {label: self.seen[label] for label in dict.fromkeys(COUNTED.values())}
        said = [f"有 {count} 处{label}未读入" for label, count in counted.items() if count]
        if self.seen["隐藏文字"]:
            said.append(f"有 {self.seen['隐藏文字']} 处隐藏文字未读入，请留意是否需要")
        if self.seen["目录"]:
            said.append("目录由标题自动生成，未读入")
        return tuple(said)

    def _blocks(self, container: Element) -> Iterator[Piece]:
        for element in container:
            yield from self._block(element)

    def _block(self, element: Element) -> Iterator[Piece]:
        if element.tag == PARAGRAPH:
            yield from self._paragraph(element)
        elif element.tag == TABLE:
            yield from self._table(element)
        elif element.tag == CHOICE:
            branch = branch_of(element)
            yield from self._blocks(branch) if branch is not None else ()
        elif element.tag in CONTAINERS:
            yield from self._blocks(element)
        elif element.tag in COUNTED:
            self.seen[COUNTED[str(element.tag)]] += 1

    def _paragraph(self, element: Element) -> Iterator[Piece]:
        properties = element.find(WORD + "pPr")
        style = value_of(properties, "pStyle")
        if self._styles.of_contents(style):
            self.seen["目录"] += 1
            return
        words = ParagraphText(element, self._styles, self.seen)
        self._carried.append(words.text)
        if not _mark_deleted(properties):
            text = self._taken()
            label = self._numbering.label(element)
            if text.strip():
                yield self._piece(label + text, properties, style)
        if words.boxes:
            carried, self._carried = self._carried, []
            yield from self._boxes(words.boxes)
            self._carried = carried

    def _boxes(self, boxes: list[Element]) -> Iterator[Piece]:
        for box in boxes:
            self._count["文本框"] += 1
            where = f"文本框{self._count['文本框']}"
            for piece in (*self._blocks(box), *self._leftover()):
                yield piece._replace(style="textbox", where=where)

    def _taken(self) -> str:
        """What was carried on so far."""
        carried, self._carried = self._carried, []
        return "".join(carried)

    def _leftover(self) -> Iterator[Piece]:
        """The text of a last paragraph whose end was deleted and that nothing follows."""
        text = self._taken()
        if text.strip():
            yield self._piece(text, None, None)

    def _piece(self, text: str, properties: Element | None, style: str | None) -> Piece:
        self._count["段"] += 1
        level = outline_level(properties)
        if level is None:
            level = self._styles.outline_level(style)
        where = f"第{self._count['段']}段"
        return Piece(text, "heading" if level else "paragraph", level or None, where=where)

    def _table(self, element: Element) -> Iterator[Piece]:
        rows = [row for row in _inside(element, ROW) if not _row_deleted(row)]
        number = self._count["表"] = self._count["表"] + 1
        if all(len(_inside(row, CELL)) < 2 for row in rows):
            for row in rows:
                for cell in _inside(row, CELL):
                    yield from self._blocks(cell)
            return
        for place, row in enumerate(rows, 1):
            piece = self._row(row)
            if piece.text:
                yield piece._replace(where=f"表{number}第{place}行", table=f"表{number}")

    def _row(self, row: Element) -> Piece:
        """A row with its cells in their columns: a wide cell is followed by empty ones, and the
        columns where a tall cell goes on are in ``covered``."""
        cells = [""] * _small(value_of(row.find(WORD + "trPr"), "gridBefore"), 0)
        covered = []
        for cell in _inside(row, CELL):
            properties = cell.find(WORD + "tcPr")
            merge = properties.find(WORD + "vMerge") if properties is not None else None
            if merge is not None and merge.get(WORD + "val") != "restart":
                covered.append(len(cells))
            before = self._count.copy()
            inner = (*self._blocks(cell), *self._leftover())
            cells.append("\n".join(piece.text for piece in inner))
            self._count = before
            span = _small(value_of(properties, "gridSpan"), 1)
            cells += [""] * min(span - 1, max(MOST_COLUMNS - len(cells), 0))
        text = "\t".join(cell for cell in cells if cell.strip())
        return Piece(text, "row", cells=tuple(cells), covered=tuple(covered))


def _children(root: Element) -> list[Element]:
    """The stories of a part: a header is one, each footnote is one; separators are none."""
    notes = [note for note in root if note.tag in (WORD + "footnote", WORD + "endnote")]
    return [note for note in notes if note.get(WORD + "type") in (None, "normal")] or (
        [] if notes else [root]
    )


def _inside(element: Element, tag: str) -> list[Element]:
    """Children of this tag, also those inside content controls and insertions."""
    found = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag in CONTAINERS:
            found += _inside(child, tag)
    return found


def _mark_deleted(properties: Element | None) -> bool:
    """Whether the paragraph's end was deleted, so that the next one goes on in its place."""
    marks = properties.find(WORD + "rPr") if properties is not None else None
    return marks is not None and any(
        marks.find(WORD + tag) is not None for tag in ("del", "moveFrom")
    )


def _row_deleted(row: Element) -> bool:
    properties = row.find(WORD + "trPr")
    return properties is not None and properties.find(WORD + "del") is not None


def _small(text: str | None, default: int) -> int:
    """A count of columns; Word knows at most 63."""
    known = text is not None and text.isdecimal()
    return min(int(text), MOST_COLUMNS) if known and text and len(text) < 9 else default


READER = Reader("docx", (".docx",), extract)
