"""What a person sees of a job: it ends, it tells, it can be cancelled, resumed, done without."""

import os
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from dbos import DBOS, DBOSClient, EnqueueOptions, WorkflowHandle
from sqlalchemy import select

from service.drafting import Snapshot
from service.errors import Conflict, NotFound
from service.jobs import Engine, Jobs
from service.jobs.dispatch import WORKERS, Dispatcher
from service.notes import SortReport
from service.office.assignments import AssignmentChange
from service.office.desk import KeptDraft, KeptFlag
from service.office.jobs import FINAL
from service.pipelines.drafting import flagged
from service.scope import of_unit
from service.store.assignments import Assignments
from service.store.desk import Desk
from service.store.notes import Notes
from tests.jobs.invariants import Place
from tests.jobs.rows import calls_of
from tests.jobs.running import AtWork, at_work, wait_for
from tests.jobs.world import RAW
from tests.simulated_llm.server import Speed

SLOW = Speed(first_token_s=0.4)


def test_a_draft_is_made_kept_and_told_of(tmp_path: Path) -> None:
    with at_work(tmp_path) as here:
        job = here.ended(here.draft())
        assert (job.state, job.cause) == ("done", "")
        kept = Desk(here.house.database).draft(here.place.scope, here.place.assignment.id)
        assert job.result is not None
        assert job.result["draft"] == kept.id
        assert len(kept.versions) == job.result["items"] > 0
        told = here.kinds_told(job)
        assert told[:3] == ["queued", "started", "stage"]
        assert told[-1] == "done"
        assert told.count("section_begun") == 4
        use = here.jobs.use_of(here.place.scope, job.id)
        assert (use.calls, use.unknown) == (here.model.ledger.arrivals, 0)
        assert use.prompt_tokens == here.model.ledger.prompt_tokens


def test_a_draft_comes_with_the_flags_of_its_check(tmp_path: Path) -> None:
    with at_work(tmp_path) as here:
        job = here.ended(here.draft())
        scope, office = here.place.scope, here.house.office
        kept = office.desk.desk.draft(scope, here.place.assignment.id)
        assert job.result is not None
        assert len(office.flags.of(scope, kept.id)) == job.result["flags"] > 0
        assert kept.checked == kept.version == 1
        again = _checked_anew(here, kept)
        assert {flag.key for flag in kept.flags} == {flag.key for flag in again}


def _checked_anew(here: AtWork, kept: KeptDraft) -> Sequence[KeptFlag]:
    """The flags of a check that a person asks for right after the draft."""
    scope, unit, office = here.place.scope, here.place.unit, here.house.office
    snapshot = Snapshot.model_validate_json(office.desk.desk.snapshot(scope, kept.id))
    cards = tuple(here.house.cards_for(unit.name))
    found = flagged(kept.draft, snapshot, office.materials.of(scope, unit.id), cards)
    return office.flags.keep(scope, kept.id, found.flags, draft_version=kept.version)


def test_any_process_replays_the_events_from_any_of_them(tmp_path: Path) -> None:
    with at_work(tmp_path) as here:
        job = here.ended(here.draft())
        every = here.jobs.events(here.place.scope, job.id)
        elsewhere = Jobs(here.house.database, Dispatcher(f"sqlite:///{tmp_path / 'none.sqlite'}"))
        for after in (0, 5, len(every) - 1):
            assert tuple(elsewhere.stream(here.place.scope, job.id, after)) == every[after:]


def test_nobody_else_sees_or_touches_a_job(tmp_path: Path) -> None:
    with at_work(tmp_path) as here:
        job = here.draft()
        other = here.house.office.units.ensure("别的单位")
        stranger = of_unit(other.id, "somebody")
        for act in (here.jobs.get, here.jobs.events, here.jobs.cancel, here.jobs.resume):
            with pytest.raises(NotFound):
                act(stranger, job.id)
        with pytest.raises(NotFound):
            here.jobs.submit(stranger, here.place.unit.id, "ingest", {})
        assert here.jobs.list(stranger) == ()
        here.ended(job)


def test_submitted_twice_with_one_key_it_is_one_job(tmp_path: Path) -> None:
    with at_work(tmp_path) as here:
        made: list[str] = []
        threads = [
            threading.Thread(target=lambda: made.append(here.draft(key="once").id))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(made) == 8
        assert len(set(made)) == 1
        assert len(here.jobs.list(here.place.scope)) == 1
        with pytest.raises(Conflict, match="重复提交"):
            here.jobs.submit(
                here.place.scope, here.place.unit.id, "draft", {"other": 1}, key="once"
            )
        job = here.ended(here.jobs.get(here.place.scope, made[0]))
        assert here.model.ledger.arrivals == 4
        assert here.kinds_told(job).count("started") == 1


def test_a_second_draft_of_one_paper_has_to_wait(tmp_path: Path) -> None:
    with at_work(tmp_path, speed=SLOW) as here:
        job = here.draft()
        with pytest.raises(Conflict, match="正在起草"):
            here.draft()
        here.ended(job)
        assert here.ended(here.draft()).state == "done"


def test_a_job_cancelled_in_the_middle_keeps_nothing(tmp_path: Path) -> None:
    with at_work(tmp_path, speed=Speed(first_token_s=1.0)) as here:
        job = here.draft()
        wait_for(lambda: here.model.ledger.arrivals > 0, "a call")
        assert here.jobs.cancel(here.place.scope, job.id).state == "cancelled"
        told = here.kinds_told(job)
        assert told[-1] == "cancelled"
        # What was under way is given up within a second or two, and nothing more is asked.
        wait_for(lambda: _nothing_under_way(here, job.id), "the run's end")
        arrived = here.model.ledger.arrivals
        with pytest.raises(NotFound):
            Desk(here.house.database).draft(here.place.scope, here.place.assignment.id)
        assert here.kinds_told(job) == told
        assert here.model.ledger.arrivals == arrived < 4
        with pytest.raises(Conflict, match="已经结束"):
            here.jobs.cancel(here.place.scope, job.id)
        assert here.ended(here.draft()).state == "done"


def _nothing_under_way(here: AtWork, job: str) -> bool:
    rows = calls_of(here.house.database, here.place.scope, job)
    return all(row.outcome is not None for row in rows)


def test_a_failed_job_says_why_and_is_resumed_where_it_stopped(tmp_path: Path) -> None:
    with at_work(tmp_path, speed=SLOW) as here:
        assignments = Assignments(here.house.database)
        place = here.place
        job = here.draft()
        wait_for(lambda: here.model.ledger.arrivals > 0, "a call")
        version = assignments.get(place.scope, place.assignment.id).version
        _set_state(assignments, place, "closed", version)
        failed = here.ended(job)
        assert failed.state == "failed"
        assert "办结" in failed.cause
        assert here.kinds_told(job)[-1] == "failed"
        paid = here.model.ledger.arrivals
        with pytest.raises(Conflict, match="办结"):
            here.jobs.resume(place.scope, job.id)
        _set_state(assignments, place, "open", version + 1)
        assert here.jobs.resume(place.scope, job.id).attempt == 2
        done = here.ended(job)
        assert (done.state, done.attempt) == ("done", 2)
        assert here.model.ledger.arrivals == paid
        assert [k for k in here.kinds_told(job) if k in FINAL] == ["failed", "done"]
        with pytest.raises(Conflict, match="只有失败的"):
            here.jobs.resume(place.scope, job.id)


def _set_state(assignments: Assignments, place: Place, state: Any, version: int) -> None:
    change = AssignmentChange(state=state)
    assignments.change(place.scope, place.assignment.id, change, version=version)


def test_a_paper_without_notes_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with at_work(tmp_path) as here:
        notes, place = Notes(here.house.database), here.place
        notes.keep_sorted(place.scope, place.assignment.id, SortReport(kind="small"))
        bare = Assignments(here.house.database).create(
            place.scope, place.unit.id, kind="small", year=2023, title="还没有意见"
        )
        job = here.jobs.submit(place.scope, place.unit.id, "draft", {}, assignment=bare.id)
        failed = here.ended(job)
        assert failed.state == "failed"
        assert "请先录入意见" in failed.cause


def test_a_job_waits_for_the_model_until_told_to_do_without(tmp_path: Path) -> None:
    with at_work(tmp_path, model="http://127.0.0.1:9/v1") as here:
        job = here.draft()
        waiting = here.reached(job, "waiting")
        assert waiting.cause
        here.jobs.go_on_without_model(here.place.scope, job.id)
        done = here.ended(job)
        assert (done.state, done.without_model) == ("done", True)
        assert "waiting" in here.kinds_told(job)
        assert here.model.ledger.arrivals == 0
        assert Desk(here.house.database).draft(here.place.scope, here.place.assignment.id).versions


def test_answers_paid_for_are_used_also_without_the_model(tmp_path: Path) -> None:
    with at_work(tmp_path, llm_slots=1, model_fault_from=2) as here:
        job = here.draft()
        here.reached(job, "waiting")
        answered = len(here.model.ledger.calls)
        assert answered == 1
        here.jobs.go_on_without_model(here.place.scope, job.id)
        done = here.ended(job)
        assert done.state == "done"
        assert done.result is not None
        assert done.result["usage"]["prompt_tokens"] >= here.model.ledger.prompt_tokens > 0


def test_a_waiting_job_can_be_cancelled(tmp_path: Path) -> None:
    with at_work(tmp_path, model="http://127.0.0.1:9/v1") as here:
        job = here.draft()
        here.reached(job, "waiting")
        here.jobs.cancel(here.place.scope, job.id)
        assert here.ended(job).state == "cancelled"
        assert here.kinds_told(job)[-1] == "cancelled"


def test_a_spent_budget_ends_asking_and_the_rest_is_composed(tmp_path: Path) -> None:
    with at_work(tmp_path, llm_slots=1) as here:
        _set_budget(here, 1)
        done = here.ended(here.draft())
        assert done.state == "done"
        assert here.model.ledger.arrivals == 1
        notices = [
            e.data["text"]
            for e in here.jobs.events(here.place.scope, done.id)
            if e.kind == "notice"
        ]
        assert len(notices) == 1
        assert "用量已用完" in notices[0]
        assert done.result is not None
        assert done.result["refused"] > 0
        month = here.jobs.use_of_month(here.place.scope, here.place.unit.id)
        assert month.calls == 1


def _set_budget(here: AtWork, tokens: int) -> None:
    from service.store.tables import UnitRow

    with here.house.database.deciding(write=True) as session:
        row = session.scalars(select(UnitRow).where(UnitRow.id == here.place.unit.id)).one()
        row.token_budget = tokens


def test_a_unit_that_floods_the_queue_holds_up_nobody(tmp_path: Path) -> None:
    with at_work(tmp_path, listen=True, work_slots=1) as first:
        first.engine.stop(wait_s=0)
        mine, house = first.place, first.house
        other = house.office.units.ensure("别的单位")
        stranger = of_unit(other.id, "")
        jobs = first.engine.jobs
        flood = [jobs.submit(mine.scope, mine.unit.id, "ingest", {}).id for _ in range(50)]
        single = jobs.submit(stranger, other.id, "ingest", {})
        engine = Engine.start(house, listen=True)
        try:
            again = AtWork(house, engine, Place(stranger, other, mine.assignment), first.model)
            done = again.ended(single)
            assert done.state == "done"
            assert done.started_at is not None
            before = [
                job
                for job in (jobs.get(mine.scope, name) for name in flood)
                if job.started_at is not None and job.started_at <= done.started_at
            ]
            assert len(before) <= 1
        finally:
            engine.stop(wait_s=0)


def test_a_job_whose_queue_was_lost_is_done_all_the_same(tmp_path: Path) -> None:
    """As after a restored backup: our tables are there, DBOS knows nothing."""
    with at_work(tmp_path) as here:
        here.engine.stop(wait_s=0)
        job = here.draft()
        for file in tmp_path.glob("jobs.sqlite*"):
            file.unlink()
        engine = Engine.start(here.house, listen=True)
        try:
            again = AtWork(here.house, engine, here.place, here.model)
            assert again.ended(job).state == "done"
        finally:
            engine.stop(wait_s=0)


def test_a_process_knows_whether_it_does_jobs(tmp_path: Path) -> None:
    with at_work(tmp_path, listen=False) as here:
        assert here.jobs.doing == "elsewhere"
        engine = Engine.start(here.house, listen=True)
        try:
            assert engine.jobs.doing == "ok"
            # DBOS begins its threads in a moment; from then on they are looked at.
            wait_for(lambda: _at_work() >= WORKERS, "DBOS's threads")
            DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=0)
            wait_for(lambda: engine.jobs.doing == "stopped", "the end of DBOS's threads")
        finally:
            engine.stop(wait_s=0)


def _at_work() -> set[str]:
    return {thread.name for thread in threading.enumerate()}


def test_what_somebody_waits_for_is_computed_in_another_process(tmp_path: Path) -> None:
    with at_work(tmp_path, listen=False) as here:
        assert here.jobs.in_child(os.getpid) not in (0, os.getpid())


def test_a_pickle_in_the_queue_is_never_opened(tmp_path: Path) -> None:
    with at_work(tmp_path, with_model=False) as here:
        address = f"sqlite:///{tmp_path / 'jobs.sqlite'}"
        attacker = DBOSClient(system_database_url=address, application_name="duizhao")
        options: EnqueueOptions = {"workflow_name": "job", "queue_name": "work", "app_version": "1"}
        handle: WorkflowHandle[Any] = attacker.enqueue(options, Evil(tmp_path / "ran"))
        wait_for(lambda: _status(attacker, handle.get_workflow_id()) == "ERROR", "its refusal")
        assert not (tmp_path / "ran").exists()
        assert here.ended(here.draft()).state == "done"
        attacker.destroy()


class Evil:
    """Makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (self.path,))


def _status(client: DBOSClient, workflow: str) -> str:
    (status,) = client.list_workflows(workflow_ids=[workflow], load_input=False, load_output=False)
    return status.status


def test_what_dbos_keeps_is_json_and_holds_no_word_of_anybody(tmp_path: Path) -> None:
    with at_work(tmp_path) as here:
        job = here.ended(here.draft())
    with sqlite3.connect(tmp_path / "jobs.sqlite") as connection:
        rows = connection.execute("select workflow_uuid, serialization from workflow_status")
        assert rows.fetchall() == [(job.id, "duizhao_json")]
    kept = (tmp_path / "jobs.sqlite").read_bytes()
    assert not any(text.encode() in kept for _, text in RAW)
