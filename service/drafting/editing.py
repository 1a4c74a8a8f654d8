"""Editing: a person's words in the place of a drafted item's, with the citations they still bear.

A sentence that stayed word for word keeps its notes. A changed one is held against the notes anew,
by code: it cites those that it quotes in some clause, and only if verification would let it stand
on them as a fact. What nothing supports becomes a sentence without notes: the person may write it,
but no note is said to carry it.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from service.drafting.grounding import Record, anchored, verify
from service.drafting.register import masked, told
from service.drafting.sentences import channel, question, report
from service.language.about import content
from service.language.normal import grams, normal, visible
from service.language.safety import instructs
from service.language.sentences import sentences
from service.notes import Note
from service.office.desk import body_of
from service.paper import Item, Sentence
from service.value import Value

# So many characters of a note in a row, marks aside, are a quotation; of these, so many have to be
# more than words that only report or connect.
LEAST_QUOTED = 4
_LEAST_CONTENT = 3
_QUESTION = re.compile(r"【待补[：:][^【】]*】")
_CLAUSE = re.compile(r"[^，,；;。！!？?：:\n]+")
_PIECE = re.compile(r"[^，；。！？：\n]*[，；。！？：\n]?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NEGATION = re.compile("[不没未无非勿莫]")
_STOPS = "。 　"


class Changes(Value):
    """What a person changed of an item; None leaves a part as it is. ``text`` is everything after
    the headline."""

    text: str | None = None
    headline: str | None = None
    owner: str | None = None
    deadline: str | None = None
    links: tuple[str, ...] | None = None


class Difference(Value):
    """A stretch of a text that is in both versions, or only in the newer or the older one."""

    kind: Literal["same", "added", "removed"]
    text: str


class _Clause(NamedTuple):
    """A clause as written, its characters without marks, and these in overlapping fours."""

    text: str
    plain: str
    grams: frozenset[str]


class _Known(NamedTuple):
    """A note that may be cited, in clauses with its personal details masked."""

    note: Note
    plain: str
    clauses: tuple[_Clause, ...]


class _Quoted(NamedTuple):
    known: _Known
    run: str
    quote: str


def edited(old: Item, changes: Changes, record: Record) -> Item:
    """``old`` with a person's changes; changed sentences cite what they still quote of
    ``record``'s notes."""
    update: dict[str, object] = {"start": 0, "end": 0}
    for name in ("headline", "owner", "deadline"):
        said = getattr(changes, name)
        if said is not None:
            update[name] = " ".join(_plain(said).split())
    if changes.links is not None:
        update["links"] = tuple(dict.fromkeys(changes.links))
    if changes.text is not None and changes.text != body_of(old):
        update["sentences"] = anchored_sentences(old.sentences, changes.text, record)
        update["text"] = ""
    return old.model_copy(update=update)


def anchored_sentences(
    before: Sequence[Sentence], text: str, record: Record
) -> tuple[Sentence, ...]:
    """The sentences of ``text``: those of ``before`` as they were; of the others a fact on the
    notes that it quotes and that carry it, a question, or a sentence without notes."""
    same = {_same(sentence.text): sentence for sentence in reversed(before)}
    known = [_known(note) for note in record.notes.values() if not instructs(note.text)]
    return tuple(
        same.get(_same(piece)) or _anchored(piece, known, record) for piece in _pieces(text)
    )


def _anchored(text: str, known: Sequence[_Known], record: Record) -> Sentence:
    cited = _cited(text, known)
    ids = tuple(quoted.known.note.id for quoted in cited)
    if _QUESTION.fullmatch(text):
        return Sentence(text=text, kind="question", notes=ids)
    if cited:
        fact = Sentence(text=text, kind="fact", notes=ids, quote=cited[0].quote)
        if verify(fact, record) is None:
            return fact
    return Sentence(text=text, kind="framing")


def with_note(old: Item, note: Note, record: Record) -> Item:
    """``old`` with one more note told at its end, before its questions; a note that cannot be told
    in official words becomes a question for a person to answer."""
    pieces = (report(piece, _opener(note), [note.id]) for piece in told(note))
    added = [sentence for sentence in pieces if verify(sentence, record) is None]
    if not added:
        added = [question(f"请把编号{note.id}的意见写进这一条", [note.id])]
    facts = [s for s in old.sentences if s.kind != "question"]
    asked = [s for s in old.sentences if s.kind == "question"]
    facts += [s for s in added if s.kind != "question"]
    asked += [s for s in added if s.kind == "question"]
    return old.model_copy(update={"sentences": (*facts, *asked), "text": "", "start": 0, "end": 0})


def differences(older: str, newer: str) -> tuple[Difference, ...]:
    """How one text became the other, clause by clause, in reading order: what was removed stands
    before what came in its place."""
    old, new = _PIECE.findall(older), _PIECE.findall(newer)
    found = list[Difference]()
    matcher = difflib.SequenceMatcher(None, old, new)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found += _part("same", old[a:b])
        else:
            found += [*_part("removed", old[a:b]), *_part("added", new[c:d])]
    return tuple(found)


def _part(kind: Literal["same", "added", "removed"], pieces: Iterable[str]) -> list[Difference]:
    text = "".join(pieces)
    return [Difference(kind=kind, text=text)] if text else []


def _opener(note: Note) -> str:
    name = channel(note.source)
    return f"{name}反映" if name else ""


def _plain(text: str) -> str:
    return _CONTROL.sub("", visible(text)).strip()


def _same(text: str) -> str:
    """A full stop at the end is typesetting's, and no change of the words."""
    return text.strip().rstrip(_STOPS)


def _pieces(text: str) -> Iterator[str]:
    """Questions and sentences, in order; what stands inside 【待补：…】 ends no sentence."""
    at, plain = 0, _plain(text)
    for asked in _QUESTION.finditer(plain):
        yield from (span.text for span in sentences(plain[at : asked.start()]))
        yield asked.group()
        at = asked.end()
    yield from (span.text for span in sentences(plain[at:]))


def _known(note: Note) -> _Known:
    text = masked(note)
    return _Known(note, normal(text), _clauses(text))


def _clauses(text: str) -> tuple[_Clause, ...]:
    plain = ((clause, normal(clause)) for clause in _CLAUSE.findall(text))
    return tuple(_Clause(c, p, frozenset(grams(p, LEAST_QUOTED))) for c, p in plain)


def _cited(text: str, known: Sequence[_Known]) -> list[_Quoted]:
    """The notes that some clause of ``text`` quotes, the most quoted first; one of which it quotes
    only what a note before it says too is left out."""
    clauses = _clauses(text)
    found = [quoted for one in known if (quoted := _quoted(clauses, one))]
    found.sort(key=lambda quoted: -len(quoted.run))
    chosen = list[_Quoted]()
    for quoted in found:
        if not any(quoted.run in before.known.plain for before in chosen):
            chosen.append(quoted)
    return chosen


def _quoted(clauses: Sequence[_Clause], known: _Known) -> _Quoted | None:
    """The longest stretch of the note's that a clause quotes; nothing where a clause denies what
    the note says, or says what the note denies."""
    pairs = [(c, said) for said in known.clauses for c in clauses if c.grams & said.grams]
    if any(_denies(clause) != _denies(said) for clause, said in pairs):
        return None
    best: _Quoted | None = None
    for clause, said in pairs:
        run = _shared(clause.plain, said.plain)
        if best is not None and len(run) <= len(best.run):
            continue
        quote = anchored(said.text, [known.note]) or anchored(run, [known.note])
        if quote and sum(map(len, content(run))) >= _LEAST_CONTENT:
            best = _Quoted(known, run, quote)
    return best


def _denies(clause: _Clause) -> bool:
    return bool(_NEGATION.search(clause.text))


def _shared(one: str, other: str) -> str:
    match = difflib.SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[match.a : match.a + match.size]
