"""Headings: the clause of the notes that states a problem best.

A clause is better the more official its note, the plainer it states a lack, and the less it leans
on what went before it. Nothing is added but what the notes' theme is called.
"""

import re
from collections.abc import Iterator, Sequence

from service.drafting.bundles import Bundle, is_formal
from service.drafting.register import told
from service.drafting.wording import headlines, register
from service.language.specifics import specifics
from service.notes import Note
from service.value import Value

LONGEST = 24
_SHORTEST = 4
_FITTING = range(6, 17)
_ENDS = re.compile("[，；]")
_FOREIGN = set("“”‘’「」《》【】：:（）()、？?")
# Below this a clause states no problem by itself and is put behind its theme.
_STANDS = 3.0


class Phrase(Value):
    """A clause of a note in official words, and how well it would head a problem."""

    text: str
    note: str
    score: float = 0.0


def problem_headline(bundle: Bundle, taken: Sequence[str] = ()) -> str:
    """A headline of at most thirty characters that is not among ``taken``."""
    return heading(bundle, taken)[0]


def heading(bundle: Bundle, taken: Sequence[str] = ()) -> tuple[str, Phrase | None]:
    """The headline, and the phrase it repeats word for word when it is nothing else."""
    subject = headlines().of(bundle.theme or bundle.notes[0].theme).subject
    found = list(_phrases(bundle.notes))
    ranked = sorted(found, key=lambda p: p.score, reverse=True)
    standing = [p for p in ranked if p.score >= _STANDS]
    # Behind its theme a clause may lean on what went before it, but it must state something amiss.
    stating = [_behind(p) for p in found if not re.search(register().praise, p.text)]
    behind = sorted(stating, key=lambda p: (_amiss(p.text), p.score), reverse=True)
    shape = headlines().several if bundle.theme is None else "{phrase}"
    fallback = headlines().fallback.replace("{subject}", subject) if bundle.theme else shape
    shaped = [(shape, p) for p in standing] + [(fallback, p) for p in behind]
    for form, phrase in shaped:
        text = form.replace("{phrase}", phrase.text)
        if text not in taken:
            return text, phrase if text == phrase.text else None
    untold = headlines().untold.replace("{subject}", subject)
    return untold, None


def _phrases(notes: Sequence[Note]) -> Iterator[Phrase]:
    """Every clause that could head the notes, with its score; earlier notes win ties."""
    for at, note in enumerate(notes):
        facts = [piece for piece in told(note) if not piece.demand]
        for number, piece in enumerate(facts):
            clauses = _ENDS.split(piece.text)
            for place, text in enumerate(_joined(clauses)):
                if _SHORTEST <= len(text) <= LONGEST and not _FOREIGN & set(text):
                    first = number == 0 and place == 0
                    score = _score(text, note, first=first) - at / 100
                    yield Phrase(text=text, note=note.id, score=score)


def _behind(phrase: Phrase) -> Phrase:
    text = re.sub(register().conjunction, "", phrase.text)
    return phrase.model_copy(update={"text": text})


def _amiss(text: str) -> int:
    """How plainly a clause says that something is amiss: 2 names a lack, 1 complains."""
    table = register()
    return 2 if re.search(table.lack, text) else int(bool(re.search(table.complaint, text)))


def _joined(clauses: Sequence[str]) -> Iterator[str]:
    """The first clause with a short second one that only completes it, then each clause."""
    if len(clauses) > 1 and len(clauses[0]) < 9 and re.match("基本|全是|都是|只有", clauses[1]):
        yield f"{clauses[0]}，{clauses[1]}"
    yield from clauses


def _score(text: str, note: Note, *, first: bool) -> float:
    table = register()
    score = 2.0 * is_formal(note) + 1.0 * first
    score += 3.0 * bool(re.search(table.lack, text)) + 1.5 * bool(re.search(table.complaint, text))
    score -= 4.0 * bool(re.search(table.leaning, text))
    score -= 1.5 * min(2, len(specifics(text)))
    score += 1.0 * (len(text) in _FITTING)
    score -= 5.0 * bool(re.search(table.praise, text))
    score -= 3.0 * bool(re.search("为何|何时|怎么", text))
    return score - 1.5 * bool(re.search("某|从略|[了的就还也]$", text))
