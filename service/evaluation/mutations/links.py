"""Faults in the chain of problem, cause and measure."""

import re
from collections.abc import Iterator

from service.checks.places import chapters_of, end_of
from service.evaluation.mutations.bases import Base, place_of
from service.evaluation.mutations.mutation import Mutation
from service.paper import Item, ItemRole
from service.subject import Subject

_BODY = re.compile(r"^(?:（[一二三四五六七八九十]+）)?[^。，]{2,40}[，。]")
_MARKER = re.compile(r"^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]是|\d+[.．])")
_STRAY_MEASURES = (
    "（九）更换外墙瓷砖。办公楼南立面的瓷砖统一换成浅灰色，由后勤科负责，8月底前完工。",
    "（九）编印老照片集。收集离退休老同志的旧照片一百张，由工会承办，年底前付印。",
    "（九）开办暑期篮球班。为十岁上下的孩子请两名教练，由团委牵头，7月10日前开班。",
)
_STRAY_CAUSES = (
    "（九）门前地砖颜色太深。雨天看不清台阶，去年冬天来客滑倒过两次，怕麻烦没有更换。",
    "（九）花圃里种错了树。当年图便宜栽了杨树，春天飞絮惹人打喷嚏，心里总想着明年再换。",
)


def link_mutations(base: Base) -> Iterator[Mutation]:
    """Every fault of the chain that the base has a place for."""
    subject = base.subject(base.plain)
    yield from _answers_out(subject, "cause", "link.no-cause", "抽掉一条原因")
    yield from _answers_out(subject, "measure", "link.no-measure", "抽掉一条措施")
    if base.marks:
        # A paper that gives causes by theme has no chain that one more could fall out of.
        yield from _strays(subject)
    yield from _restated(subject)


def _answers_out(subject: Subject, role: ItemRole, rule: str, sort: str) -> Iterator[Mutation]:
    answers = list(subject.paper.items(role))
    for item in answers:
        elsewhere = {link for other in answers if other.id != item.id for link in other.links}
        left = [p for p in _linked(subject, item) if p.id not in elsewhere]
        start, end = place_of(subject, item)
        if left and max(problem.end for problem in left) <= start:
            yield Mutation(
                sort,
                rule,
                subject.text[:start] + subject.text[end:],
                spans=tuple((problem.start, problem.end) for problem in left),
                also=("cover.", "measure."),
            )


def _strays(subject: Subject) -> Iterator[Mutation]:
    for role, strays in (("measures", _STRAY_MEASURES), ("causes", _STRAY_CAUSES)):
        chapters = [chapter for chapter in subject.paper.chapters if chapter.role == role]
        for stray in strays if chapters else ():
            at = end_of(chapters[-1])
            text = subject.text[:at] + "\n" + stray + subject.text[at:]
            yield Mutation(
                "加一条不相干的", "link.orphan", text, spans=((at + 1, at + 1 + len(stray)),)
            )


def _restated(subject: Subject) -> Iterator[Mutation]:
    """A cause whose body is its problem's text, its own opening words kept."""
    chapters = chapters_of(subject.paper, "causes")
    for item in (i for c in chapters for s in c.sections for i in s.items):
        problems = _linked(subject, item)
        opening = _BODY.match(item.text)
        if not problems:
            continue
        kept = opening.group() if opening and item.text.startswith("（") else ""
        body = kept + _MARKER.sub("", problems[0].text)
        text = subject.text[: item.start] + body + subject.text[item.end :]
        yield Mutation(
            "原因重复问题",
            "link.cause-restates",
            text,
            spans=((item.start, item.start + len(body)),),
            also=("generic.", "tone."),
        )


def _linked(subject: Subject, item: Item) -> list[Item]:
    return [problem for problem in subject.paper.items("problem") if problem.id in item.links]
