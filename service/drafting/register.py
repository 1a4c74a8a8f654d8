"""Spoken feedback told in official writing, nothing added and nothing sharpened.

A note is cut into clauses. Clauses that only carry tone, a link or code are left out, wishes are
told apart from facts, personal details are masked, and the rest is told in indirect speech by a
table of equal meanings. A clause that cannot be told so stays in “” as it was said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from service.drafting.wording import register
from service.language.normal import normal, visible
from service.language.safety import instructs, unsafe
from service.notes import Note, Personal

# A clause ends at a mark, but not inside quotation marks.
_CLAUSE = re.compile(
    r"(?:“[^”\n]{0,60}”|[^，,；;。！!？?\n\r]|(?<=\d),(?=\d{3}))+[，,；;。！!？?\n\r]*"
)
_QUOTES = {"“": "”", "「": "」", "『": "』"}
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
# Words kept as said stand in “”, so marks inside them change.
_INNER_MARKS = str.maketrans(
    {"「": "‘", "」": "’", "“": "‘", "”": "’", "『": "‘", "』": "’", "\n": "；", "\r": None}
)
# Words kept as said, until neighbours are joined: private characters, so that the note's own
# quotation marks are not taken for ours.
_OPEN, _CLOSE = "\ue000", "\ue001"
_JOINED = re.compile(f"{_CLOSE}([，；]){_OPEN}")
_KEPT = str.maketrans({_OPEN: "“", _CLOSE: "”"})
# A clause of which masking leaves no more characters than this is left out.
_LEAST_LEFT = 5
_STOPS = "，,；;。！!？?\n\r 　"


@dataclass(frozen=True, slots=True)
class Told:
    """One stretch of a note in official wording. ``quote`` is verbatim from the note's text and
    holds no personal detail. ``demand`` marks a wish or proposal; ``personal`` that the speaker
    tells of himself."""

    text: str
    quote: str
    demand: bool
    personal: bool


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


@lru_cache(maxsize=4096)
def told(note: Note) -> tuple[Told, ...]:
    """The note in official wording, in its own order; empty when nothing of it can be told.

    A note that instructs a machine anywhere is not told at all: nobody can say where the order
    ends, so a person has to read it.
    """
    if instructs(note.text):
        return ()
    return tuple(t for run in _runs(_clauses(note)) if (t := _tell(note, run)))


def official(text: str) -> str:
    """``text`` with spoken words and the first person replaced outside quotation marks; the
    meaning stays."""
    plain = visible(text).replace("\n", "；").replace("\r", "")
    return "".join(p if quoted else _official(p) for p, quoted in _parts(plain))


def third_person(text: str) -> str:
    """``text`` with its speaker told in the third person, as far as that is possible; what stands
    in quotation marks stays as it was said."""
    return "".join(p if quoted else _third_person(p) for p, quoted in _parts(text))


def in_first_person(text: str) -> bool:
    """Whether somebody speaks of himself in ``text`` outside quotation marks."""
    return any(_speaker().search(p) for p, quoted in _parts(text) if not quoted)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in order, told apart by whether it stands in quotation marks."""
    at = start = 0
    while at < len(text):
        end = _closed(text, at) if text[at] in _QUOTES else at
        if end > at:
            yield text[start:at], False
            yield text[at:end], True
            at = start = end
        else:
            at += 1
    yield text[start:], False


def _closed(text: str, start: int) -> int:
    """Where the quotation that opens at ``start`` ends, or ``start`` when nothing closes it."""
    opening, closing = text[start], _QUOTES[text[start]]
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == opening) - (text[at] == closing)
        if depth == 0:
            return at + 1
    return start


def _official(text: str) -> str:
    plain = _third_person(text)
    for spoken, word in register().spoken:
        plain = plain.replace(spoken, word)
    return plain


def _third_person(text: str) -> str:
    for pattern, word in register().first_person:
        text = re.sub(pattern, word, text)
    return text


def _clauses(note: Note) -> Iterator[_Clause]:
    text = note.text
    wishing = gap = False
    for match in _CLAUSE.finditer(text):
        start = match.start() + _lead(match.group())
        end = match.start() + len(match.group().rstrip(_STOPS))
        mark = match.group()[len(match.group().rstrip(_STOPS)) :]
        body = text[start:end]
        wishing = _wishes(body, wishing=wishing)
        ends = bool(set(mark) & set("。！!？?\n\r；;"))
        if normal(body) and not _idle(body) and not _only_personal(note, start, end):
            yield from _short_enough(_Clause(start, end, wishing, ends, gap))
        gap = _idle(body)
        if ends:
            wishing = False


def _wishes(clause: str, *, wishing: bool) -> bool:
    if re.match(register().fact_again, clause):
        return False
    return wishing or bool(re.match(register().demand, clause))


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


def _only_personal(note: Note, start: int, end: int) -> bool:
    """Whether a clause says hardly more than a personal detail, which stays out anyway."""
    hidden = _within(note.personal, start, end)
    left = end - start - sum(min(end, p.end) - max(start, p.start) for p in hidden)
    return bool(hidden) and left <= _LEAST_LEFT


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
    text = "".join(
        _told_clause(words, asks=note.text[clause.end : clause.end + 1] in ("？", "?"))
        + ("" if clause is run[-1] else "；" if clause.ends else "，")
        for words, clause in zip(said, run, strict=True)
    )
    text = _JOINED.sub(r"\1", text).translate(_KEPT).strip(_STOPS)
    quote = _longest_verbatim(note, run)
    if not normal(quote) or not normal(text) or unsafe(text):
        return None
    personal = any(in_first_person(words) for words in said)
    return Told(text=text, quote=quote, demand=run[0].demand, personal=personal)


def _told_clause(said: str, *, asks: bool) -> str:
    """A clause in official wording, or in “” as it was said where that cannot be."""
    text = official(said).strip(_STOPS)
    bare = "".join(p for p, quoted in _parts(text) if not quoted)
    if not (asks or _colloquial().search(bare) or in_first_person(text)):
        return text
    kept = visible(said).translate(_INNER_MARKS).strip(_STOPS)
    return f"{_OPEN}{kept}{_CLOSE}" if normal(kept) else ""


@lru_cache
def _colloquial() -> re.Pattern[str]:
    return re.compile(register().colloquial)


@lru_cache
def _speaker() -> re.Pattern[str]:
    return re.compile(register().speaker)


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
