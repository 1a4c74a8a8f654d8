"""Things of a unit made anew, so that one request after another finds something to change."""

import itertools
from typing import Any

from service.care.backup import Source
from service.care.backup.kept import KeptBackups
from service.drafting.editing import Changes
from service.flags import CheckedFile, Dismissal
from service.office.assignments import KeptKind, LedgerEntry, LedgerLine
from service.office.desk import KeptItem
from service.office.submissions import Submission
from service.pipelines.desk import DeskBooks, add_item
from service.scope import Scope
from service.store.jobs import JobRecords
from tests.isolation.content import KIND, job_of, run_job
from tests.isolation.town import RIGHT, Town

_NUMBERS = itertools.count(1)


def login() -> str:
    """A word that nothing is called yet."""
    return f"neu{next(_NUMBERS)}"


def backup(town: Town) -> str:
    """The name of a backup that is there."""
    house = town.house
    source = Source(house.database, house.originals.files, house.settings.data_dir)
    kept = KeptBackups(source)
    there = kept.listed(town.operator).items
    return there[0].name if there else kept.make(town.operator).name


def desk(town: Town) -> DeskBooks:
    """The desk."""
    return town.house.office.desk


def drafter(town: Town, unit: str) -> Scope:
    """Who drafts in the unit."""
    return town.scope(f"drafter-{unit}")


def head(town: Town, unit: str) -> Scope:
    """Who heads the unit."""
    return town.scope(f"head-{unit}")


def sign_in(_: Town, __: str) -> dict[str, Any]:
    """A good login."""
    return {"body": {"login": "nowhere", "password": RIGHT}}


def problems_of(town: Town, unit: str) -> int:
    """The number of the chapter of problems."""
    paper = desk(town).desk.get(town.operator, town.held[unit].draft).draft.paper
    return next(n for n, chapter in enumerate(paper.chapters) if chapter.role == "problems")


def item(town: Town, unit: str) -> KeptItem:
    """A new item."""
    return add_item(
        desk(town),
        drafter(town, unit),
        town.held[unit].draft,
        role="problem",
        changes=Changes(headline="要删的一条", text="马上删。"),
        chapter=problems_of(town, unit),
        section=0,
        position=9,
    )


def note_versions(town: Town, unit: str) -> dict[str, int]:
    """The notes' versions."""
    notes = town.house.office.notes.of(town.operator, town.held[unit].assignment)
    return {note.id: note.version for note in notes}


def answer_version(town: Town, unit: str) -> int:
    """The version of what was said of the note set aside, 0 where nothing was."""
    holding = town.held[unit]
    answers = desk(town).answers.of(town.operator, holding.assignment)
    return next((a.version for a in answers if a.note == holding.aside), 0)


def answered(town: Town, unit: str) -> int:
    """As ``answer_version``, said now where nothing was."""
    holding, version = town.held[unit], answer_version(town, unit)
    if version:
        return version
    made = desk(town).answers.answer(
        drafter(town, unit), holding.assignment, holding.aside, reason="另有安排", version=0
    )
    return made.version


def line_version(town: Town, unit: str, entry: str) -> int:
    """The version of a line of the ledger."""
    lines = desk(town).ledger.of(town.operator, town.held[unit].assignment)
    return next(line.version for line in lines if line.id == entry)


def line(town: Town, unit: str) -> LedgerEntry:
    """A new line of the ledger."""
    assignment = town.held[unit].assignment
    return desk(town).ledger.add(drafter(town, unit), assignment, LedgerLine(problem="要删的"))


def _last(town: Town, unit: str) -> Submission | None:
    kept = town.house.office.submissions
    page = kept.page(town.operator, assignment=town.held[unit].assignment, state="submitted")
    return kept.get(town.operator, page[0].id) if page else None


def withdrawn(town: Town, unit: str) -> int:
    """Takes back what was sent up; the version of the draft, to be sent up again."""
    found = _last(town, unit)
    if found is not None:
        town.house.office.submissions.withdraw(head(town, unit), found.id, version=found.version)
    return desk(town).desk.get(town.operator, town.held[unit].draft).version


def standing(town: Town, unit: str) -> Submission:
    """A submission that nobody has decided on or taken back."""
    found = _last(town, unit)
    if found is not None:
        return found
    return town.house.office.submissions.submit(
        head(town, unit), town.held[unit].assignment, draft_version=withdrawn(town, unit)
    )


def key(town: Town, unit: str) -> str:
    """A new key of the unit's drafter: its id."""
    person = town.people[f"drafter-{unit}"].id
    made = town.house.office.keys.make(
        town.operator, town.units[unit].id, "新密钥", permissions=["read"], person=person
    )
    return made.key.id


def kind_text(name: str) -> str:
    """The YAML of a kind."""
    return KIND.format(letter=name, word="新")


def kind(town: Town, unit: str) -> KeptKind:
    """A new kind of the unit."""
    return town.house.office.kinds.put(head(town, unit), town.units[unit].id, kind_text(login()))


def material(town: Town, unit: str) -> str:
    """A new material of the library: its SHA-256."""
    from service.library import Material
    from service.paper import Paper

    scope, text = drafter(town, unit), f"材料{login()}"
    kept = town.house.originals.keep(scope, town.units[unit].id, "新材料.txt", text.encode())
    made = Material(
        sha256=kept.sha256,
        owner=town.units[unit].name,
        use="guidance",
        file="新材料.txt",
        text=text,
        paper=Paper(),
    )
    town.house.office.materials.add(scope, town.units[unit].id, made)
    return kept.sha256


def job(town: Town, unit: str, state: str) -> str:
    """A new job in that state."""
    scope = drafter(town, unit)
    made = job_of(town.house, scope, town.units[unit].id)
    if state == "failed":
        run_job(town.house, scope, made, None, "再试")
    return made.id


def checked(town: Town, unit: str) -> str:
    """A check of one paper that is done: the job's id."""
    scope = drafter(town, unit)
    paper = CheckedFile(file="新材料.txt").model_dump(mode="json")
    made = job_of(town.house, scope, town.units[unit].id)
    result = {"files": [paper], "originals": [material(town, unit)]}
    run_job(town.house, scope, made, result, "核对过")
    return made.id


def assignment(town: Town, unit: str) -> str:
    """A new assignment: its id. Two sortings or drafts of one wait for each other."""
    made = town.house.office.assignments.create(
        drafter(town, unit), town.units[unit].id, kind="small", year=2023, title="再一份"
    )
    return made.id


def dismissal(town: Town, unit: str) -> int:
    """A new dismissal: its number."""
    from datetime import UTC, datetime

    word = Dismissal(
        unit=town.units[unit].name,
        rule="left.placeholder",
        fingerprint="fedcba9876543210",
        text="XX",
        reason="不必改",
        who="办公室",
        when=datetime.now(UTC),
    )
    return town.house.office.dismissals.add(drafter(town, unit), town.units[unit].id, word).number


def cancelled(town: Town, unit: str, job: str) -> None:
    """Ends a job."""
    JobRecords(town.house.database).cancel(head(town, unit), job)


def kept_paper(town: Town, unit: str) -> int:
    """Keeps the paper as it stands: the number of the version."""
    return desk(town).history.keep(drafter(town, unit), town.held[unit].draft).number
