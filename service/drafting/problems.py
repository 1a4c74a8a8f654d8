"""Problem items from notes, without a model."""

import re
from collections import Counter
from collections.abc import Sequence

from service.drafting.about import overlap
from service.drafting.bundles import Bundle, bundles
from service.drafting.register import Told, told
from service.drafting.sentences import (
    channel,
    count,
    item,
    plain_opener,
    question,
    report,
)
from service.drafting.wording import headlines, picked, register
from service.kind import Kind
from service.language.normal import normal
from service.language.specifics import unsupported
from service.notes import Note
from service.paper import Item, Sentence

# A channel with fewer opinions could give away who spoke (see DESIGN on anonymity).
LEAST_PER_CHANNEL = 5
# A clause whose content has been said to this share is not said twice.
_SAID = 0.7
_MOST_QUESTIONS = 3
_PHRASE_LENGTH = range(4, 19)
_CLAUSE_ENDS = re.compile("[，；]")


def problem_items(
    notes: Sequence[Note], prefix: str, channels: frozenset[str] = frozenset(), first: int = 1
) -> tuple[Item, ...]:
    """One item a bundle of ``notes``; ids are ``prefix`` and a number from ``first``.

    ``channels`` are the sources that may be named. Every note is cited by some item.
    """
    found = bundles(notes)
    return tuple(
        _problem(bundle, f"{prefix}-{first + at}", channels) for at, bundle in enumerate(found)
    )


def problems_from(notes: Sequence[Note], kind: Kind) -> tuple[Item, ...]:
    """Comment notes as draft problem items, in the order of the kind's aspects.

    Empty notes, clues and matters beyond the unit are left out. Notes without an aspect of this
    kind come last.
    """
    drafted = [note for note in notes if note.route == "draft" and not note.empty]
    titles = [aspect.title for aspect in kind.aspects]
    filed = [[n for n in drafted if n.aspect == title] for title in titles]
    filed.append([n for n in drafted if n.aspect not in titles])
    channels = nameable_channels(drafted)
    return tuple(
        found
        for at, part in enumerate(filed, start=1)
        if part
        for found in problem_items(part, f"p{at}", channels)
    )


def nameable_channels(notes: Sequence[Note]) -> frozenset[str]:
    """The sources whose channel has enough opinions that naming it gives nobody away."""
    counts = Counter(channel(note.source)[0] for note in notes)
    named = {note.source: channel(note.source)[0] for note in notes}
    return frozenset(s for s, name in named.items() if name and counts[name] >= LEAST_PER_CHANNEL)


def problem_headline(bundle: Bundle) -> str:
    """A headline by theme, with a clause of the notes where one can stand in it."""
    wording = headlines().of(bundle.theme)
    phrase = key_phrase(bundle.notes)
    if not phrase:
        return picked(wording.plain, bundle.key)
    shapes = headlines().shapes if bundle.theme else headlines().mixed_shapes
    shape = picked(shapes, bundle.key)
    return shape.replace("{subject}", wording.subject).replace("{phrase}", phrase)


def key_phrase(notes: Sequence[Note]) -> str:
    """A short clause of fact in a note's very words, one that complains if any does."""
    pieces = [piece for note in notes for piece in told(note) if not piece.demand]
    split = [_CLAUSE_ENDS.split(piece.text) for piece in pieces if not piece.spoken]
    # The first clause of a note names its subject; a later one often leaves it out.
    ordered = [clauses[0] for clauses in split] + [c for clauses in split for c in clauses[1:]]
    fitting = [c for c in ordered if len(c) in _PHRASE_LENGTH and _stands_alone(c)]
    verbatim = [c for c in fitting if any(c in note.text for note in notes)]
    telling = [c for c in verbatim if re.search(register().complaint, c)]
    return next(iter(telling or verbatim), "")


def fact_sentences(
    bundle: Bundle, channels: frozenset[str], *, demands: bool = False
) -> tuple[Sentence, ...]:
    """What the bundle's notes say, each thing once; a note that adds nothing is cited only."""
    sentences: list[Sentence] = []
    for group in bundle.groups:
        start = len(sentences)
        for note in group:
            for piece in _wanted(told(note), demands=demands):
                _say(sentences, start, note, piece, channels)
    return tuple(sentences)


def _problem(bundle: Bundle, ident: str, channels: frozenset[str]) -> Item:
    sentences = list(fact_sentences(bundle, channels))
    quoted = next((s.quote for s in sentences), "")
    if len(bundle.notes) > 1 and quoted:
        told_ids = {i for s in sentences for i in s.notes}
        counted = [n.id for n in bundle.notes if n.id in told_ids]
        if len(counted) > 1:
            sentences.append(count("这方面的意见共{n}条。", counted, quoted))
    sentences += _untold(bundle.notes, sentences)
    sentences += _questions(bundle)
    return item(ident, "problem", problem_headline(bundle), sentences)


def _wanted(pieces: tuple[Told, ...], *, demands: bool) -> tuple[Told, ...]:
    """A problem tells facts; a note that is nothing but a wish is told as the wish."""
    if demands:
        return tuple(piece for piece in pieces if piece.demand)
    return tuple(piece for piece in pieces if not piece.demand) or pieces


def _say(
    sentences: list[Sentence], start: int, note: Note, piece: Told, channels: frozenset[str]
) -> None:
    """Adds ``piece``, or only the note's id to the sentence of its group that says it already."""
    for at in range(start, len(sentences)):
        if _says(sentences[at], piece):
            known = sentences[at]
            ids = tuple(dict.fromkeys([*known.notes, note.id]))
            sentences[at] = known.model_copy(update={"notes": ids})
            return
    opener = channel(note.source)[1] if note.source in channels and not sentences else ""
    if piece.demand or not opener:
        opener = plain_opener(len(sentences), note.text)
    sentences.append(report(piece, opener, [note.id]))


def _says(sentence: Sentence, piece: Told) -> bool:
    if unsupported(piece.text, [sentence.text]):
        return False
    return all(overlap(c, sentence.text) >= _SAID for c in piece.text.split("，") if normal(c))


def _untold(notes: Sequence[Note], sentences: Sequence[Sentence]) -> list[Sentence]:
    known = {note for sentence in sentences for note in sentence.notes}
    return [
        question("有一条意见的文字不宜直接写入，请看原文后用规范文字写出", [note.id])
        for note in notes
        if note.id not in known
    ]


def _questions(bundle: Bundle) -> list[Sentence]:
    asked = [(q, n.id) for n in bundle.notes for q in n.questions if normal(q)]
    unique = {normal(q): (q, i) for q, i in reversed(asked)}
    found = [question(q, [i]) for q, i in reversed(unique.values())][:_MOST_QUESTIONS]
    return found or [question(headlines().of(bundle.theme).ask)]


def _stands_alone(clause: str) -> bool:
    return not set(clause) & set("“”「」《》【】；：:（）()") and "某同志" not in clause
