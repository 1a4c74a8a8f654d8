"""An individual's paper: outline, the notes that matter, and questions; never prose.

Rule 25 of the domain facts: 对照检查材料 is written by the person, ghost-writing is forbidden. So a
draft for a person holds no sentence of fact, with a model or without one: each note is shown in
the question that it raises, and the service checks what the person writes.
"""

from collections.abc import Sequence

from service.drafting.bundles import Bundle, bundles
from service.drafting.heading import problem_headline
from service.drafting.register import told
from service.drafting.sentences import item, question
from service.drafting.snapshot import Snapshot
from service.drafting.wording import headlines
from service.kind import AspectSpec, ChapterSpec
from service.notes import Note
from service.paper import Chapter, Item, Section, Sentence

_UNFIT = "有一条意见的文字不宜直接写入，请看原文"
# Characters of notes in one question.
_LONGEST = 130
_NOTHING = "这一方面没有收到意见，请本人对照职责查找：何时、何事、本人怎样做的、造成什么影响"
_ASKED = {
    "causes": "从理想信念、宗旨意识、责任担当、纪律观念上找主观原因：当时是怎么想的，为什么没有做",
    "measures": "对上面每个问题写清：本人做什么、做到什么程度、何时完成、请谁监督",
    "preface": "本人会前学习、征求意见、谈心谈话的情况",
    "last_year": "上年本人查摆的问题整改到什么程度，未完成的原因是什么",
    "cases": "对照反面典型案例，本人有哪些同样的问题，吸取什么教训",
}


def individual_chapter(snapshot: Snapshot, spec: ChapterSpec) -> Chapter:
    """One chapter of the outline."""
    if spec.role == "problems":
        sections = tuple(
            Section(aspect=a.title, title=a.title, items=_items(snapshot, a, at))
            for at, a in enumerate(snapshot.kind.aspects, start=1)
        )
        return Chapter(role=spec.role, title=spec.title, sections=sections)
    asked = question(_ASKED.get(spec.role, f"{spec.title or '这一部分'}：请本人按通知要求写"))
    only = item(f"q{snapshot.kind.chapters.index(spec) + 1}", "other", "", [asked])
    return Chapter(role=spec.role, title=spec.title, sections=(Section(items=(only,)),))


def _items(snapshot: Snapshot, aspect: AspectSpec, at: int) -> tuple[Item, ...]:
    notes = snapshot.filed(aspect)
    found: list[Item] = []
    for number, bundle in enumerate(bundles(notes) if notes else (), start=1):
        headline = problem_headline(bundle, [i.headline for i in found])
        found.append(_outlined(bundle, headline, f"p{at}-{number}"))
    return tuple(found) or (item(f"p{at}-1", "other", "", [question(_NOTHING)]),)


def _outlined(bundle: Bundle, headline: str, ident: str) -> Item:
    wording = headlines().of(bundle.theme or None)
    ask = question(f"请本人结合分管工作写出具体事例：{wording.ask}")
    return item(ident, "problem", headline, [*_shown(bundle.notes), ask])


def _shown(notes: Sequence[Note]) -> list[Sentence]:
    """The notes, as many in one question as a person can read at once."""
    pages: list[list[tuple[Note, str]]] = []
    for note in notes:
        text = "；".join(piece.text for piece in told(note)) or _UNFIT
        size = sum(len(shown) for _, shown in pages[-1]) if pages else _LONGEST
        if size + len(text) > _LONGEST:
            pages.append([])
        pages[-1].append((note, text))
    return [_asked(page) for page in pages]


def _asked(page: Sequence[tuple[Note, str]]) -> Sentence:
    numbered = len(page) > 1
    shown = "；".join(
        f"（{at}）{text}" if numbered else text for at, (_, text) in enumerate(page, 1)
    )
    quotes = [told(note)[0].quote for note, _ in page if told(note)]
    return question(f"怎样回应：{shown}", [note.id for note, _ in page], "".join(quotes[:1]))
