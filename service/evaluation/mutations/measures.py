"""Faults of measures: nobody named, no date, nothing that one could check."""

from collections.abc import Iterator

from service.checks.places import chapters_of
from service.evaluation.mutations.bases import Base
from service.evaluation.mutations.mutation import Mutation
from service.subject import Subject

_SORTS = {
    "owner": ("measure.no-owner", "去掉责任人"),
    "deadline": ("measure.no-deadline", "去掉时限"),
}
_SLOGANS = (
    "切实提高思想认识，进一步加强学习，不断增强责任感和使命感，努力推动工作再上新台阶。",
    "持续深化作风建设，大力弘扬求真务实精神，着力提升服务水平，确保各项要求落到实处。",
    "始终坚持问题导向，强化担当意识，完善长效机制，以更高标准、更实举措抓好落实。",
)


def measure_mutations(base: Base) -> Iterator[Mutation]:
    """Every fault of measures that the base has a place for."""
    subject = base.subject(base.plain)
    for name, (rule, sort) in _SORTS.items():
        yield from _taken_out(base, subject, name, rule, sort)
    if base.marks:
        yield from _vague(subject)


def _taken_out(base: Base, subject: Subject, name: str, rule: str, sort: str) -> Iterator[Mutation]:
    """The words of one measure's owner or deadline, then those of all measures."""
    marks = [mark for mark in base.marks if mark.name == name]
    for mark in marks:
        text = _without(subject.text, mark.start, mark.end)
        item = subject.item_at(mark.start)
        if item is not None:
            end = item.end - (len(subject.text) - len(text))
            yield Mutation(sort, rule, text, spans=((item.start, end),))
    text = subject.text
    for mark in reversed(marks):
        text = _without(text, mark.start, mark.end)
    chapters = chapters_of(subject.paper, "measures")
    if marks and chapters:
        spans = ((chapters[0].start, len(text)),)
        yield Mutation(f"全部{sort}", rule, text, spans=spans)


def _without(text: str, start: int, end: int) -> str:
    """``text`` without the words and the comma before them."""
    return text[: start - 1 if text[start - 1] in "，；" else start] + text[end:]


def _vague(subject: Subject) -> Iterator[Mutation]:
    """One measure's body made of slogans; then every measure's."""
    measures = list(subject.paper.items("measure"))
    for number, item in enumerate(measures):
        body = _opening(item.text) + _SLOGANS[number % len(_SLOGANS)]
        text = subject.text[: item.start] + body + subject.text[item.end :]
        yield Mutation(
            "措施只剩表态",
            "measure.vague",
            text,
            spans=((item.start, item.start + len(body)),),
            also=("measure.", "generic.", "link.", "cover."),
        )
    text = subject.text
    for number, item in reversed(list(enumerate(measures))):
        body = _opening(item.text) + _SLOGANS[number % len(_SLOGANS)]
        text = text[: item.start] + body + text[item.end :]
    at = chapters_of(subject.paper, "measures")
    if at:
        also = ("measure.", "generic.", "link.", "cover.", "shape.balance")
        spans = ((at[0].start, len(text)),)
        yield Mutation("措施全是表态", "measure.vague", text, spans=spans, also=also)


def _opening(text: str) -> str:
    """A measure's numeral with the words up to its first full stop or comma."""
    ends = [at for mark in "。，" if (at := text.find(mark)) >= 0]
    return text[: min(ends) + 1] if text.startswith("（") and ends else ""
