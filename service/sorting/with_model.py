"""Sorting with a model's help: it may file and group what the rules let through, nothing else.

Rules decide first what is empty and what is a clue. The model never sees a clue, never sees a
personal detail, and answers only with keys; whatever it names that does not exist is ignored and
the rule's own answer stands.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from service.drafts import Usage
from service.errors import ModelFailure
from service.kind import Kind
from service.language.normal import normal
from service.language.personal import masked
from service.llm.port import Model
from service.notes import Note, RawNote, SortReport
from service.prompting import Prompt, render
from service.sorting.rules import groupable, number_groups, report, sort_notes
from service.themes import Taxonomy, load_themes

_BATCH = 20
_TOKENS_PER_NOTE = 60
_TOKENS_BESIDES = 400


class FiledNote(BaseModel):
    """What the model says of one note: ``aspect`` a key of the kind, ``group`` a label of its
    own that notes saying the same share, empty for a note alone."""

    id: str
    aspect: str
    theme: str
    group: str = ""


class FiledNotes(BaseModel):
    """The model's answer for one batch."""

    notes: list[FiledNote]


@dataclass(frozen=True, slots=True)
class _Batch:
    """One batch asked: the notes, what came back (None after a failure), what it cost."""

    notes: tuple[Note, ...]
    answer: FiledNotes | None
    usage: Usage


async def sort_notes_with(
    model: Model, raw: Sequence[RawNote], kind: Kind
) -> tuple[SortReport, Usage]:
    """As ``sort_notes``, with aspect, theme and group by ``model`` where its answer is valid.

    A batch that fails keeps the rules' answers; ``counts["model_failed_batches"]`` says how many
    did, ``counts["model_batches"]`` how many were asked.
    """
    ruled = sort_notes(raw, kind)
    turns = asyncio.Semaphore(max(1, model.slots))
    asked = await asyncio.gather(*(_ask(model, kind, b, turns) for b in _batches(ruled.notes)))
    filed = _refile(ruled.notes, asked, kind, load_themes())
    grouped = number_groups(filed, _joined_groups(filed, asked))
    sorted_ = report(grouped, kind, lines=len(raw))
    counts = {
        **sorted_.counts,
        "model_batches": len(asked),
        "model_failed_batches": sum(batch.answer is None for batch in asked),
    }
    usage = sum((batch.usage for batch in asked), Usage())
    return sorted_.model_copy(update={"counts": counts}), usage


def _batches(notes: Sequence[Note]) -> list[tuple[Note, ...]]:
    """The notes to ask about, like themes side by side so that the model can group them."""
    asked = sorted((n for n in notes if groupable(n)), key=lambda n: (n.theme, n.group or "~"))
    return [tuple(asked[i : i + _BATCH]) for i in range(0, len(asked), _BATCH)]


async def _ask(
    model: Model, kind: Kind, notes: tuple[Note, ...], turns: asyncio.Semaphore
) -> _Batch:
    limit = _TOKENS_BESIDES + _TOKENS_PER_NOTE * len(notes)
    async with turns:
        try:
            answer = await model.ask(sort_prompt(kind, notes), FiledNotes, max_tokens=limit)
        except ModelFailure as failure:
            spent = Usage.lost(failure, model.name)
            return _Batch(notes, None, spent)
    return _Batch(notes, answer.value, answer.usage)


def sort_prompt(kind: Kind, notes: Sequence[Note]) -> Prompt:
    """The prompt for one batch: the kind's aspects and the themes first, the notes as data."""
    return render(
        "sort_notes",
        aspects=kind.aspects,
        themes=[theme.name for theme in load_themes().themes],
        notes=[{"id": note.id, "text": " ".join(masked(note).split())} for note in notes],
    )


def _refile(
    notes: Sequence[Note], asked: Sequence[_Batch], kind: Kind, taxonomy: Taxonomy
) -> list[Note]:
    answers = {
        said.id: said
        for batch in asked
        for said in (batch.answer.notes if batch.answer else ())
        if said.id in {note.id for note in batch.notes}
    }
    return [_refiled(note, answers.get(note.id), kind, taxonomy) for note in notes]


def _refiled(note: Note, said: FiledNote | None, kind: Kind, taxonomy: Taxonomy) -> Note:
    if said is None:
        return note
    aspect = next((a for a in kind.aspects if a.key == said.aspect), None)
    theme = taxonomy.theme(said.theme)
    if aspect is None or theme is None:
        return note
    if (aspect.title, theme.name) == (note.aspect, note.theme):
        return note
    reason = f"模型归入“{aspect.short}”、主题{theme.name}；规则的判断：{note.reason}"
    return note.model_copy(update={"aspect": aspect.title, "theme": theme.name, "reason": reason})


def _joined_groups(notes: Sequence[Note], asked: Sequence[_Batch]) -> list[list[str]]:
    """The model's groups inside each batch; between batches, and where it failed, the rules'."""
    label = {id_: name for batch in asked for id_, name in _labels(batch).items()}
    order = [note for note in notes if note.id in label]
    members: dict[str, list[str]] = {}
    for note in order:
        members.setdefault(label[note.id], []).append(note.id)
    home = {id_: n for n, batch in enumerate(asked) for id_ in (note.id for note in batch.notes)}
    merged = _across(order, label, home)
    joined: dict[str, list[str]] = {}
    for name, ids in members.items():
        joined.setdefault(merged.get(name, name), []).extend(ids)
    return [ids for ids in joined.values() if len(ids) > 1]


def _labels(batch: _Batch) -> dict[str, str]:
    """Note id -> the name of its group; a note alone has its own id.

    A note that the model passed over stays where the rules put it.
    """
    own = id(batch)
    said = {} if batch.answer is None else {f.id: normal(f.group) for f in batch.answer.notes}
    return {
        note.id: f"model:{own}:{said[note.id] or note.id}"
        if note.id in said
        else f"rule:{own}:{note.group or note.id}"
        for note in batch.notes
    }


def _across(notes: Sequence[Note], label: dict[str, str], home: dict[str, int]) -> dict[str, str]:
    """For groups of later batches: the earlier batch's group that the rules put them with."""
    first: dict[str, Note] = {}
    merged: dict[str, str] = {}
    for note in notes:
        if note.group is None:
            continue
        earlier = first.setdefault(note.group, note)
        if home[earlier.id] != home[note.id]:
            merged.setdefault(label[note.id], merged.get(label[earlier.id], label[earlier.id]))
    return merged
