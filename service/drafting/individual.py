"""An individual's paper: outline, the notes that matter, and questions; never prose.

Rule 25 of the domain facts: 对照检查材料 is written by the person, ghost-writing is forbidden. So a
draft for a person holds no sentence of fact, with a model or without one: each note is shown in
the question that it raises, and the service checks what the person writes.
"""

from service.drafting.bundles import Bundle, bundles
from service.drafting.register import told
from service.drafting.sentences import item, question
from service.drafting.snapshot import Snapshot
from service.drafting.wording import headlines
from service.kind import AspectSpec, ChapterSpec
from service.notes import Note
from service.paper import Chapter, Item, Section, Sentence

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
    found = tuple(
        _outlined(bundle, f"p{at}-{number}")
        for number, bundle in enumerate(bundles(snapshot.filed(aspect)), start=1)
    )
    return found or (item(f"p{at}-1", "other", "", [question(_NOTHING)]),)


def _outlined(bundle: Bundle, ident: str) -> Item:
    wording = headlines().of(bundle.theme)
    shown = [s for note in bundle.notes for s in _shown(note)]
    ask = question(f"请本人结合分管工作写出具体事例：{wording.ask}")
    return item(ident, "problem", wording.subject, [*shown, ask])


def _shown(note: Note) -> list[Sentence]:
    pieces = told(note)
    if not pieces:
        return [question("有一条意见的文字不宜直接写入，请看原文后回应", [note.id])]
    return [
        question(f"怎样看待这条意见并作出回应：{piece.text}", [note.id], piece.quote)
        for piece in pieces
    ]
