"""What holds after any number of kills, with nobody having done anything by hand."""

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx import Document

from service.bootstrap import House
from service.errors import StaleWrite
from service.jobs import Engine
from service.office.assignments import Assignment, Correction
from service.office.jobs import FINAL, Job
from service.office.units import Unit
from service.present.word import write_draft
from service.scope import Scope
from service.store.desk import Desk
from service.store.jobs import JobRecords
from service.store.model_use import ModelUse
from service.store.notes import Notes
from tests.jobs.rows import calls_of, stages_of
from tests.jobs.world import EDITED, PAST
from tests.simulated_llm.ledger import Ledger


@dataclass(frozen=True)
class Place:
    """Where a job was done: who, for which unit, on which assignment."""

    scope: Scope
    unit: Unit
    assignment: Assignment


@dataclass(frozen=True)
class Expected:
    """What an unkilled run gave: the Word file's text, and how many calls it took."""

    text: str
    calls: int


def check_all(
    house: House, place: Place, job: str, ledger: Ledger, expected: Expected, *, in_flight: int
) -> None:
    """Invariants 1 to 9. ``in_flight`` is how many calls the kills can have interrupted."""
    uploads_are_whole(house, place)
    ended_once(house, place, job)
    nothing_was_paid_twice(ledger, expected, in_flight)
    the_account_is_the_servers(house, place, job, ledger)
    edits_by_hand_stand(house, place)
    vectors_are_the_chunks(house, place)
    flags_are_the_drafts(house, place, job)
    check = house.office.audit.verify()
    assert check.broken_at is None, check.cause
    assert word_text(house, place) == expected.text


def uploads_are_whole(house: House, place: Place) -> None:
    """1: every file that was taken is there, bit for bit."""
    digest = hashlib.sha256(PAST.encode()).hexdigest()
    assert house.originals.get(place.scope, place.unit.id, digest) == PAST.encode()


def ended_once(house: House, place: Place, name: str) -> None:
    """2: the job ended, in one way, and told it once; its events have no gaps."""
    records = JobRecords(house.database)
    job = records.get(place.scope, name)
    assert job.state == "done", job.cause
    events = records.events(place.scope, name)
    assert [event.number for event in events] == list(range(1, len(events) + 1))
    assert [e.kind for e in events if e.kind in FINAL] == ["done"]
    assert events[-1].kind == "done"
    told = Counter(e.to_json() for e in events if e.kind in ("stage", "section", "progress"))
    assert max(told.values()) == 1
    assert all(number == 1 for number in stages_of(house.database, place.scope, name).values())


def nothing_was_paid_twice(ledger: Ledger, expected: Expected, in_flight: int) -> None:
    """3: no answered call was made again."""
    assert expected.calls <= ledger.arrivals <= expected.calls + in_flight


def the_account_is_the_servers(house: House, place: Place, job: str, ledger: Ledger) -> None:
    """4: what we noted as answered is what the server answered; the rest is noted as unknown."""
    rows = calls_of(house.database, place.scope, job)
    answered = Counter(
        (row.prompt_tokens, row.completion_tokens) for row in rows if row.outcome == "answered"
    )
    served = Counter((call.prompt_tokens, call.completion_tokens) for call in ledger.calls)
    assert not answered - served
    unknown = [row for row in rows if row.outcome is None]
    assert sum((served - answered).values()) <= len(unknown)
    use = ModelUse(house.database).of_job(place.scope, job)
    assert use.calls == len(rows)
    assert use.unknown == len(unknown)


def edits_by_hand_stand(house: House, place: Place) -> None:
    """5: what a person set is still set, and a save from an old version is refused."""
    notes = Notes(house.database)
    edited = next(n for n in notes.of(place.scope, place.assignment.id) if n.by_hand)
    assert edited.theme == EDITED
    with pytest.raises(StaleWrite):
        notes.correct(
            place.scope, place.assignment.id, edited.id, Correction(theme="后勤"), version=1
        )
    desk = Desk(house.database)
    draft = desk.draft(place.scope, place.assignment.id)
    assert set(draft.versions.values()) == {1}


def vectors_are_the_chunks(house: House, place: Place) -> None:
    """6: the vector store holds exactly what the chunk table says."""
    house.search.reconcile(place.unit.id)
    assert house.search.is_whole(place.unit.id)


def flags_are_the_drafts(house: House, place: Place, job: str) -> None:
    """9: the draft has the flags of its own check, each once."""
    kept = Desk(house.database).draft(place.scope, place.assignment.id)
    result = JobRecords(house.database).get(place.scope, job).result
    assert result is not None
    assert kept.checked == kept.version == 1
    assert len({flag.key for flag in kept.flags}) == len(kept.flags) == result["flags"]


def word_text(house: House, place: Place) -> str:
    """8: the text of the draft's Word file."""
    kept = Desk(house.database).draft(place.scope, place.assignment.id)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "draft.docx"
        write_draft(kept.draft, path, today=dt.date(2026, 1, 5), flags=())
        return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def ended(engine: Engine, place: Place, job: str) -> Job:
    """The job when its last event has come."""
    for _ in engine.jobs.stream(place.scope, job):
        pass
    return engine.jobs.get(place.scope, job)
