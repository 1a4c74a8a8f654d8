"""The stories of the desk: a draft opened with what became of each note, and a person's edits."""

from collections.abc import Sequence
from typing import NamedTuple

from service.drafting import Record, Snapshot, coverage
from service.drafting.coverage import set_aside_reason
from service.drafting.editing import (
    Changes,
    Difference,
    differences,
    edited,
    with_note,
)
from service.errors import BadInput, Conflict, NotFound
from service.kind import Kind
from service.notes import Coverage
from service.office.assignments import (
    Correction,
    CoverageAnswer,
    KeptNote,
    LedgerEntry,
)
from service.office.desk import Cause, ItemVersion, KeptDraft, KeptItem, words_of
from service.office.ledger import ledger_lines
from service.paper import Item, ItemRole
from service.scope import Scope
from service.store.coverage import CoverageAnswers
from service.store.database import Database
from service.store.desk import Desk
from service.store.headings import Headings
from service.store.history import History
from service.store.items import Items
from service.store.ledger import Ledger
from service.store.notes import Notes
from service.value import Value


class ItemChange(Value):
    """A version of an item and how it differs from the one before."""

    version: ItemVersion
    differences: tuple[Difference, ...]


class DeskBooks(NamedTuple):
    """The repositories that the desk's stories are told with."""

    desk: Desk
    items: Items
    headings: Headings
    history: History
    notes: Notes
    answers: CoverageAnswers
    ledger: Ledger

    @classmethod
    def of(cls, database: Database) -> "DeskBooks":
        """All of them on one database."""
        return cls(
            desk=Desk(database),
            items=Items(database),
            headings=Headings(database),
            history=History(database),
            notes=Notes(database),
            answers=CoverageAnswers(database),
            ledger=Ledger(database),
        )


def open_draft(office: DeskBooks, scope: Scope, assignment: str) -> KeptDraft:
    """The draft as it stands, with what became of each of the assignment's notes."""
    kept = office.desk.draft(scope, assignment)
    notes = office.notes.of(scope, assignment)
    answers = office.answers.of(scope, assignment)
    snapshot = Snapshot.model_validate_json(office.desk.snapshot(scope, kept.id))
    computed = coverage(kept.draft.paper, notes, snapshot.lexicon)
    told = with_answers(computed, notes, answers)
    return kept.model_copy(update={"draft": kept.draft.model_copy(update={"coverage": told})})


def with_answers(
    computed: Sequence[Coverage], notes: Sequence[KeptNote], answers: Sequence[CoverageAnswer]
) -> tuple[Coverage, ...]:
    """What is read from the paper, with what people say beside it.

    A note that nobody answers and a person set aside is set aside. One that the paper reflects all
    the same is told as reflected, with the person's word beside it; what code sets aside (a clue)
    stays so.
    """
    words = {note.id: note.set_aside for note in notes if note.set_aside}
    words |= {answer.note: answer.reason for answer in answers}
    return tuple(_answered(found, words.get(found.note, "")) for found in computed)


def _answered(found: Coverage, word: str) -> Coverage:
    if not word or found.status == "set_aside":
        return found
    if found.status == "missing":
        return found.model_copy(update={"status": "set_aside", "reason": word})
    beside = f"文中已有回应；另有人标为不采用：{word}"
    said = "；".join(part for part in (found.reason, beside) if part)
    return found.model_copy(update={"reason": said})


def save_item(
    office: DeskBooks, scope: Scope, draft: str, item: str, changes: Changes, *, version: int
) -> KeptItem:
    """Saves a person's edit of an item at ``version``. What stayed word for word keeps its notes;
    the rest is anchored anew in the assignment's notes as they are now.

    Raises NotFound, BadInput, StaleWrite with both texts.
    """
    record = _record(office, scope, draft)
    old = _standing(office, scope, draft, item, version)
    return office.items.save(scope, draft, edited(old, changes, record), version=version)


def add_item(
    office: DeskBooks,
    scope: Scope,
    draft: str,
    *,
    role: ItemRole,
    changes: Changes,
    chapter: int,
    section: int,
    position: int,
) -> KeptItem:
    """Adds an item in a person's words, with the notes that they quote. Raises NotFound,
    BadInput."""
    if not (changes.headline or changes.text):
        raise BadInput("新的一条要有标题或内容")
    record = _record(office, scope, draft)
    empty = Item(id="new", role=role, text="")
    new = edited(empty, changes, record)
    return office.items.add(scope, draft, new, chapter=chapter, section=section, position=position)


def insert_note(
    office: DeskBooks, scope: Scope, draft: str, item: str, note: str, *, version: int
) -> KeptItem:
    """Tells one more note in an item, in official words. Raises NotFound, StaleWrite, Conflict for
    a note that does not go into a paper."""
    kept = office.desk.get(scope, draft)
    found = next((n for n in office.notes.of(scope, kept.assignment) if n.id == note), None)
    if found is None:
        raise NotFound("没有这条意见")
    reason = found.set_aside or set_aside_reason(found)
    if reason:
        raise Conflict(f"这条意见不写入材料：{reason}")
    record = _record(office, scope, draft)
    old = _standing(office, scope, draft, item, version)
    new = with_note(old, found, record)
    return office.items.save(scope, draft, new, version=version, cause="insert")


def item_history(office: DeskBooks, scope: Scope, draft: str, item: str) -> tuple[ItemChange, ...]:
    """An item's versions, the oldest first, each with what changed. Raises NotFound.

    A regenerated text that a person's words outlived is compared with the version before it, and
    so is what came after.
    """
    versions = office.history.of_item(scope, draft, item)
    texts = ["", *(_shown(version) for version in versions)]
    return tuple(
        ItemChange(version=version, differences=differences(older, newer))
        for version, older, newer in zip(versions, texts[:-1], texts[1:], strict=True)
    )


def correct_note(
    office: DeskBooks,
    scope: Scope,
    assignment: str,
    note: str,
    correction: Correction,
    *,
    kind: Kind,
    version: int,
) -> KeptNote:
    """Sets fields of a note by hand. Raises BadInput for an aspect that the kind does not have, and
    as ``Notes.correct``."""
    if correction.aspect is not None and kind.aspect(correction.aspect) is None:
        names = "、".join(aspect.title for aspect in kind.aspects)
        raise BadInput(f"这个文种没有这个对照方面，可选：{names}")
    return office.notes.correct(scope, assignment, note, correction, version=version)


def make_ledger(office: DeskBooks, scope: Scope, assignment: str) -> tuple[LedgerEntry, ...]:
    """Makes the ledger from the draft's problems and measures; lines edited by hand stay. Raises
    NotFound."""
    kept = office.desk.draft(scope, assignment)
    return office.ledger.make(scope, assignment, ledger_lines(kept.draft.paper))


def _record(office: DeskBooks, scope: Scope, draft: str) -> Record:
    """What a person's sentences may stand on: the notes as they are now, and what the draft was
    made from besides."""
    kept = office.desk.get(scope, draft)
    snapshot = Snapshot.model_validate_json(office.desk.snapshot(scope, draft))
    notes = office.notes.to_draft(scope, kept.assignment)
    return Record.of(snapshot.model_copy(update={"notes": notes}))


def _standing(office: DeskBooks, scope: Scope, draft: str, item: str, version: int) -> Item:
    """The item that the person changed: at ``version``, whatever stands now. Saving tells whether
    it still does."""
    for found in office.history.of_item(scope, draft, item):
        if found.version == version:
            return found.item
    return office.items.get(scope, draft, item).item


_GONE: frozenset[Cause] = frozenset({"remove"})


def _shown(version: ItemVersion) -> str:
    return "" if version.cause in _GONE else words_of(version.item)
