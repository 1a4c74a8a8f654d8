"""Measures without a model: linked skeletons with what the notes themselves propose.

Who does it and by when is for the unit to decide: both stay blank and are asked for.
"""

import re
from collections.abc import Sequence

from service.drafting.register import Told, told
from service.drafting.sentences import ACTION_BLANK, DUTY_BLANK, cited, fact, item
from service.drafting.wording import headlines, picked, register
from service.language.normal import normal
from service.notes import Note
from service.paper import Item, Sentence

_LONGEST_HEADLINE = 30
# A proposal whose rest is shorter than this needs its own words around it.
_SHORTEST_ACTION = 6
_SHORTEST_WISH = 2
_ASKED_FOR = re.compile("^([^，；“”]{2,8})(?:能否|可否)")
_NO_ACTION = re.compile(r"^(?:“|能否|可否|可不可以|请|是否)|[吗呢何]$")


def measure_items(
    problems: Sequence[Item], notes: Sequence[Note], prefix: str, first: int = 1
) -> tuple[Item, ...]:
    """One measure a problem, linked to it; ids are ``prefix`` and a number from ``first``."""
    by_id = {note.id: note for note in notes}
    return tuple(
        _measure(problem, [by_id[i] for i in cited(problem) if i in by_id], f"{prefix}-{at}")
        for at, problem in enumerate(problems, start=first)
    )


def blank(*, action: bool) -> Sentence:
    """What a measure needs and no note decides: who and by when, and what, when ``action``."""
    return Sentence(text=ACTION_BLANK if action else DUTY_BLANK, kind="question")


def demand_sentences(notes: Sequence[Note]) -> list[Sentence]:
    """What the notes propose as actions, each proposal once, in official wording."""
    wishes = [(note, p) for note in notes for p in told(note) if p.demand and not _idle(p)]
    found: dict[str, Sentence] = {}
    for note, piece in wishes:
        said = _action(note, piece)
        found.setdefault(normal(said.text), said)
    return list(found.values())


def _idle(piece: Told) -> bool:
    rest = normal(re.sub(register().wish, "", piece.text))
    return len(rest) < _SHORTEST_WISH or bool(re.fullmatch(register().idle_wish, piece.text))


def _action(note: Note, piece: Told) -> Sentence:
    rest = re.sub(register().wish, "", piece.text).strip("，；")
    rest = re.sub("（[^（）]*）$", "", re.sub(_ASKED_FOR, r"\1", rest, count=1))
    stands = len(normal(rest)) >= _SHORTEST_ACTION and not _NO_ACTION.search(rest)
    if stands:
        return fact(f"采纳意见建议，{rest}。", [note.id], piece.quote)
    said = piece.quote if rest == piece.text or "“" in rest else rest
    said = re.sub("[“”]", "", said).rstrip("？?")
    return fact(f"研究落实“{said}”的建议。", [note.id], piece.quote)


def _measure(problem: Item, notes: Sequence[Note], ident: str) -> Item:
    demands = demand_sentences(notes)
    sentences = [*demands, blank(action=not demands)]
    return item(ident, "measure", _headline(problem), sentences, [problem.id])


def _headline(problem: Item) -> str:
    subject, behind, phrase = problem.headline.partition("方面，")
    whole = problem.headline
    if behind:
        whole = f"{subject}方面{phrase}" if re.match(register().leaning, phrase) else phrase
    named = whole if whole.endswith("问题") else f"{whole}的问题"
    shapes = headlines().measure_shapes
    start = shapes.index(picked(shapes, problem.id + whole))
    tried = [shapes[(start + at) % len(shapes)] for at in range(len(shapes))]
    made = [shape.replace("{problem}", named) for shape in tried]
    return next((text for text in made if len(text) <= _LONGEST_HEADLINE), min(made, key=len))
