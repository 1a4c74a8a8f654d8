"""Measures without a model: linked skeletons with what the notes themselves propose.

Who does it and by when is for the unit to decide: both stay blank and are asked for.
"""

from collections.abc import Sequence

from service.drafting.problems import key_phrase
from service.drafting.register import Told, told
from service.drafting.sentences import (
    DEADLINE_BLANK,
    OWNER_BLANK,
    cited,
    item,
    plain_opener,
    question,
    report,
)
from service.drafting.wording import headlines, picked
from service.notes import Note
from service.paper import Item, Sentence

_ACTION = "具体做什么、做几次、做到什么程度算完成、用什么材料验收"


def measure_items(
    problems: Sequence[Item], notes: Sequence[Note], prefix: str, first: int = 1
) -> tuple[Item, ...]:
    """One measure a problem, linked to it; ids are ``prefix`` and a number from ``first``."""
    by_id = {note.id: note for note in notes}
    return tuple(
        _measure(problem, [by_id[i] for i in cited(problem) if i in by_id], f"{prefix}-{at}")
        for at, problem in enumerate(problems, start=first)
    )


def blanks() -> list[Sentence]:
    """The two things every measure needs and no note decides."""
    return [
        Sentence(text=OWNER_BLANK, kind="question"),
        Sentence(text=DEADLINE_BLANK, kind="question"),
    ]


def demand_sentences(notes: Sequence[Note]) -> list[Sentence]:
    """What the notes propose, each proposal once, in official wording."""
    wishes = [(note, piece) for note in notes for piece in told(note) if piece.demand]
    return [_demand(note, piece, at) for at, (note, piece) in enumerate(wishes)]


def _demand(note: Note, piece: Told, at: int) -> Sentence:
    # "有同志建议，建议…" says it twice: a proposal that names itself follows 有同志提出.
    opener = plain_opener(at, note.text)
    return report(piece, opener, [note.id])


def _measure(problem: Item, notes: Sequence[Note], ident: str) -> Item:
    demands = demand_sentences(notes)
    action = "以上建议是否采纳？" if demands else ""
    ask = question(f"{action}{_ACTION}")
    sentences = [*demands, ask, *blanks()]
    return item(ident, "measure", _headline(problem, notes), sentences, [problem.id])


def _headline(problem: Item, notes: Sequence[Note]) -> str:
    themes = {note.theme for note in notes}
    wording = headlines().of(themes.pop() if len(themes) == 1 else None)
    phrase = key_phrase(notes)
    if not phrase:
        return f"针对“{problem.headline}”的问题抓好整改"
    shape = picked(headlines().measure_shapes, problem.id + problem.headline)
    return shape.replace("{subject}", wording.subject).replace("{phrase}", phrase)
