"""What a problem's notes do not hold and a person has to add: at most two short questions."""

import re
from collections.abc import Sequence

from service.drafting.bundles import Bundle
from service.drafting.sentences import question
from service.drafting.wording import headlines
from service.language.normal import normal
from service.language.specifics import specifics
from service.notes import Note
from service.paper import Sentence

# A problem with so many numbers, shares and dates is documented: nothing is asked.
_DOCUMENTED = 3
_MOST = 2
_CUT = re.compile("[，,；;？?]")
_STANDS = re.compile(r"是?哪|由?谁|何时|现在|现有|目前|卡在|为何|为什么|涉及")
# What a part of a question asks for, by the kinds of detail that answer it.
_ASKED = (
    (re.compile(r"何时|哪[一]?天|哪年|哪几个月|什么时候|日期|多久"), frozenset({"date"})),
    (
        re.compile(r"几[次个人名天期件笔条张年岁]|多少|平均|金额|执行率|[率数]是"),
        frozenset({"number", "percent"}),
    ),
    (re.compile(r"哪个(?:部门|科室|支部|单位)"), frozenset({"department"})),
)


def lacking(bundle: Bundle) -> list[Sentence]:
    """One 【待补】 of at most two parts, or nothing when the notes answer them."""
    held = [s.kind for note in bundle.notes for s in specifics(note.text)]
    counted = [kind for kind in held if kind in ("number", "percent", "date")]
    if len(counted) >= _DOCUMENTED:
        return []
    asked = [(q, note.id) for note in bundle.notes for q in note.questions if normal(q)]
    if bundle.theme is None or not asked:
        asked = [(headlines().of(bundle.theme).ask, "")]
    parts = [(part, i) for text, i in asked for part in _parts(text, frozenset(held))]
    chosen = list(dict.fromkeys(part for part, _ in parts))[:_MOST]
    if not chosen:
        return []
    ids = [i for part, i in parts if part in chosen and i]
    return [question("；".join(chosen), ids)]


def untold(notes: Sequence[Note], sentences: Sequence[Sentence]) -> list[Sentence]:
    """A question for each note of which nothing could be told."""
    known = {note for sentence in sentences for note in sentence.notes}
    return [
        question("有一条意见的文字不宜直接写入，请看原文后用规范文字写出", [note.id])
        for note in notes
        if note.id not in known
    ]


def _parts(text: str, held: frozenset[str]) -> list[str]:
    """The parts of a question that ``held`` leaves open; one that leans on an answered part is
    left out with it."""
    found: list[str] = []
    leading = False
    for part in _CUT.split(text):
        leading = _STANDS.match(part) is not None or (leading and bool(found))
        if not normal(part) or _answered(part, held):
            leading = False
        elif leading or (not found and part == _CUT.split(text)[0]):
            found.append(part)
            leading = True
    return found


def _answered(part: str, held: frozenset[str]) -> bool:
    return any(pattern.search(part) and kinds & held for pattern, kinds in _ASKED)
