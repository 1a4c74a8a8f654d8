"""The sample unit: past papers and notes to try everything with, on a machine of one's own."""

from collections.abc import Iterable
from pathlib import Path

from fastapi import APIRouter, Response

from service.api.acting import TheHouse, Writes
from service.api.errors import MISSING
from service.api.jobs import TheJobs
from service.api.repeats import ActsOnce
from service.bootstrap import House
from service.errors import NotFound
from service.kinds import kind_named
from service.office.assignments import Assignment
from service.office.jobs import Job
from service.office.people import LOCAL
from service.samples import NOTES, PAPERS, Entry
from service.scope import Scope, of_unit
from service.value import Value

router = APIRouter(tags=["编制任务"], responses=MISSING, route_class=ActsOnce)
_TITLE = "2025年度民主生活会对照检查材料（样例）"
_NOTES = "qinglan-water-2025.xlsx"


class Sample(Value):
    """The sample unit's assignment, and the jobs that fill it; none when it was there already."""

    assignment: Assignment
    jobs: tuple[Job, ...] = ()


@router.post("/sample", summary="放入样例单位", status_code=201)
def sample(house: TheHouse, jobs: TheJobs, scope: Writes, response: Response) -> Sample:
    """An invented unit with the papers of its past years, other units' papers, and the notes of
    this year, in an assignment that is ready to be drafted. Only where nobody signs in: elsewhere
    an administrator makes the units. Asked again it gives what is there."""
    from service.pipelines.demo import KIND, SLUG, UNIT, sample_papers

    if scope.person != LOCAL:
        raise NotFound("样例只在本机使用时提供；请由管理员新建单位，再上传自己的材料")
    unit = house.office.units.ensure(UNIT, who=scope.name)
    acting = of_unit(unit.id, scope.person, scope.name)
    there = _standing(house, acting, unit.id)
    if there is not None:
        return Sample(assignment=there)
    # Kept before there is an assignment: without its files it would stand there empty for good.
    notes = _kept(house, acting, unit.id, [NOTES / _NOTES])
    papers = {
        "own-past": _kept(house, acting, unit.id, _paths(sample_papers(SLUG))),
        "peer": _kept(house, acting, unit.id, _paths(sample_papers())),
    }
    kind = kind_named(KIND, house.kinds_for(acting, unit.id))
    made = house.office.assignments.create(
        acting, unit.id, kind=kind.id, year=kind.year, title=_TITLE
    )
    response.headers["Location"] = f"/api/v1/assignments/{made.id}"
    begun = [jobs.submit(acting, unit.id, "sort", {"originals": notes}, assignment=made.id)]
    for use, originals in papers.items():
        begun.append(jobs.submit(acting, unit.id, "ingest", {"originals": originals, "use": use}))
    return Sample(assignment=made, jobs=tuple(begun))


def _paths(entries: Iterable[Entry]) -> list[Path]:
    return [PAPERS / entry.file for entry in entries]


def _standing(house: House, scope: Scope, unit: str) -> Assignment | None:
    found = house.office.assignments.page(scope, unit=unit, limit=200)
    return next((one for one in found if one.title == _TITLE), None)


def _kept(house: House, scope: Scope, unit: str, paths: list[Path]) -> list[str]:
    kept = (house.originals.keep(scope, unit, p.name, p.read_bytes()).sha256 for p in paths)
    return list(dict.fromkeys(kept))
