"""The story of a draft: notes and past papers in, a cited and flagged paper out."""

import time
from collections.abc import Sequence
from typing import get_args

from service.checks import check
from service.drafting import Progress, Snapshot, compose, revise, write
from service.drafts import Draft
from service.kind import Kind
from service.library import Material, Passage, Use
from service.llm.port import Model
from service.notes import Note
from service.pipelines.library import Library
from service.rule import Card
from service.subject import Subject

_PASSAGES = 4
_LAST_YEARS_PROBLEMS = 40
_GENERIC = "generic.wording"


def snapshot_of(
    notes: Sequence[Note], kind: Kind, *, unit: str, year: int, library: Library | None
) -> Snapshot:
    """Collects what the draft will stand on: the notes, and the passages of the unit's library."""
    found: dict[Use, dict[str, tuple[Passage, ...]]] = {use: {} for use in get_args(Use)}
    last_year: tuple[Passage, ...] = ()
    if library is not None:
        for aspect in kind.aspects:
            words = " ".join(note.text for note in notes if note.aspect == aspect.title)
            query = f"{aspect.title} {words}"
            for use, by_aspect in found.items():
                by_aspect[aspect.key] = library.find(query, k=_PASSAGES, use=use)
        last_year = _last_year(library, kind, year)
    return Snapshot(
        kind=kind,
        unit=unit,
        year=year,
        notes=tuple(notes),
        own_past=found["own-past"],
        peers=found["peer"],
        guidance=found["guidance"],
        last_year=last_year,
    )


def _last_year(library: Library, kind: Kind, year: int) -> tuple[Passage, ...]:
    """The problems of the unit's newest earlier paper of the same sort (班子, 支部, 个人)."""
    sort = kind.id.split("-")[0]
    earlier = [
        m
        for m in library.of("own-past")
        if (m.paper.year or 0) < year and (m.paper.kind or sort).split("-")[0] == sort
    ]
    if not earlier:
        return ()
    newest = max(earlier, key=lambda m: m.paper.year or 0)
    return tuple(
        Passage(
            id=f"{newest.sha256[:12]}-{item.id}",
            text=item.text,
            headline=item.headline,
            aspect=section.aspect,
            role="problem",
            use="own-past",
            unit=newest.origin,
            kind=newest.paper.kind or "",
            year=newest.paper.year,
            file=newest.file,
            material=newest.sha256,
            start=item.start,
            end=item.end,
        )
        for _, section, item in newest.paper.placed_items()
        if item.role == "problem"
    )[:_LAST_YEARS_PROBLEMS]


async def draft_paper(
    snapshot: Snapshot,
    *,
    library: Library | None = None,
    model: Model | None = None,
    deadline_s: float = 600.0,
    cards: Sequence[Card] | None = None,
    progress: Progress | None = None,
) -> Draft:
    """Drafts, checks, lets the model mend what is generic, and checks again.

    ``progress`` is told each section that the model has finished, how many are and of how many.
    """
    if model is None:
        return _checked(compose(snapshot), snapshot, library, cards)
    until = time.monotonic() + deadline_s
    written = await write(snapshot, model, deadline_s=deadline_s, progress=progress)
    draft = _checked(written, snapshot, library, cards)
    generic = [flag for flag in draft.flags if flag.rule == _GENERIC]
    if generic:
        left = max(0.0, until - time.monotonic())
        revised = await revise(draft, generic, model, snapshot, deadline_s=left)
        draft = _checked(revised, snapshot, library, cards)
    return draft


def _checked(
    draft: Draft, snapshot: Snapshot, library: Library | None, cards: Sequence[Card] | None
) -> Draft:
    materials = library.of() if library is not None else ()
    return flagged(draft, snapshot, materials, cards)


def flagged(
    draft: Draft, snapshot: Snapshot, materials: Sequence[Material], cards: Sequence[Card] | None
) -> Draft:
    """``draft``, made from ``snapshot``, with its flags: held against the unit's own past papers
    and others' by the rules of ``cards`` (None: those packaged)."""
    subject = Subject.of_draft(
        draft,
        snapshot.kind,
        unit=snapshot.unit,
        year=snapshot.year,
        past=tuple(m for m in materials if m.use == "own-past"),
        peers=tuple(m for m in materials if m.use == "peer"),
    )
    return draft.model_copy(update={"flags": check(subject, cards)})
