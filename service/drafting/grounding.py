"""Grounding: whether a drafted sentence may stand in a paper. Code decides, never the model.

A fact must cite drafted notes, quote one of them word for word, hold no number, date, title,
meeting, department, person or unit that its notes do not hold, and be about them (see about.py).
A framing sentence may hold no checkable detail at all; a question is 【待补：…】 and nothing else.
What this cannot see is told in about.py.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from service.drafting.register import in_first_person, masked, official, told
from service.drafting.snapshot import Snapshot
from service.drafting.wording import headlines
from service.language.about import Grounds, foreign, weighty
from service.language.normal import grams, normal
from service.language.safety import instructs, unsafe
from service.language.specifics import EMPTY, Lexicon, unsupported
from service.language.specifics.numerals import number
from service.library import Passage
from service.notes import Note
from service.paper import Sentence

LONGEST = {"fact": 320, "framing": 160, "question": 220}
LONGEST_HEADLINE = 60
# Thirteen characters in a row shared with a past paper, and not with the notes, are copied:
# shorter ones are often set phrases.
COPIED_RUN = 13
_QUESTION = re.compile(r"【待补：[^【】\n]{2,200}】")
_CLAUSE = re.compile(r"[^，,；;。！!？?：:]+[？?]?")
_ASKING = re.compile(
    r"[何谁几吗？?]|哪|多少|多久|什么|怎|如何|是否|是不是|有无|能否|可否|还是|为啥"
)
_NAMED_BLANK = 8
_COUNT = re.compile(
    r"([0-9０-９]+|[一二两三四五六七八九十百]+)\s*条(?:相关)?(?:意见建议|意见|建议|反映)"
    r"|(?:意见建议|意见|建议)共?([0-9]+)条"
)
_QUOTED = re.compile(r"[「“『]([^「」“”『』]+)[」”』]")
_NOTE_ID = re.compile(
    r"[（(〔\[]\s*(?:意见|记录)?(?:编号)?[：:]?\s*[A-Za-z]{0,3}\d+[A-Za-z0-9._#-]*\s*[）)〕\]]"
)


@dataclass(frozen=True)
class Record:
    """What sentences may stand on: drafted notes by id, the unit's own words, past papers."""

    notes: Mapping[str, Note]
    lexicon: Lexicon = EMPTY
    own_words: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Record":
        """The record of one draft."""
        return cls(
            notes={note.id: note for note in snapshot.drafted()},
            lexicon=snapshot.lexicon,
            own_words=snapshot.own_words(),
            passages=snapshot.passages(),
        )

    @cached_property
    def past_runs(self) -> frozenset[str]:
        """Every run of ``COPIED_RUN`` characters of the past papers."""
        return frozenset(r for p in self.passages for r in grams(normal(p.text), COPIED_RUN))

    def grounds(self, ids: Iterable[str]) -> list[str]:
        """The cited notes' texts, as written (personal details masked) and in official words.

        A note that instructs a machine is no ground: its words must not come back as facts.
        """
        known = [self.notes[i] for i in ids if i in self.notes]
        texts = [masked(note) for note in known if not instructs(note.text)]
        return [form for text in texts for form in (text, official(text))]


def verify(sentence: Sentence, record: Record, around: Sequence[str] = ()) -> str | None:
    """Why ``sentence`` may not stand, in Chinese, or None when it may.

    ``around`` are the ids of the notes that the sentence's item stands on: a framing sentence or
    a question may use their words.
    """
    reason = unsafe(sentence.text) or _form(sentence)
    if reason:
        return reason
    if sentence.kind == "fact":
        return _fact(sentence, record)
    grounds = record.grounds([*around, *sentence.notes])
    return _personal(sentence.text, record, [*around, *sentence.notes]) or (
        _question(sentence, record, grounds)
        if sentence.kind == "question"
        else _framing(sentence.text, record, grounds)
    )


def verify_headline(
    headline: str, record: Record, ids: Sequence[str], answered: Sequence[str] = ()
) -> str | None:
    """Why ``headline`` may not head an item that stands on the notes ``ids``, or None.

    ``answered`` are the headlines of the problems that the item answers: it may repeat them.
    """
    if not any(i in record.notes for i in ids):
        return "标题没有所依据的意见"
    if not 4 <= len(normal(headline)) <= LONGEST_HEADLINE or "【" in headline:
        return "标题过长、过短或不是标题"
    # What the notes' theme is called files them and claims nothing.
    themes = {headlines().of(record.notes[i].theme).subject for i in ids if i in record.notes}
    grounds = [*record.grounds(ids), *answered, *themes]
    return (
        unsafe(headline) or _personal(headline, record, ids) or _carried(headline, record, grounds)
    )


def anchored(quote: str, notes: Iterable[Note]) -> str:
    """``quote`` as it stands, letter by letter, in one of ``notes`` outside personal details."""
    wanted = normal(quote)
    for note in notes if wanted else ():
        if instructs(note.text):
            continue
        places = [(n, at) for at, char in enumerate(note.text) for n in normal(char)]
        found = "".join(n for n, _ in places).find(wanted)
        if found < 0:
            continue
        start, end = places[found][1], places[found + len(wanted) - 1][1] + 1
        if not any(p.start < end and p.end > start for p in note.personal):
            return note.text[start:end]
    return ""


def unmasked(quote: str, notes: Iterable[Note]) -> str:
    """A stretch of the note itself for a ``quote`` taken from its masked text, or nothing."""
    said = normal(quote)
    stretches = (
        piece.quote
        for note in notes
        if note.personal and said in normal(masked(note))
        for piece in told(note)
        if normal(piece.quote) in said
    )
    return max(stretches, key=len, default="")


def _form(sentence: Sentence) -> str:
    if not normal(sentence.text) or len(sentence.text) > LONGEST[sentence.kind]:
        return "句子为空或过长"
    if sentence.kind == "question":
        return "" if _QUESTION.fullmatch(sentence.text) else "问题应只写成【待补：…】"
    if "【" in sentence.text or "\n" in sentence.text:
        return "陈述句里不应有【】或换行"
    if in_first_person(sentence.text):
        return "应当用第三人称"
    return "正文里不写意见编号" if _NOTE_ID.search(sentence.text) else ""


def _fact(sentence: Sentence, record: Record) -> str | None:
    if not sentence.notes:
        return "没有注明依据的意见"
    unknown = [note for note in sentence.notes if note not in record.notes]
    if unknown:
        return f"所引意见不存在或不能写入：{'、'.join(unknown)}"
    if not anchored(sentence.quote, (record.notes[i] for i in sentence.notes)):
        return "引文不在所引的意见里"
    return (
        _personal(sentence.text, record, sentence.notes)
        or _carried(_without_count(sentence), record, record.grounds(sentence.notes))
        or _copied(sentence.text, record, sentence.notes)
    )


def _carried(text: str, record: Record, grounds: Sequence[str]) -> str | None:
    odd = unsupported(text, [*grounds, *record.own_words[:1]], record.lexicon)
    if odd:
        return f"所引意见里没有：{'、'.join(s.text for s in odd)}"
    invented = [q for q in _QUOTED.findall(text) if not _said(q, [*grounds, *record.own_words])]
    if invented:
        return f"引号里的话不是意见原话：{invented[0]}"
    return _added(
        text, record, grounds, "所引意见没有这样的评价或指控", "这层意思在所引意见里找不到"
    )


def _framing(text: str, record: Record, grounds: list[str]) -> str | None:
    details = unsupported(text, record.own_words, record.lexicon)
    if details:
        return f"承接句里不应有具体事实：{'、'.join(s.text for s in details)}"
    return _added(text, record, grounds, "承接句里不应有评价或指控", "承接句说了意见里没有的事")


def _added(text: str, record: Record, grounds: Sequence[str], judged: str, told: str) -> str | None:
    """Why not, where ``text`` judges as the grounds do not (``judged``) or tells what they do not
    (``told``)."""
    word = weighty(text, grounds)
    if word:
        return f"{judged}：{word}"
    part = foreign(text, Grounds([*grounds, *record.own_words]))
    return f"{told}：{part}" if part else None


def _question(sentence: Sentence, record: Record, grounds: list[str]) -> str | None:
    odd = unsupported(sentence.text, [*grounds, *record.own_words], record.lexicon)
    if odd:
        return f"问题里带出了没有依据的事实：{'、'.join(s.text for s in odd)}"
    word = weighty(sentence.text, grounds)
    if word:
        return f"问题里带出了没有依据的评价或指控：{word}"
    known = Grounds([*grounds, *record.own_words])
    claims = [c for c in _CLAUSE.findall(sentence.text[len("【待补：") : -1]) if not _asks(c)]
    told = next((part for c in claims if (part := foreign(c, known))), "")
    return f"问题里带出了没有依据的说法：{told}" if told else None


def _asks(clause: str) -> bool:
    """Whether a clause asks, or is so short that it only names what is missing (责任人)."""
    return bool(_ASKING.search(clause)) or len(normal(clause)) <= _NAMED_BLANK


def _personal(text: str, record: Record, ids: Sequence[str]) -> str | None:
    notes = (record.notes[i] for i in ids if i in record.notes)
    details = (note.text[p.start : p.end] for note in notes for p in note.personal)
    return "写出了应当隐去的个人信息" if any(d and d in text for d in details) else None


def _copied(text: str, record: Record, ids: Sequence[str]) -> str | None:
    allowed = {r for g in record.grounds(ids) for r in grams(normal(g), COPIED_RUN)}
    allowed |= {r for w in record.own_words for r in grams(normal(w), COPIED_RUN)}
    runs = set(grams(normal(text), COPIED_RUN)) - allowed
    return "照抄了往年材料" if runs & record.past_runs else None


def _said(quoted: str, grounds: Iterable[str]) -> bool:
    wanted = normal(quoted)
    # Up to four characters in quotation marks are set terms (“两张皮”), not somebody's words.
    return len(wanted) <= 4 or any(wanted in normal(ground) for ground in grounds)


def _without_count(sentence: Sentence) -> str:
    """The text without a true count of the notes it cites: code can count them itself."""
    return _COUNT.sub(
        lambda m: (
            "意见"
            if number(normal(m.group(1) or m.group(2))) == len(set(sentence.notes))
            else m.group()
        ),
        sentence.text,
    )
