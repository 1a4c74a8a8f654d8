r"""left.placeholder: blanks that somebody meant to fill (XX, ×××, ***, 某某, ____, （此处填写…）).

Markdown's own asterisks are told from masks first: exported papers hold ``**heading**`` beside
``\*\*\*``, and only the second kind stands for something missing.
"""

import re
from collections.abc import Iterator

from service.checks.cards import any_of
from service.rule import Card, Finding
from service.subject import Subject

_ASTERISKS = re.compile(r"(?:\\\*)+|(?<!\\)\*+")
_BOLD = re.compile(r"(?<![\\*])\*\*(?![*\s])([^*\n]|\\\*)+?(?<![\s\\])\*\*(?!\*)")
_EDGE = re.compile(r"[\s，。；：、,.;:（(）)】【“”！？]|[一二三四五六七八九十\d]是")
_RULED_LINE = re.compile(r"^[ \t]*(?:[*_＿-][ \t]*){3,}$", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*\*[ \t]", re.MULTILINE)
_QUESTION = re.compile(r"【待补[：:][^】\n]*】")
_QUESTIONS = re.compile(
    r"【待补[：:][^】\n]*】(?:[^\n。【]{0,12}[。；，]?[ \t]*【待补[：:][^】\n]*】)*"
)


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """Every placeholder, and the 【待补：…】 questions that nobody answered.

    A draft of ours shows its questions itself; here they would bury everything else.
    """
    text = subject.text
    if not subject.cited:
        yield from _questions(text, card)
    quiet = _quiet(text)
    for start, end in (*_masks(text), *_patterns(text, card)):
        if not any(a < end and start < b for a, b in quiet):
            said = str(card.data["message"])
            yield Finding(start=start, end=end, fields={"said": said}, score=0.95)


def _questions(text: str, card: Card) -> Iterator[Finding]:
    """Questions that stand together are one finding: they are answered in one go."""
    for match in _QUESTIONS.finditer(text):
        count = len(_QUESTION.findall(match.group()))
        said = str(card.data["question_message"]).replace("{count}", str(count))
        yield Finding(
            start=match.start(),
            end=match.end(),
            fields={"said": said},
            ask=str(card.data["question_ask"]),
            level="warning",
            # Below every other warning: whoever drafted knows that these are open.
            score=0.1,
        )


def _patterns(text: str, card: Card) -> Iterator[tuple[int, int]]:
    for match in any_of(card.data["patterns"]).finditer(text):
        yield match.span()


def _quiet(text: str) -> list[tuple[int, int]]:
    """Lines that are only a drawn rule, and questions of ours."""
    found = [*_RULED_LINE.finditer(text), *_QUESTION.finditer(text)]
    return [match.span() for match in found]


def _masks(text: str) -> Iterator[tuple[int, int]]:
    """Asterisks that stand for something: escaped ones, and bare ones that mark no bold."""
    marks = [*_bold_marks(text), *(match.span() for match in _BULLET.finditer(text))]
    for match in _ASTERISKS.finditer(text):
        start, end = match.span()
        if any(a < end and start < b for a, b in marks):
            continue
        if text[start] == "\\" or end - start > 1 or _counts_something(text, end):
            yield start, end


def _counts_something(text: str, end: int) -> bool:
    return text[end : end + 1] in set("次人名个项年月日条份件")


def _bold_marks(text: str) -> list[tuple[int, int]]:
    escaped = "\\*" in text
    found = []
    for match in _BOLD.finditer(text):
        start, end = match.span()
        if escaped or (_edge_before(text, start) and _edge_after(text, end)):
            found += [(start, start + 2), (end - 2, end)]
    return found


def _edge_before(text: str, at: int) -> bool:
    return at == 0 or _EDGE.search(text[max(0, at - 2) : at]) is not None


def _edge_after(text: str, at: int) -> bool:
    return at >= len(text) or _EDGE.match(text[at:]) is not None or text[at - 3] in "。：；！？"
