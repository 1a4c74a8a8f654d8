"""A small world for jobs: one unit with a kind of two aspects, sorted notes, a past paper."""

import importlib
from pathlib import Path
from tempfile import TemporaryDirectory

from service.bootstrap import House
from service.drafting import compose
from service.jobs.tasks.ingest import read_material
from service.library import Material
from service.notes import RawNote, SortReport
from service.office.assignments import Assignment, Correction, KeptRawNote
from service.office.units import Unit
from service.pipelines.drafting import flagged, snapshot_of
from service.scope import Scope
from service.settings import Settings
from service.sorting import sort_notes
from service.store.assignments import Assignments
from service.store.notes import Notes
from vectorstore.bm25 import Bm25
from vectorstore.sketch import built_in

UNIT = "青岚县水利局党支部"
KIND = """\
id: small
name: 测试用小文种
scope: branch
year: 2023
meeting: 组织生活会
paper_name: 对照检查材料
aspects:
- {key: theory, short: 理论学习, title: 理论学习方面}
- {key: style, short: 工作作风, title: 工作作风方面}
chapters:
- {role: preface}
- {role: problems, title: 存在的问题}
- {role: measures, title: 整改措施}
source: 测试
"""
RAW = (
    ("n1", "班子集中学习有时以会代学，2023年第二季度只安排了1次专题研讨。"),
    ("n2", "个别同志到基层水管站调研少，上半年仅去了2次。"),
    ("n3", "南河灌区群众反映缴费窗口中午不开门，来回跑了3趟。"),
)
PAST = """关于2022年度组织生活会对照检查材料
一、存在的问题
（一）理论学习方面
1.理论学习不够系统。党支部全年集中学习8次，专题研讨安排偏少。
（二）工作作风方面
1.深入基层不够。全年到水管站调研5次，解决实际困难的办法不多。
二、整改措施
1.制定年度学习计划，每季度至少安排1次专题研讨。
"""
EDITED = "学习"
"""What a person set by hand, and was told is kept, before any job began."""


def settings_at(folder: Path, database: str = "", model: object = "", **more: object) -> Settings:
    """The settings of a world in ``folder``."""
    given = {
        "_env_file": None,
        "data_dir": folder,
        "database_url": database,
        "llm_base_url": model,
        "llm_model": "simulated",
        "llm_slots": 2,
        "job_poll_s": 0.05,
        **more,
    }
    return Settings.model_validate(given)


def furnish(house: House) -> tuple[Scope, Unit, Assignment]:
    """Fills an empty world; gives who works there, the unit and the assignment to draft."""
    folder = house.settings.data_dir / "kinds"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "small.yaml").write_text(KIND, encoding="utf-8")
    scope, unit = house.acting_for(UNIT)
    house.originals.keep(scope, unit.id, "往年材料.txt", PAST.encode())
    take_in(house, scope, unit)
    return scope, unit, assign(house, scope, unit)


def assign(house: House, scope: Scope, unit: Unit) -> Assignment:
    """An assignment with sorted notes, one of them corrected by hand."""
    assignment = Assignments(house.database).create(
        scope, unit.id, kind="small", year=2023, title="2023年度对照检查"
    )
    notes = Notes(house.database)
    notes.put_raw(
        scope, assignment.id, [KeptRawNote(id=i, text=t, source="座谈会记录") for i, t in RAW]
    )
    notes.keep_sorted(scope, assignment.id, sorted_notes(house))
    first = notes.of(scope, assignment.id)[0]
    edit = Correction(theme=EDITED)
    notes.correct(scope, assignment.id, first.id, edit, version=first.version)
    return assignment


def sorted_notes(house: House) -> SortReport:
    raw = [RawNote(id=i, text=t, source="座谈会记录") for i, t in RAW]
    return sort_notes(raw, house.kinds["small"])


def take_in(house: House, scope: Scope, unit: Unit) -> None:
    """Puts the past paper into the library."""
    path = house.settings.data_dir / "往年材料.txt"
    path.write_text(PAST, encoding="utf-8")
    material = read_material(path, unit.name, "own-past", house.kinds)
    assert isinstance(material, Material)
    house.library(scope, unit).put(material)


def warm() -> None:
    """Loads and computes all that a draft and its check need, for processes forked from this."""
    for module in ("tests.jobs.worker", "service.llm.compatible", "vectorstore.chroma"):
        importlib.import_module(module)
    importlib.import_module("vectorstore.pgvector")
    Bm25((PAST,)).scores("学习")
    built_in().embed([PAST])
    with TemporaryDirectory() as folder:
        house = House(settings_at(Path(folder)))
        (Path(folder) / "kinds").mkdir()
        (Path(folder) / "kinds" / "small.yaml").write_text(KIND, encoding="utf-8")
        kind = house.kinds["small"]
        snapshot = snapshot_of(sorted_notes(house).notes, kind, unit=UNIT, year=2023, library=None)
        flagged(compose(snapshot), snapshot, (), tuple(house.cards_for(UNIT)))
