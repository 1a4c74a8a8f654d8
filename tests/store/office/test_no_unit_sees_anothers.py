"""Whoever works beside a unit, or above it, finds nothing of it in any method of any repository."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from service.errors import Forbidden, NotFound, OutOfScope
from service.flags import Dismissal, Flag
from service.library import Material
from service.notes import SortReport
from service.office.assignments import AssignmentChange, Correction, KeptRawNote, LedgerLine
from service.office.ledger import MadeLine
from service.paper import Item, Paper, Sentence
from service.pipelines.desk import make_ledger
from service.scope import Scope
from service.store.assignments import Assignments
from service.store.coverage import CoverageAnswers
from service.store.database import Database
from service.store.desk import Desk
from service.store.dismissals import Dismissals
from service.store.flags import Flags
from service.store.headings import Headings
from service.store.history import History
from service.store.items import Items
from service.store.jobs import JobRecords
from service.store.kinds import Kinds
from service.store.ledger import Ledger
from service.store.materials import Materials
from service.store.model_use import ModelUse
from service.store.notes import Notes
from service.store.originals import Originals
from service.store.progress import ProgressBook
from service.store.reviews import ReviewWords
from service.store.submissions import Submissions
from service.store.unit_figures import UnitFigures
from service.store.unit_rules import UnitRuleBook
from tests.store.office_cases import Town, composed, kind_yaml
from tests.store.repositories import methods
from tests.store.test_repositories_hold_to_scope import WITHOUT_SCOPE
from vectorstore.port import Chunk

CANARY = "金丝雀在第七号泵房"

ELSEWHERE = {
    "ApiKeys": "keys are a person's, seen by administrators: tests/identity",
    "AuditLog": "seen by administrators, holds no text: tests/identity",
    "People": "seen by administrators: tests/identity",
    "RepeatedRequests": "kept by person and key, of no unit: the tests of the API",
    "SignIns": "a person's own: tests/identity",
    "Units": "names of units, by what a scope knows: tests/identity",
}
"""Repositories of what no unit owns, and where their seclusion is held."""


@dataclass
class World:
    """A unit with one of everything, the canary in it."""

    town: Town
    assignment: str
    draft: str
    submission: str
    line: str
    flag: str
    kind: str
    job: str
    digest: str
    dismissal: int
    originals: Path

    @property
    def unit(self) -> str:
        return self.town.water.id

    def made(self, repository: type) -> Any:
        if repository is Originals:
            return Originals(self.town.database, self.originals)
        return repository(self.town.database)


_SAID = Sentence(text=f"{CANARY}。", kind="framing")
_ITEM = Item(id="p1-1", role="problem", headline=CANARY, text="", sentences=(_SAID,))
_FLAG = Flag(id="K1", rule="r", level="error", start=0, end=0, text="", message=CANARY, ask="")
_RAW = KeptRawNote(id="canary", text=CANARY, source=CANARY)
_LINE = LedgerLine(problem=CANARY)


def _looking_after(unit: str) -> Scope:
    return Scope(person="admin", name="管理员", administers=frozenset({unit}))


def _dismissal() -> Dismissal:
    return Dismissal(
        unit="", rule="r", fingerprint="f", reason=CANARY, who="甲", when=datetime.now(UTC)
    )


def _material(owner: str) -> Material:
    return Material(
        sha256="a" * 64,
        owner=owner,
        use="own-past",
        file="a.txt",
        text=CANARY,
        paper=Paper(title=CANARY),
    )


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    town = Town(database)
    found, kept = town.with_draft()
    who, unit, office = town.head(), town.water.id, town.office
    office.notes.put_raw(who, found.id, [_RAW])
    office.notes.correct(who, found.id, "n16", Correction(set_aside=CANARY), version=1)
    office.answers.answer(who, found.id, "n18", reason=CANARY, version=0)
    office.items.save(who, kept.id, _ITEM, version=1)
    (flag,) = Flags(database).keep(who, kept.id, [_FLAG], draft_version=1)
    (line, *_) = make_ledger(office, who, found.id)
    kind = Kinds(database).put(who, unit, kind_yaml("canary-1", CANARY))
    version = office.desk.get(who, kept.id).version
    sent = Submissions(database).submit(who, found.id, draft_version=version)
    ReviewWords(database).say(town.reviewer(), sent.id, verdict="comment", words=CANARY, version=1)
    UnitRuleBook(database).put(_looking_after(unit), unit, f"accept: [{CANARY}]", version=0)
    job = JobRecords(database).add(who, unit, "sort", {"words": CANARY}, assignment=found.id)
    Materials(database).add(who, unit, _material(unit))
    original = Originals(database, tmp_path).keep(who, unit, "a.txt", CANARY.encode())
    dismissal = Dismissals(database).add(who, unit, _dismissal())
    return World(
        town=town,
        assignment=found.id,
        draft=kept.id,
        submission=sent.id,
        line=line.id,
        flag=flag.key,
        kind=kind.id,
        job=job.id,
        digest=original.sha256,
        dismissal=dismissal.number,
        originals=tmp_path,
    )


Act = Callable[[Any, World, Scope], object]

CASES: dict[tuple[type, str], Act] = {
    (Assignments, "create"): lambda r, w, s: r.create(
        s, w.unit, kind="k", year=2025, title="t"
    ),
    (Assignments, "get"): lambda r, w, s: r.get(s, w.assignment),
    (Assignments, "page"): lambda r, w, s: (*r.page(s), *r.page(s, unit=w.unit)),
    (Assignments, "change"): lambda r, w, s: r.change(
        s, w.assignment, AssignmentChange(title="改"), version=1
    ),
    (CoverageAnswers, "of"): lambda r, w, s: r.of(s, w.assignment),
    (CoverageAnswers, "answer"): lambda r, w, s: r.answer(
        s, w.assignment, "n20", reason="r", version=0
    ),
    (CoverageAnswers, "take_back"): lambda r, w, s: r.take_back(
        s, w.assignment, "n18", version=1
    ),
    (Desk, "begin"): lambda r, w, s: r.begin(s, w.assignment, composed()[1], "{}", None),
    (Desk, "begun"): lambda r, w, s: r.begun(s, w.assignment),
    (Desk, "draft"): lambda r, w, s: r.draft(s, w.assignment),
    (Desk, "get"): lambda r, w, s: r.get(s, w.draft),
    (Desk, "snapshot"): lambda r, w, s: r.snapshot(s, w.draft),
    (Dismissals, "of"): lambda r, w, s: r.of(s, w.unit),
    (Dismissals, "add"): lambda r, w, s: r.add(s, w.unit, _dismissal()),
    (Dismissals, "add_all"): lambda r, w, s: r.add_all(s, w.unit, [_dismissal()]),
    (Dismissals, "remove"): lambda r, w, s: r.remove(s, w.unit, w.dismissal),
    (Flags, "keep"): lambda r, w, s: r.keep(s, w.draft, [], draft_version=9),
    (Flags, "of"): lambda r, w, s: r.of(s, w.draft),
    (Flags, "accept"): lambda r, w, s: r.accept(s, w.draft, w.flag),
    (Flags, "reopen"): lambda r, w, s: r.reopen(s, w.draft, w.flag),
    (Flags, "dismiss"): lambda r, w, s: r.dismiss(s, w.draft, w.flag, "r"),
    (Headings, "get"): lambda r, w, s: r.get(s, w.draft, "title"),
    (Headings, "history"): lambda r, w, s: r.history(s, w.draft, "title"),
    (Headings, "save"): lambda r, w, s: r.save(s, w.draft, "title", "改", version=1),
    (History, "of_item"): lambda r, w, s: r.of_item(s, w.draft, "p1-1"),
    (History, "removed"): lambda r, w, s: r.removed(s, w.draft),
    (History, "of_paper"): lambda r, w, s: r.of_paper(s, w.draft),
    (History, "keep"): lambda r, w, s: r.keep(s, w.draft),
    (History, "restore_item"): lambda r, w, s: r.restore_item(
        s, w.draft, "p1-1", to=1, version=2
    ),
    (History, "restore_paper"): lambda r, w, s: r.restore_paper(s, w.draft, to=1, version=2),
    (Items, "get"): lambda r, w, s: r.get(s, w.draft, "p1-1"),
    (Items, "save"): lambda r, w, s: r.save(s, w.draft, _ITEM, version=2),
    (Items, "replace"): lambda r, w, s: r.replace(s, w.draft, _ITEM, made_from=2),
    (Items, "add"): lambda r, w, s: r.add(
        s, w.draft, _ITEM, chapter=0, section=0, position=0
    ),
    (Items, "remove"): lambda r, w, s: r.remove(s, w.draft, "p1-1", version=2),
    (Items, "move"): lambda r, w, s: r.move(
        s, w.draft, "p1-1", chapter=0, section=0, position=0, version=2
    ),
    (JobRecords, "add"): lambda r, w, s: r.add(s, w.unit, "sort", {}),
    (JobRecords, "get"): lambda r, w, s: r.get(s, w.job),
    (JobRecords, "list"): lambda r, w, s: (
        *r.list(s), *r.list(s, unit=w.unit), *r.list(s, assignment=w.assignment)
    ),
    (JobRecords, "waiting_of"): lambda r, w, s: r.waiting_of(s, w.unit, ["sort"]) or None,
    (JobRecords, "events"): lambda r, w, s: r.events(s, w.job),
    (JobRecords, "cancel"): lambda r, w, s: r.cancel(s, w.job),
    (JobRecords, "resume"): lambda r, w, s: r.resume(s, w.job),
    (JobRecords, "drop_model"): lambda r, w, s: r.drop_model(s, w.job),
    (JobRecords, "give_up"): lambda r, w, s: r.give_up(s, w.job, 1, "r"),
    (Kinds, "all"): lambda r, w, s: tuple(k for k in r.all(s) if k.unit == w.unit),
    (Kinds, "get"): lambda r, w, s: r.get(s, w.kind),
    (Kinds, "for_unit"): lambda r, w, s: r.for_unit(s, w.unit),
    (Kinds, "put"): lambda r, w, s: r.put(s, w.unit, kind_yaml("canary-1")),
    (Kinds, "remove"): lambda r, w, s: r.remove(s, w.kind, version=1),
    (Ledger, "make"): lambda r, w, s: r.make(
        s, w.assignment, [MadeLine(problem="p", line=_LINE)]
    ),
    (Ledger, "of"): lambda r, w, s: r.of(s, w.assignment),
    (Ledger, "add"): lambda r, w, s: r.add(s, w.assignment, _LINE),
    (Ledger, "edit"): lambda r, w, s: r.edit(s, w.assignment, w.line, _LINE, version=1),
    (Ledger, "remove"): lambda r, w, s: r.remove(s, w.assignment, w.line, version=1),
    (Ledger, "page"): lambda r, w, s: (*r.page(s), *r.page(s, unit=w.unit)),
    (Materials, "get"): lambda r, w, s: r.get(s, w.unit, "a" * 64),
    (Materials, "of"): lambda r, w, s: r.of(s, w.unit),
    (Materials, "listed"): lambda r, w, s: r.listed(s, w.unit),
    (Materials, "add"): lambda r, w, s: r.add(s, w.unit, _material(w.unit)),
    (Materials, "put_chunks"): lambda r, w, s: r.put_chunks(
        s, w.unit, "a" * 64, [Chunk("c", "t", {})]
    ),
    (Materials, "mark_indexed"): lambda r, w, s: r.mark_indexed(s, w.unit, "a" * 64),
    (Materials, "unindexed"): lambda r, w, s: r.unindexed(s, w.unit),
    (Materials, "remove"): lambda r, w, s: r.remove(s, w.unit, "a" * 64),
    (ModelUse, "of_job"): lambda r, w, s: r.of_job(s, w.job).calls or None,
    (ModelUse, "of_month"): lambda r, w, s: r.of_month(s, w.unit).calls or None,
    (Notes, "put_raw"): lambda r, w, s: r.put_raw(s, w.assignment, [_RAW]),
    (Notes, "raw"): lambda r, w, s: r.raw(s, w.assignment),
    (Notes, "keep_sorted"): lambda r, w, s: r.keep_sorted(s, w.assignment, SortReport()),
    (Notes, "of"): lambda r, w, s: r.of(s, w.assignment),
    (Notes, "to_draft"): lambda r, w, s: r.to_draft(s, w.assignment),
    (Notes, "clues"): lambda r, w, s: r.clues(s, w.assignment),
    (Notes, "counts"): lambda r, w, s: r.counts(s, w.assignment),
    (Notes, "correct"): lambda r, w, s: r.correct(
        s, w.assignment, "n20", Correction(theme="t"), version=1
    ),
    (Notes, "merge"): lambda r, w, s: r.merge(s, w.assignment, {"n20": 1, "n19": 1}),
    (Notes, "split"): lambda r, w, s: r.split(s, w.assignment, {"n01": 1}),
    (Originals, "keep"): lambda r, w, s: r.keep(s, w.unit, "b.txt", b"b"),
    (Originals, "named"): lambda r, w, s: r.named(s, w.unit, w.digest),
    (Originals, "get"): lambda r, w, s: r.get(s, w.unit, w.digest),
    (Originals, "of"): lambda r, w, s: r.of(s, w.unit),
    (Originals, "remove"): lambda r, w, s: r.remove(s, w.unit, w.digest),
    (ProgressBook, "of"): lambda r, w, s: r.of(s, [w.assignment]),
    (ReviewWords, "of"): lambda r, w, s: r.of(s, w.submission),
    (ReviewWords, "say"): lambda r, w, s: r.say(
        s, w.submission, verdict="comment", words="w", version=1
    ),
    (Submissions, "submit"): lambda r, w, s: r.submit(s, w.assignment, draft_version=2),
    (Submissions, "withdraw"): lambda r, w, s: r.withdraw(s, w.submission, version=1),
    (Submissions, "get"): lambda r, w, s: r.get(s, w.submission),
    (Submissions, "page"): lambda r, w, s: (*r.page(s), *r.page(s, unit=w.unit)),
    (UnitFigures, "all"): lambda r, w, s: tuple(f for f in r.all(s) if f.unit == w.unit),
    (UnitRuleBook, "get"): lambda r, w, s: r.get(s, w.unit),
    (UnitRuleBook, "put"): lambda r, w, s: r.put(s, w.unit, "", version=1),
    (UnitRuleBook, "folders"): lambda r, w, s: r.folders(s, w.unit),
}  # fmt: skip
# A person above sees what was sent up, and says something of it.
_OF_REVIEWERS = {(Submissions, "get"), (Submissions, "page"), (ReviewWords, "of"),
                 (ReviewWords, "say")}  # fmt: skip


def test_every_method_of_every_repository_has_a_case() -> None:
    wanted = {
        (repository.__name__, name)
        for repository, name in methods()
        if f"{repository.__name__}.{name}" not in WITHOUT_SCOPE
        and repository.__name__ not in ELSEWHERE
    }
    assert wanted == {(repository.__name__, name) for repository, name in CASES}


def _everything(world: World) -> str:
    """All that the unit has, as its head reads it."""
    office, who = world.town.office, world.town.head()
    database = world.town.database
    return repr(
        (
            Assignments(database).page(who),
            office.desk.get(who, world.draft),
            office.history.of_item(who, world.draft, "p1-1"),
            office.notes.of(who, world.assignment),
            office.notes.raw(who, world.assignment),
            office.answers.of(who, world.assignment),
            office.ledger.of(who, world.assignment),
            Kinds(database).all(who),
            UnitRuleBook(database).get(who, world.unit),
            Submissions(database).page(who),
            ReviewWords(database).of(who, world.submission),
            Dismissals(database).of(who, world.unit),
            Materials(database).listed(who, world.unit),
            JobRecords(database).list(who),
            world.made(Originals).of(who, world.unit),
        )
    )


def _finds_nothing(world: World, scope: Scope, cases: dict[tuple[type, str], Act]) -> None:
    before = _everything(world)
    assert CANARY in before
    for (repository, name), act in cases.items():
        try:
            found = act(world.made(repository), world, scope)
        except (NotFound, Forbidden, OutOfScope) as refused:
            found = CANARY in str(refused)
        assert not found, f"{repository.__name__}.{name}"
    assert _everything(world) == before


def test_who_works_beside_the_unit_finds_nothing_of_it(world: World) -> None:
    _finds_nothing(world, world.town.stranger(), CASES)


def test_who_reaches_nothing_at_all_finds_nothing(world: World) -> None:
    _finds_nothing(world, Scope(person="nobody"), CASES)


def test_who_reviews_the_unit_finds_what_went_up_and_nothing_else(world: World) -> None:
    rest = {case: act for case, act in CASES.items() if case not in _OF_REVIEWERS}
    _finds_nothing(world, world.town.reviewer(), rest)
    sent = Submissions(world.town.database).get(world.town.reviewer(), world.submission)
    assert CANARY in sent.text


def test_who_administers_the_unit_reads_none_of_its_work(world: World) -> None:
    looks_after = frozenset({world.unit})
    scope = Scope(person="admin", name="管理员", administers=looks_after, house=True)
    settings = (Kinds, UnitFigures, UnitRuleBook)
    theirs = {case: act for case, act in CASES.items() if case[0] not in settings}
    _finds_nothing(world, scope, theirs)
