"""How far assignments are: the same figures as the screens tell one by one, for many at once."""

import pytest
from sqlalchemy import event

from service.errors import BadInput
from service.flags import Flag
from service.ids import new_id
from service.office.assignments import Correction, KeptRawNote
from service.office.progress import Progress
from service.pipelines.desk import open_draft
from service.scope import Scope
from service.store.database import Database
from service.store.flags import Flags
from service.store.progress import MOST, ProgressBook
from tests.store.office_cases import Town


@pytest.fixture
def town(database: Database) -> Town:
    return Town(database)


def of(town: Town, *assignments: str, scope: Scope | None = None) -> tuple[Progress, ...]:
    return ProgressBook(town.database).of(scope or town.drafter(), assignments)


def test_an_assignment_without_notes_has_nothing_yet(town: Town) -> None:
    made = town.assignment().id
    assert of(town, made) == (Progress(assignment=made),)


def test_lines_that_no_sorting_has_seen_are_told(town: Town) -> None:
    made = town.with_notes().id
    (before,) = of(town, made)
    raw = [KeptRawNote(id="新1", text="食堂排队太久")]
    town.office.notes.put_raw(town.drafter(), made, raw)
    (after,) = of(town, made)
    assert (before.unsorted, after.unsorted) == (0, 1)
    assert after.lines == before.lines + 1
    assert not after.drafted


def test_the_figures_are_those_that_the_screens_tell(town: Town) -> None:
    made, kept = town.with_draft()
    (told,) = of(town, made.id)
    counts = town.office.notes.counts(town.drafter(), made.id)
    draft = open_draft(town.office, town.drafter(), made.id).draft
    assert (told.notes, told.to_draft, told.clues) == (
        counts["notes"],
        counts["draft"],
        counts["clue"],
    )
    assert told.drafted
    assert told.questions == draft.text.count("【待补")
    assert told.unanswered == sum(c.status == "missing" for c in draft.coverage)
    assert told.flags == 0
    flags = [_flag(draft.text, "error"), _flag(draft.text, "warning")]
    Flags(town.database).keep(town.drafter(), kept.id, flags, draft_version=kept.version)
    (checked,) = of(town, made.id)
    assert (checked.flags, checked.errors) == (2, 1)


def test_a_note_that_nothing_cites_is_unanswered_until_somebody_says_why(town: Town) -> None:
    made, kept = town.with_draft()
    note = next(n for i in kept.draft.paper.items() for s in i.sentences for n in s.notes)
    for item in kept.draft.paper.items():
        if any(note in sentence.notes for sentence in item.sentences):
            version = town.office.items.get(town.drafter(), kept.id, item.id).version
            town.office.items.remove(town.drafter(), kept.id, item.id, version=version)
    missing = [
        c.note
        for c in open_draft(town.office, town.drafter(), made.id).draft.coverage
        if c.status == "missing"
    ]
    (told,) = of(town, made.id)
    assert told.unanswered == len(missing) > 0
    town.office.answers.answer(town.drafter(), made.id, missing[0], reason="已当面答复", version=0)
    (answered,) = of(town, made.id)
    assert answered.unanswered == len(missing) - 1


def test_what_was_set_by_hand_counts(town: Town) -> None:
    made = town.with_notes().id
    (before,) = of(town, made)
    note = next(n for n in town.office.notes.of(town.drafter(), made) if n.route == "draft")
    town.office.notes.correct(
        town.drafter(), made, note.id, Correction(route="beyond"), version=note.version
    )
    (after,) = of(town, made)
    assert after.to_draft == before.to_draft - 1


def test_others_assignments_are_left_out_like_missing_ones(town: Town) -> None:
    made = town.with_notes().id
    assert of(town, made, new_id(), scope=town.stranger()) == ()
    assert of(town, made, scope=town.reviewer()) == ()


def test_ten_assignments_take_as_many_queries_as_one(town: Town) -> None:
    made = [town.with_notes().id for _ in range(10)]
    assert _queries(town, made[:1]) == _queries(town, made)


def test_more_than_a_page_at_once_is_refused(town: Town) -> None:
    with pytest.raises(BadInput, match=str(MOST)):
        of(town, *[new_id() for _ in range(MOST + 1)])


def _queries(town: Town, assignments: list[str]) -> int:
    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    event.listen(town.database.engine, "before_cursor_execute", note)
    try:
        of(town, *assignments)
    finally:
        event.remove(town.database.engine, "before_cursor_execute", note)
    return len(asked)


def _flag(text: str, level: str) -> Flag:
    return Flag.model_validate(
        {
            "id": f"F-{level}",
            "rule": "left.placeholder",
            "level": level,
            "start": 0,
            "end": 2,
            "text": text[:2],
            "message": "待核对",
            "ask": "",
            "fingerprint": level,
        }
    )
