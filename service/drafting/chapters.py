"""The chapters that say little and ask much: preface, last year, cases and the like."""

import re
from collections import Counter

from service.drafting.problems import nameable_channels
from service.drafting.register import masked, told
from service.drafting.sentences import channel, count, fact, framing, item, question
from service.drafting.snapshot import Snapshot
from service.kind import ChapterSpec
from service.language.about import Grounds, content
from service.notes import Note
from service.paper import Chapter, Item, Section, Sentence

_MOST_LAST_YEAR = 6
_LEAST_CHANNELS = 2
_LEADS = ("现将对照检查情况报告如下。", "现制定整改方案如下。")
_ASKED = {
    "cases": (
        "选取哪一起反面典型案例，根源是什么；对照案例，班子自身有哪些同样的问题、吸取什么教训",
    ),
    "plan": ("{title}的目标、分工和完成时限怎样安排",),
    "requirements": ("{title}：由谁牵头、怎样分工、多久检查报告一次",),
    "other": ("{title}按通知要求写什么",),
}
# The parts of a requirement; a list in quotation marks is one name.
_PARTS = re.compile("[、；。](?![^“”]*”)")
# A part of the notice's requirements that a chapter of the paper, or the preface, answers anyway.
_ANSWERED = (
    ("last_year", re.compile("民主生活会整改|组织生活会整改|上年度?|整改落实情况")),
    ("cases", re.compile("案例")),
    ("measures", re.compile("整改问题|整改措施|责任人|完成时限")),
    ("plan", re.compile("整改问题|整改措施|责任人|完成时限")),
    ("preface", re.compile("征求意见")),
)


def preface(snapshot: Snapshot, spec: ChapterSpec) -> Chapter:
    """Why the meeting is held, what was collected, and what is asked about the preparation."""
    kind = snapshot.kind
    theme = f"紧扣“{kind.theme}”的主题，" if kind.theme else ""
    sentences = [
        *_counts(snapshot),
        question("会前学习了哪些内容、学习研讨几次、谈心谈话多少人次"),
        *(question(wanted) for wanted in _open_requirements(snapshot)),
        framing(f"按照{kind.meeting}要求，{theme}{_LEADS[kind.scope == 'plan']}"),
    ]
    opening = item("s1", "other", "", sentences)
    return Chapter(role="preface", title=spec.title, sections=(Section(items=(opening,)),))


def last_year(snapshot: Snapshot, spec: ChapterSpec) -> Chapter:
    """Last year's problems, each as the question how far it was mended; never as a fact."""
    items = [_last_years(head, f"l{at}") for at, head in enumerate(_weightiest(snapshot), start=1)]
    asked = "上年查摆了哪些问题，完成几项、未完成几项，未完成的原因是什么"
    items = items or [item("l1", "other", "", [question(asked)])]
    return Chapter(role=spec.role, title=spec.title, sections=(Section(items=tuple(items)),))


def _last_years(head: str, ident: str) -> Item:
    asked = f"上年查摆的“{head}”：已完成的写时间和结果，未完成的写原因和下一步"
    return item(ident, "other", "", [question(asked)])


def _weightiest(snapshot: Snapshot) -> list[str]:
    """The headlines of last year's problems that this year's notes speak of most, in their own
    order."""
    texts = {p.headline: p.text for p in reversed(snapshot.last_year) if p.headline}
    grounds = Grounds(masked(note) for note in snapshot.drafted())
    ranked = sorted(texts, key=lambda head: grounds.share(content(texts[head])), reverse=True)
    chosen = set(ranked[:_MOST_LAST_YEAR])
    return [h for h in dict.fromkeys(p.headline for p in snapshot.last_year) if h in chosen]


def _open_requirements(snapshot: Snapshot) -> list[str]:
    """The questions for what the notice wants and no chapter of the paper asks for."""
    roles = {chapter.role for chapter in snapshot.kind.chapters}
    patterns = [pattern for role, pattern in _ANSWERED if role in roles]
    parts = [part.strip() for wanted in snapshot.kind.requirements for part in _PARTS.split(wanted)]
    found = [p for p in parts if p and not any(pattern.search(p) for pattern in patterns)]
    return list(dict.fromkeys(_asking(part) for part in found))


def _asking(part: str) -> str:
    report = part.removeprefix("通报")
    return (
        f"{report}怎样"
        if report != part or part.endswith("情况")
        else f"通知还要求{part}，怎样体现"
    )


def asked_chapter(snapshot: Snapshot, spec: ChapterSpec) -> Chapter:
    """A chapter that no note can fill, as questions."""
    title = f"“{spec.title}”" if spec.title else "这一部分"
    asked = [question(text.format(title=title)) for text in _ASKED.get(spec.role, _ASKED["other"])]
    ident = f"q{snapshot.kind.chapters.index(spec) + 1}"
    section = Section(items=(item(ident, "other", "", asked),))
    return Chapter(role=spec.role, title=spec.title, sections=(section,))


def _counts(snapshot: Snapshot) -> list[Sentence]:
    """How many opinions there are, and where from as far as that gives nobody away."""
    quotable = [(n, pieces[0].quote) for n in snapshot.drafted() if (pieces := told(n))]
    if not quotable:
        return [question("征求意见、谈心谈话的情况怎样，共收到多少条意见建议")]
    notes = [note for note, _ in quotable]
    quotes = {note.id: quote for note, quote in quotable}
    total = count(
        "会前广泛征求意见，经梳理，纳入对照检查的意见建议共{n}条。",
        (n.id for n in notes),
        quotes[notes[0].id],
    )
    return [total, *_channels(notes, quotes)]


def _channels(notes: list[Note], quotes: dict[str, str]) -> list[Sentence]:
    """Where the opinions came from, the fullest channel first; small ones are not named."""
    nameable = nameable_channels(notes)
    sizes = Counter(channel(note.source) for note in notes if note.source in nameable)
    if len(sizes) < _LEAST_CHANNELS:
        return []
    names = "、".join(name for name, _ in sizes.most_common())
    cited = [n for n in notes if n.source in nameable]
    text = f"意见主要来自{names}等渠道。"
    return [fact(text, (n.id for n in cited), quotes[cited[0].id])]
