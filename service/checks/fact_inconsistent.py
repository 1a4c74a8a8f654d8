"""fact.inconsistent: counts that differ inside the paper.

Three sorts: how many opinions were collected, or talks held, told twice and differently; parts with
a rest (其余, 其他) that do not add up to the whole; and more or fewer problems or aspects than are
announced. What is counted of another year, another meeting or a part of the people is no conflict,
and talks are never held against opinions.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from service.checks.cards import any_of, compiled
from service.checks.places import chapters_of, heading_span, items_of
from service.flags import Evidence
from service.language.sentences import sentences
from service.language.spans import Span
from service.language.specifics import Specific, specifics
from service.language.specifics.numerals import half_width, number
from service.language.specifics.quantity import Quantity
from service.paper import Item
from service.rule import Card, Finding
from service.subject import Subject

_MOST_PARTS = 12
"""Parts of a whole that are tried in every choice; a longer list is no list of parts."""


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """Every count that another place of the paper contradicts, with that place as evidence."""
    spans = sentences(subject.text)
    for entry in card.data["told"]:
        yield from _told_twice(subject, spans, entry, card)
    for span in spans:
        yield from _parts(subject, span, card)
    yield from _problems(subject, card)
    yield from _aspects(subject, card)


def _told_twice(
    subject: Subject, spans: list[Span], entry: dict[str, str], card: Card
) -> Iterator[Finding]:
    """A total that does not stand where the paper first tells it, however often it is sorted."""
    first: Span | None = None
    another_time = any_of(card.data["another_time"])
    elsewhere = any_of(card.data["of_others"])
    for span in spans:
        if another_time.search(span.text):
            continue
        for match in compiled(entry["pattern"]).finditer(half_width(span.text)):
            value = number(match["n"])
            if first is None:
                first = span
            elif value is not None and not elsewhere.search(_until(span.text, match.end())):
                given = _counts(_paragraph(subject.text, first), entry["unit"])
                if value not in _reached(given):
                    yield _differs(subject, span, match.span("said"), first, entry["what"])


def _until(sentence: str, place: int) -> str:
    """The sentence as far as the end of the clause at ``place``: what follows tells of others."""
    return sentence[:place] + re.split(r"[，。；]", sentence[place:], maxsplit=1)[0]


def _paragraph(text: str, span: Span) -> str:
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    return text[start : end if end >= 0 else len(text)]


def _counts(text: str, units: str) -> list[float]:
    found = re.finditer(
        rf"(\d+|[一二三四五六七八九十百两零]+)(?:余|多)?(?:{units})", half_width(text)
    )
    return [value for match in found if (value := number(match[1])) is not None]


def _reached(given: list[float]) -> set[float]:
    """What was told, and the sums and differences of two such figures: merged, dropped, left."""
    pairs = list(combinations(given, 2))
    return {*given, sum(given), *(a + b for a, b in pairs), *(abs(a - b) for a, b in pairs)}


def _differs(
    subject: Subject, span: Span, place: tuple[int, int], first: Span, what: str
) -> Finding:
    return Finding(
        start=span.start + place[0],
        end=span.start + place[1],
        fields={"what": f"{what}与前文写的不同"},
        score=0.8,
        evidence=(_shown(subject, first.start, first.end),),
    )


def _shown(subject: Subject, start: int, end: int) -> Evidence:
    return Evidence(source=subject.file, start=start, end=end, quote=subject.text[start:end])


def _parts(subject: Subject, span: Span, card: Card) -> Iterator[Finding]:
    """Whole, parts and rest of one sentence: some choice of parts must fill the whole."""
    rest = compiled(card.data["rest"]).search(span.text)
    if rest is None or not compiled(card.data["whole"]).search(span.text[: rest.start()]):
        return
    counted = [s for s in specifics(span.text) if s.kind == "number"]
    last = next((s for s in counted if rest.start() <= s.start < s.end <= rest.end()), None)
    if last is None:
        return
    amount = Quantity.parse(last.value)
    alike = [s for s in counted if s.start < last.start and _alike(s, last)]
    among = span.text.find("其中", 0, rest.start())
    if among >= 0:
        # 52条，其中…: only what stands last before 其中 can be the whole.
        alike = alike[max(0, sum(s.start < among for s in alike) - 1) :]
    values = [Quantity.parse(s.value).low for s in alike]
    if (
        not amount.exact
        or not 2 <= len(values) <= _MOST_PARTS
        or _fills(values, amount.low, among >= 0)
    ):
        return
    whole = alike[0]
    yield Finding(
        start=span.start + last.start,
        end=span.start + last.end,
        fields={"what": "各分项相加不等于总数"},
        score=0.7,
        evidence=(_shown(subject, span.start + whole.start, span.start + whole.end),),
    )


def _alike(one: Specific, other: Specific) -> bool:
    a, b = Quantity.parse(one.value), Quantity.parse(other.value)
    return a.exact and a.unit == b.unit and one.text[-1] == other.text[-1]


def _fills(values: list[float], rest: float, first_only: bool) -> bool:
    """Whether a figure, or the first one, equals the rest and some of the figures behind it."""
    for index, whole in enumerate(values[:1] if first_only else values):
        reached = {rest}
        for value in values[index + 1 :]:
            reached |= {value + before for before in reached}
        if whole in reached:
            return True
    return False


def _problems(subject: Subject, card: Card) -> Iterator[Finding]:
    """The number of problems announced for this paper against those that stand in it."""
    chapters = chapters_of(subject.paper, "problems")
    items = [i for c in chapters for i in items_of(c) if i.role == "problem"]
    if len(items) < 2 or not all(i.headline for i in items):
        return
    other = any_of([*card.data["another_time"], *card.data["of_others"]])
    for span in _opening(subject, chapters[0].start):
        if other.search(span.text):
            continue
        for match in compiled(card.data["problems"]).finditer(half_width(span.text)):
            value = number(match["n"])
            if value is not None and value != len(items):
                yield _announced(subject, span, match, f"{len(items)}个问题", items)


def _opening(subject: Subject, start: int) -> list[Span]:
    return sentences(subject.text[:start])


def _announced(
    subject: Subject, span: Span, match: re.Match[str], there: str, items: list[Item]
) -> Finding:
    last = items[-1]
    return Finding(
        start=span.start + match.start("said"),
        end=span.start + match.end("said"),
        fields={"what": f"正文列出的是{there}"},
        score=0.6,
        evidence=(_shown(subject, last.start, min(last.end, last.start + 40)),),
    )


def _aspects(subject: Subject, card: Card) -> Iterator[Finding]:
    """The number of aspects announced against the sections; what the kind prescribes is right."""
    chapters = chapters_of(subject.paper, "problems")
    sections = [s for c in chapters for s in c.sections if s.title]
    prescribed = len(subject.kind.aspects) if subject.kind else 0
    if len(sections) < 2:
        return
    for span in _opening(subject, chapters[0].start):
        for match in compiled(card.data["aspects"]).finditer(half_width(span.text)):
            value = number(match["n"])
            if value in (None, len(sections), prescribed):
                continue
            start, end = heading_span(chapters[-1], sections[-1])
            yield Finding(
                start=span.start + match.start("said"),
                end=span.start + match.end("said"),
                fields={"what": f"正文分了{len(sections)}个方面"},
                score=0.7,
                evidence=(_shown(subject, start, end),),
            )
