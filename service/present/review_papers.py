"""One paper, one page, in Word."""

from docx.document import Document as DocumentObject

from service.present.fitting import Part, fitted, height, short
from service.present.review_names import Names, concrete_problems
from service.present.review_overview import reasons_to_send_back
from service.present.review_parts import PARTS, about, lines_of, nothing_said, text_of
from service.present.tables import Cell, Column, add_table
from service.present.word_text import add_heading, add_line
from service.reviews import DigestLine, DigestPart, PaperReview, Review

_LINES, _ROOM = 35, 40.0
"""What a page holds under a heading and a remark of two lines each: 15 pt lines of 10.5 pt
characters, and the seven headings, which are 2 pt higher."""
_OWNED, _ASKED = PARTS[0][1], PARTS[-1][1]
_TRIES: tuple[tuple[int, dict[str, int]], ...] = (
    (72, {_OWNED: 3, _ASKED: 5}),
    (48, {_OWNED: 3, _ASKED: 5}),
    (72, {_ASKED: 5}),
    (48, {_ASKED: 5}),
    (36, {_ASKED: 5}),
    (36, {}),
)
"""How long a line may be and how many lines must stay, until the page holds it: the questions for
the meeting are what it is taken along for, and what is owned up to comes next."""
_HEADING_PT, _HEADING_TWIPS = 12.0, 340
_SOURCES = 2
_NAME, _FILE, _SOURCE = 48, 24, 32
_CUT = "\x1f"
"""Parts text and source while lines are counted; stands in no text that is printed."""


def add_papers(document: DocumentObject, review: Review) -> None:
    """Adds a list of the papers and a page for each."""
    names = Names(review)
    _list(document, review, names)
    for number, paper in enumerate(review.papers, 1):
        _page(document, number, paper, names)


def _list(document: DocumentObject, review: Review, names: Names) -> None:
    columns = (
        Column("序号", 12, centred=True),
        Column("材料", 60),
        Column("问题", 14, centred=True),
        Column("具体", 14, centred=True),
        Column("必改", 14, centred=True),
        Column("建议", 42),
    )
    reasons = {paper.file: told for paper, told in reasons_to_send_back(review)}
    rows = [
        (
            Cell(str(number)),
            Cell(names.paper(paper.file)),
            Cell(str(len(paper.problems))),
            Cell(str(concrete_problems(paper))),
            Cell(str(paper.counts.get("error", 0))),
            Cell("退回修改：" + "；".join(reasons[paper.file]) if paper.file in reasons else ""),
        )
        for number, paper in enumerate(review.papers, 1)
    ]
    add_table(document, columns, rows)


def _page(document: DocumentObject, number: int, paper: PaperReview, names: Names) -> None:
    name = short(names.paper(paper.file), _NAME)
    file = "" if paper.file in name else f"{short(paper.file, _FILE)}；"
    add_heading(document, f"{number}. {name}", 2, new_page=True)
    add_line(document, f"{file}{about(paper)}未注明文件的出处在本材料。")
    kept = _fitting(paper, names)
    for heading, lines in kept:
        add_heading(document, heading, 3, size_pt=_HEADING_PT, line_twips=_HEADING_TWIPS)
        for line in lines:
            text, _, source = line.partition(_CUT)
            add_line(document, text, source)


def _fitting(paper: PaperReview, names: Names) -> list[Part]:
    """The page's parts in what a page holds: lines are cut shorter before a question is lost."""
    for most, least in _TRIES:
        said = [_part(*part, paper, names, most) for part in PARTS]
        kept = fitted(said, lines=_LINES, room=_ROOM, rest=_rest, least=least)
        if height(kept, _ROOM) <= _LINES:
            break
    return kept


def _part(
    part: DigestPart, heading: str, nothing: str, paper: PaperReview, names: Names, most: int
) -> Part:
    lines = [
        _line(number, line, paper, names, most)
        for number, line in enumerate(lines_of(paper, part), 1)
    ]
    return heading, lines or [nothing_said(paper, part, nothing)]


def _line(number: int, line: DigestLine, paper: PaperReview, names: Names, most: int) -> str:
    sources = names.sources(line.sources, within=paper.file)
    told = "；".join(short(source, _SOURCE) for source in sources[:_SOURCES])
    more = f"等{len(sources)}处" if len(sources) > _SOURCES else ""
    return f"{number}. {short(text_of(line), most)}{_CUT}{told}{more}"


def _rest(gone: int) -> str:
    return f"另有{gone}条，见网页或数据文件。"
