"""Spoken feedback told in official writing, nothing added and nothing sharpened.

A note is cut into clauses. Clauses that only carry tone, a link or code are left out, wishes are
told apart from facts, personal details are masked, and the rest is told in indirect speech by a
table of equal meanings. What cannot be told so stays in 「」 as it was said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from service.drafting.safety import instructs, unsafe
from service.drafting.wording import register
from service.language.normal import normal, visible
from service.notes import Note, Personal

_CLAUSE = re.compile(r"(?:[^，,；;。！!？?\n\r]|(?<=\d),(?=\d{3}))+[，,；;。！!？?\n\r]*")
_NUMBERING = re.compile(r"^\s*(?:[（(]?\d{1,3}[）).、．]\s*(?!\d)|[-•·*]\s*)")
_MASKS = {
    "name": "某同志",
    "phone": "（电话从略）",
    "identity_number": "（证件号从略）",
    "bank_card": "（账号从略）",
    "plate": "（车牌从略）",
    "family": "（家庭情况从略）",
}
# One told sentence stays readable; a longer note becomes several.
_LONGEST = 120
# Words kept as said stand in 「」, so marks inside them change.
_INNER_MARKS = str.maketrans({"「": "“", "」": "”", "\n": "；", "\r": None})
_STOPS = "，,；;。！!？?\n\r 　"


@dataclass(frozen=True, slots=True)
class Told:
    """One stretch of a note in official wording. ``quote`` is verbatim from the note's text and
    holds no personal detail. ``demand`` marks a wish or proposal; ``spoken`` words kept as said."""

    text: str
    quote: str
    demand: bool
    spoken: bool


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    demand: bool
    ends: bool
    after_gap: bool = False


def masked(note: Note) -> str:
    """The note's text with its personal details replaced by a word that says what was there."""
    return "".join(_pieces(note.text, 0, len(note.text), note.personal))


def told(note: Note) -> tuple[Told, ...]:
    """The note in official wording, in its own order; empty when nothing of it can be told.

    A note that instructs a machine anywhere is not told at all: nobody can say where the order
    ends, so a person has to read it.
    """
    if instructs(note.text):
        return ()
    return tuple(t for run in _runs(_clauses(note.text)) if (t := _tell(note, run)))


def official(text: str) -> str:
    """``text`` with spoken words and the first person replaced; the meaning stays."""
    plain = third_person(visible(text).replace("\n", "；").replace("\r", ""))
    for spoken, word in register().spoken:
        plain = plain.replace(spoken, word)
    return plain


def third_person(text: str) -> str:
    """``text`` with its speaker told in the third person."""
    for pattern, word in register().first_person:
        text = re.sub(pattern, word, text)
    return text


def _clauses(text: str) -> Iterator[_Clause]:
    wishing = gap = False
    for match in _CLAUSE.finditer(text):
        start = match.start() + _lead(match.group())
        end = match.start() + len(match.group().rstrip(_STOPS))
        mark = match.group()[len(match.group().rstrip(_STOPS)) :]
        body = text[start:end]
        wishing = wishing or bool(re.match(register().demand, body))
        ends = bool(set(mark) & set("。！!？?\n\r；;"))
        if normal(body) and not _idle(body):
            yield from _short_enough(_Clause(start, end, wishing, ends, gap))
        gap = _idle(body)
        if ends:
            wishing = False


def _short_enough(clause: _Clause) -> Iterator[_Clause]:
    for start in range(clause.start, clause.end, _LONGEST):
        end = min(start + _LONGEST, clause.end)
        last = clause.ends and end == clause.end
        yield _Clause(start, end, clause.demand, last, clause.after_gap or start > clause.start)


def _lead(clause: str) -> int:
    bare = len(clause) - len(clause.lstrip(_STOPS + "\t"))
    number = _NUMBERING.match(clause[bare:])
    return bare + (number.end() if number else 0)


def _idle(clause: str) -> bool:
    shown = visible(clause)
    return bool(unsafe(shown)) or any(re.fullmatch(p, shown.strip()) for p in register().tone)


def _runs(clauses: Iterator[_Clause]) -> Iterator[list[_Clause]]:
    run: list[_Clause] = []
    for clause in clauses:
        full = run and clause.end - run[0].start > _LONGEST
        if run and (full or clause.after_gap or clause.demand != run[-1].demand):
            yield run
            run = []
        run.append(clause)
    if run:
        yield run


def _tell(note: Note, run: list[_Clause]) -> Told | None:
    said = ["".join(_pieces(note.text, clause.start, clause.end, note.personal)) for clause in run]
    joined = "".join(
        text + ("" if clause is run[-1] else "；" if clause.ends else "，")
        for text, clause in zip(said, run, strict=True)
    )
    quote = _longest_verbatim(note, run)
    text = official(joined).strip(_STOPS)
    spoken = _is_spoken(text)
    if spoken:
        text = visible(joined).translate(_INNER_MARKS).strip(_STOPS)
    if not normal(quote) or not normal(text) or unsafe(text):
        return None
    return Told(text=text, quote=quote, demand=run[0].demand, spoken=spoken)


def _is_spoken(text: str) -> bool:
    return bool(_colloquial().search(text)) or "「" in text or "」" in text


@lru_cache
def _colloquial() -> re.Pattern[str]:
    return re.compile(register().colloquial)


def _longest_verbatim(note: Note, run: list[_Clause]) -> str:
    """The longest stretch from the run's first to its last clause without a personal detail."""
    at, end = run[0].start, run[-1].end
    free = []
    for detail in sorted(_within(note.personal, at, end), key=lambda p: p.start):
        free.append(note.text[at : max(at, detail.start)])
        at = max(at, detail.end)
    free.append(note.text[at:end])
    return max((stretch.strip(_STOPS) for stretch in free), key=len)


def _within(personal: tuple[Personal, ...], start: int, end: int) -> list[Personal]:
    return [p for p in personal if p.start < end and p.end > start]


def _pieces(text: str, start: int, end: int, personal: tuple[Personal, ...]) -> Iterator[str]:
    at = start
    for detail in sorted(_within(personal, start, end), key=lambda p: p.start):
        if detail.end <= at:
            continue
        yield text[at : max(at, detail.start)]
        yield _MASKS[detail.kind] if detail.start >= start else ""
        at = detail.end
    yield text[at:end]
