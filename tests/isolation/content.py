"""What a unit of the town holds: one of everything, each with the unit's canary in it."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from service.bootstrap import House
from service.drafting import compose
from service.drafting.editing import Changes
from service.drafting.snapshot import Snapshot
from service.flags import Dismissal
from service.ids import new_id
from service.library import Material
from service.notes import RawNote
from service.office.assignments import Correction, KeptRawNote, LedgerLine
from service.office.desk import KeptDraft
from service.office.jobs import Job, Task
from service.office.units import Unit
from service.pipelines.desk import add_item, make_ledger, save_item
from service.pipelines.drafting import flagged, snapshot_of
from service.scope import Scope
from service.sorting import sort_notes
from service.store.job_runs import FencedDatabase, RunRecords, claim
from service.store.jobs import JobRecords
from service.store.model_use import RunModelUse
from service.store.unit_rules import UnitRuleBook
from tests.isolation.canaries import word

KIND = """\
id: own-{letter}
name: {word}自定文种
scope: branch
year: 2023
meeting: 组织生活会
paper_name: 对照检查材料
aspects:
- {{key: theory, short: 理论学习, title: 理论学习方面}}
chapters:
- {{role: preface}}
- {{role: problems, title: 存在的问题}}
source: 测试
"""
PAST = """关于2022年度组织生活会对照检查材料
一、存在的问题
（一）理论学习方面
1.理论学习不够系统。党支部全年集中学习8次{desk}，专题研讨安排偏少。
（二）工作作风方面
1.深入基层不够。全年到水管站调研5次，解决实际困难的办法不多。
二、整改措施
1.制定年度学习计划，每季度至少安排1次专题研讨。
"""
NOTES = (
    ("1", "班子集中学习有时以会代学，{sent}2023年第二季度只安排了1次专题研讨，共XX人参加。"),
    ("2", "个别同志到基层水管站调研少，{sent}上半年仅去了2次。"),
    ("3", "南河灌区群众反映缴费窗口中午不开门，来回跑了3趟。"),
    ("4", "有人反映{desk}某科长收受施工单位红包两千元，请查处。"),
    ("5", "会议室的投影仪{desk}坏了3个月没有修，开会看不清。"),
)


@dataclass(frozen=True)
class Holding:
    """The names of a unit's things. ``paper`` is the item that came from the draft, ``own`` one
    that a person added after the paper had gone up; ``number`` is of a dismissal."""

    letter: str
    unit: str
    unit_name: str
    assignment: str
    spare: str
    draft: str
    paper: str
    own: str
    note: str
    other_note: str
    aside: str
    flag: str
    submission: str
    entry: str
    material: str
    kind: str
    number: int
    queued: str
    failed: str
    done: str

    def ids(self) -> dict[str, str]:
        """The ids by which anybody could ask for them, by field."""
        names = ("assignment", "spare", "draft", "own", "submission", "entry", "material", "kind")
        given = asdict(self)
        return {name: given[name] for name in (*names, "queued", "failed", "done", "unit")}


def furnished(house: House, unit: Unit, letter: str, scope_of: Callable[[str], Scope]) -> Holding:
    """Fills a unit as its drafter and its head would."""
    drafter, head = scope_of(f"drafter-{letter}"), scope_of(f"head-{letter}")
    office, said = house.office, {s: word(s, letter) for s in ("desk", "sent")}
    own_kind = office.kinds.put(
        head, unit.id, KIND.format(letter=letter, word=word("kind", letter))
    )
    overlay = f"accept: [{word('rule', letter)}]"
    operator = office.scopes.local("操作员")
    UnitRuleBook(house.database).put(operator, unit.id, overlay, version=0)
    title = f"2023年度{word('sent', letter)}对照检查"
    first, spare = (
        office.assignments.create(drafter, unit.id, kind="small", year=2023, title=title)
        for _ in range(2)
    )
    material = _library(house, drafter, unit, PAST.format(**said), word("desk", letter))
    _notes(house, drafter, first.id, letter, said)
    kept = _draft(house, drafter, unit, first.id)
    sent = office.submissions.submit(head, first.id, draft_version=kept.version)
    added = add_item(
        office.desk,
        drafter,
        kept.id,
        role="problem",
        changes=Changes(headline="后来添的一条", text=f"报送以后写的{word('sent', letter)}。"),
        chapter=_chapter(kept),
        section=0,
        position=0,
    )
    flags = _flags(house, drafter, unit, kept.id)
    lines = make_ledger(office.desk, drafter, first.id)
    line = LedgerLine(problem=f"台账问题{word('desk', letter)}", owner="办公室")
    entry = office.desk.ledger.add(drafter, first.id, line)
    assert lines
    notes = office.notes.of(drafter, first.id)
    drafted = [n.id for n in notes if n.route == "draft" and not n.set_aside]
    aside = next(n.id for n in notes if n.set_aside)
    office.desk.answers.answer(
        drafter, first.id, aside, reason=f"另行安排{word('desk', letter)}", version=0
    )
    dismissal = office.dismissals.add(drafter, unit.id, _dismissal(unit, letter))
    return Holding(
        letter=letter,
        unit=unit.id,
        unit_name=unit.name,
        assignment=first.id,
        spare=spare.id,
        draft=kept.id,
        paper=next(i.id for i in kept.draft.paper.items("problem")),
        own=added.item.id,
        note=drafted[0],
        other_note=drafted[1],
        aside=aside,
        flag=flags,
        submission=sent.id,
        entry=entry.id,
        material=material,
        kind=own_kind.id,
        number=dismissal.number,
        queued=_job(house, drafter, unit, "review", letter, "queued"),
        failed=_job(house, drafter, unit, "check", letter, "failed"),
        done=_job(house, drafter, unit, "check", letter, "done"),
    )


def _library(house: House, scope: Scope, unit: Unit, text: str, mark: str) -> str:
    kept = house.originals.keep(scope, unit.id, f"往年材料{mark}.txt", text.encode())
    from service.pipelines.opening import open_paper

    path = house.settings.data_dir / f"往年材料{mark}.txt"
    path.write_text(text, encoding="utf-8")
    opened = open_paper(path, house.kinds)
    material = Material(
        sha256=kept.sha256,
        owner=unit.name,
        use="own-past",
        file=path.name,
        text=opened.source.text,
        paper=opened.paper,
    )
    house.library(scope, unit).put(material)
    path.unlink()
    return kept.sha256


def _notes(house: House, scope: Scope, assignment: str, letter: str, said: dict[str, str]) -> None:
    source = f"座谈会{word('desk', letter)}"
    given = [(f"{letter}-n{at}", text.format(**said)) for at, text in NOTES]
    raw = [KeptRawNote(id=ident, text=text, source=source) for ident, text in given]
    house.office.notes.put_raw(scope, assignment, raw)
    plain = [RawNote(id=n.id, text=n.text, source=n.source) for n in raw]
    report = sort_notes(plain, house.kinds["small"])
    house.office.notes.keep_sorted(scope, assignment, report)
    last = next(n for n in house.office.notes.of(scope, assignment) if n.source_id.endswith("n5"))
    aside = Correction(set_aside="已在后勤例会上解决")
    house.office.notes.correct(scope, assignment, last.id, aside, version=last.version)


def _draft(house: House, scope: Scope, unit: Unit, assignment: str) -> KeptDraft:
    notes = house.office.notes.to_draft(scope, assignment)
    kind = house.kinds["small"]
    made = snapshot_of(notes, kind, unit=unit.name, year=2023, library=house.library(scope, unit))
    desk = house.office.desk.desk
    kept = desk.begin(scope, assignment, compose(made), made.to_json(), None)
    first = next(iter(kept.draft.paper.items("problem")))
    headline = Changes(headline=f"{first.headline.rstrip('。')}")
    save_item(house.office.desk, scope, kept.id, first.id, headline, version=1)
    return desk.get(scope, kept.id)


def _flags(house: House, scope: Scope, unit: Unit, draft: str) -> str:
    desk = house.office.desk.desk
    kept = desk.get(scope, draft)
    made = Snapshot.model_validate_json(desk.snapshot(scope, draft))
    materials = house.office.materials.of(scope, unit.id)
    found = flagged(kept.draft, made, materials, house.cards_for(unit.name))
    flags = house.office.flags.keep(scope, draft, found.flags, draft_version=kept.version)
    return flags[0].key


def _dismissal(unit: Unit, letter: str) -> Dismissal:
    return Dismissal(
        unit=unit.name,
        rule="left.placeholder",
        fingerprint="0123456789abcdef",
        text="XX",
        reason=f"按规定隐去{word('desk', letter)}",
        who=f"办公室{word('desk', letter)}",
        when=datetime.now(UTC),
    )


def _chapter(kept: KeptDraft) -> int:
    return next(n for n, c in enumerate(kept.draft.paper.chapters) if c.role == "problems")


def job_of(house: House, scope: Scope, unit: str, task: Task = "check") -> Job:
    """A queued job of a unit that no worker will do."""
    return JobRecords(house.database).add(scope, unit, task, {"mark": new_id()})


def _job(house: House, scope: Scope, unit: Unit, task: Task, letter: str, state: str) -> str:
    """A job that has come so far, with events, and a request to the model."""
    desk, database = word("desk", letter), house.database
    records = JobRecords(database)
    job = records.add(scope, unit.id, task, {"mark": f"{state}{desk}"})
    if state == "queued":
        return job.id
    run_job(house, scope, job, {"files": [desk]} if state == "done" else None, desk)
    return job.id


def run_job(house: House, scope: Scope, job: Job, result: dict[str, Any] | None, said: str) -> None:
    """Does a job as a worker would; without a result it fails."""
    owner = f"test:{job.id}"
    claim(house.database, scope, job.id, job.attempt, owner)
    fenced = FencedDatabase(house.database, job.id, owner)
    run = RunRecords(fenced, scope, job.id, owner)
    use = RunModelUse(fenced, scope, job)
    number = use.sent("draft@1")
    use.heard(number, outcome="ok", prompt_tokens=7, completion_tokens=3)
    run.tell("section", {"label": said})
    if result is None:
        run.fail(f"没有做成：{said}")
    else:
        run.finish(result)
