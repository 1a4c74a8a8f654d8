"""Typesetting: a drafted paper as plain text with official numbering, and where each part stands.

Chapters 一、, sections （一）; items under a section heading 1.headline。rest, items without one
（一）headline。rest; other text as plain paragraphs. In a plan 【整改问题】 and 【整改措施】
open the problems and the measures of a section and belong to the first of them. ``parse`` reads
the text back as the same roles, headlines and number of items.
"""

from collections.abc import Iterator

from service.language.spans import Span
from service.paper import Chapter, ChapterRole, Item, ItemRole, Paper, Section, Sentence

_ONES = "一二三四五六七八九"
_DEFAULT_TITLES: dict[ChapterRole, str] = {
    "last_year": "上年度整改落实情况",
    "problems": "存在的主要问题",
    "cases": "典型案例剖析",
    "causes": "产生问题的原因分析",
    "measures": "下一步努力方向和整改措施",
    "plan": "整改任务和措施",
    "requirements": "有关要求",
    "other": "其他事项",
}
_LABELS: dict[ItemRole, str] = {"problem": "【整改问题】", "measure": "【整改措施】"}
_STOPS = "。！？；：!?"


def chinese_number(number: int) -> str:
    """1 as 一, 12 as 十二, up to 99."""
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else ("十" if tens == 1 else _ONES[tens - 1] + "十")
    return ten + (_ONES[ones - 1] if ones else "")


def typeset(paper: Paper) -> tuple[Paper, str]:
    """The paper with offsets and texts filled in, and its plain text; sentences stay as they are.

    Every character of the text that is not white space stands in one leaf.
    """
    page = _Page()
    start, end = page.paragraph(paper.title) if paper.title else (0, 0)
    if paper.title:
        page.blank_line()
    numbers = iter(range(1, len(paper.chapters) + 1))
    chapters = tuple(_chapter(page, chapter, numbers) for chapter in paper.chapters)
    placed = paper.model_copy(update={"chapters": chapters, "start": start, "end": end})
    return placed, page.text


class _Page:
    """The text so far."""

    def __init__(self) -> None:
        self.text = ""

    def paragraph(self, text: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += text + "\n"
        return start, start + len(text)

    def blank_line(self) -> None:
        self.text += "\n"


def _chapter(page: _Page, chapter: Chapter, numbers: Iterator[int]) -> Chapter:
    start = end = 0
    title = chapter.title or _DEFAULT_TITLES.get(chapter.role, "")
    if title:
        start, end = page.paragraph(f"{chinese_number(next(numbers))}、{title}")
    counts = iter(range(1, 100))
    sections = tuple(_section(page, section, chapter.role, counts) for section in chapter.sections)
    return chapter.model_copy(
        update={"title": title, "start": start, "end": end, "sections": sections}
    )


def _section(page: _Page, section: Section, role: ChapterRole, counts: Iterator[int]) -> Section:
    start = end = 0
    if section.title:
        start, end = page.paragraph(f"（{chinese_number(next(counts))}）{section.title}")
    inner = {"problem": 0, "cause": 0, "measure": 0}
    items = []
    before: ItemRole = "other"
    for item in section.items:
        label = _LABELS.get(item.role, "") if role == "plan" and item.role != before else ""
        marker = ""
        if item.role != "other":
            inner[item.role] += 1
            before = item.role
            titled = bool(section.title) or role == "plan"
            marker = f"{inner[item.role]}." if titled else f"（{chinese_number(next(counts))}）"
        items.append(_item(page, item, label, marker))
    return section.model_copy(update={"start": start, "end": end, "items": tuple(items)})


def _item(page: _Page, item: Item, label: str, marker: str) -> Item:
    if item.role == "other":
        body = "".join(_printed(s) for s in item.sentences) or item.text.strip()
    elif item.sentences or not item.text.strip():
        body = label + _numbered(marker, _composed(item))
    else:
        body = label + _numbered(marker, item.text.strip())
    if not body:
        return item.model_copy(update={"text": "", "start": 0, "end": 0})
    start, end = page.paragraph(body)
    return item.model_copy(update={"text": body, "start": start, "end": end})


def _numbered(marker: str, body: str) -> str:
    # 1.3号泊位 would read as a decimal.
    return f"{marker} {body}" if marker.endswith(".") and body[:1].isdigit() else marker + body


def _composed(item: Item) -> str:
    sentences = [_printed(sentence) for sentence in item.sentences]
    headline = _ended(item.headline) if item.headline else ""
    # A draft whose first sentence is the headline says it once.
    if sentences and sentences[0] == headline:
        headline = ""
    return headline + "".join(sentences) + _duties(item, "".join(sentences))


def _duties(item: Item, said: str) -> str:
    named = (("责任人", item.owner), ("完成时限", item.deadline))
    parts = [f"{name}：{value}" for name, value in named if value and value not in said]
    return "；".join(parts) + "。" if parts else ""


def _printed(sentence: Sentence) -> str:
    text = sentence.text.strip()
    if sentence.kind == "question":
        return text if text.startswith("【待补") else f"【待补：{text}】"
    return _ended(text)


def _ended(text: str) -> str:
    """The text with a full stop, unless it has its closing mark."""
    bare = text.rstrip("”’」』）)】")
    return text if not text or bare.endswith(tuple(_STOPS)) or text.endswith("】") else text + "。"


def sentence_spans(item: Item) -> list[Span]:
    """Where each drafted sentence of a typeset item stands, offsets into the paper's text.

    One span a sentence, in order; a sentence that the text no longer holds has an empty span at
    the item's start, so that the lists can be walked together.
    """
    found, at = [], 0
    for sentence in item.sentences:
        text = _printed(sentence)
        place = item.text.find(text, at)
        if place < 0:
            found.append(Span(item.start, item.start, ""))
            continue
        at = place + len(text)
        found.append(Span(item.start + place, item.start + at, text))
    return found
