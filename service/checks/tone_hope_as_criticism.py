"""tone.hope-as-criticism: a wish, an advice or a compliment where a shortcoming belongs.

Judged turn by turn: what one member says of another, or one problem. A wish is said outright (希望,
建议) or is a clause that only tells what ought to be (再…一些就更好, 应当进一步…). A wish that
follows a shortcoming is good manners and stays; one that others uttered is a fact.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from service.checks.cards import any_of
from service.checks.clauses import clauses, points
from service.language.normal import normal
from service.language.sentences import sentences
from service.language.spans import Span
from service.paper import Item
from service.rule import Card, Finding
from service.subject import Subject

_CRITICISM = re.compile("批评意见|相互批评|互相批评|批评发言|批评清单|互评")
_TO_WHOM = re.compile(
    r"(?:^|(?<=[。；\n]))\s*[^，。；：:\n]{0,8}(?:对|给)[^，。；：:\n]{1,16}[：:]"
)
_WISH_END = re.compile(r"[。！？；\n]|$")
_QUOTED = re.compile(r"“[^”\n]*”")


@dataclass(frozen=True, slots=True)
class _Words:
    aside: int
    wish: re.Pattern[str]
    ought: re.Pattern[str]
    others: re.Pattern[str]
    fault: re.Pattern[str]
    praise: re.Pattern[str]

    def first_wish(self, sentence: Span) -> int | None:
        """Where the sentence's own first wish begins; None where it has none, or reports what
        others asked for."""
        for clause in clauses(sentence):
            outright = self.wish.search(clause.text)
            if outright:
                return clause.start + outright.start("wish")
            if self.others.search(clause.text):
                return None
            if self.ought.search(clause.text) and not self.fault.search(
                self.ought.sub("", clause.text)
            ):
                return clause.start
        return None


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a turn, on its wish."""
    names = ("wishes", "oughts", "others", "faults", "praise")
    words = _Words(int(card.data["aside"]), *(any_of(card.data[name]) for name in names))
    for item in _criticisms(subject):
        for point in points(item):
            for turn in _turns(point):
                span = _only_wish(turn, words)
                if span is not None:
                    yield Finding(start=span[0], end=span[1], item=item.id, score=0.7)


def _only_wish(turn: Span, words: _Words) -> tuple[int, int] | None:
    """The span of a turn's first wish, where besides its wishes it names no shortcoming."""
    first: int | None = None
    rest = ""
    for sentence in _sentences(turn):
        begun = words.first_wish(sentence)
        first = begun if first is None else first
        rest += sentence.text if begun is None else sentence.text[: begun - sentence.start]
    said = len(normal(rest))
    if first is None or words.fault.search(rest):
        return None
    if said > words.aside and not words.praise.search(rest):
        return None
    end = _WISH_END.search(turn.text, first - turn.start)
    return first, turn.start + (end.start() if end else len(turn.text))


def _sentences(turn: Span) -> Iterator[Span]:
    """The turn's sentences, and their halves at ；."""
    for part in re.finditer(r"[^；]+(?:；|$)", turn.text):
        for span in sentences(part.group()):
            start = turn.start + part.start() + span.start
            yield Span(start, start + len(span.text), span.text)


def _criticisms(subject: Subject) -> Iterator[Item]:
    """Problems, and whatever stands under a heading of mutual criticism."""
    for chapter, section, item in subject.paper.placed_items():
        headed = _CRITICISM.search(chapter.title) or _CRITICISM.search(section.title)
        if headed or (item.role == "problem" and chapter.role == "problems"):
            yield item


def _turns(point: Span) -> Iterator[Span]:
    """What is said to one person after the other; the whole text where nobody is addressed.

    Whom it is said to, and what is quoted, is blanked out, places kept.
    """
    text = _QUOTED.sub(_blank, point.text)
    cuts = sorted({0, *(m.start() for m in _TO_WHOM.finditer(text)), len(text)})
    said = _TO_WHOM.sub(_blank, text)
    for start, end in pairwise(cuts):
        yield Span(point.start + start, point.start + end, said[start:end])


def _blank(match: re.Match[str]) -> str:
    return "\u3000" * len(match.group())
