"""Assignments (编制任务): one paper to write."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from service.api.acting import Drafts, Reads, TheHouse, Writes
from service.api.errors import MISSING
from service.api.jobs import TheJobs, accepted
from service.api.paging import Page, TheSpan, page_of
from service.api.repeats import ActsOnce
from service.api.versions import TheVersion, tag
from service.api.words import Id, InPath, Key, Name
from service.kinds import kind_named
from service.office.assignments import Assignment, AssignmentChange, AssignmentState
from service.office.jobs import Job
from service.office.progress import Progress
from service.store.progress import MOST, ProgressBook
from service.value import Value

router = APIRouter(tags=["编制任务"], route_class=ActsOnce)


class AssignmentBody(BaseModel):
    """A new assignment."""

    unit: Id = Field(description="单位标识")
    kind: Key = Field(description="文种标识", examples=["team-2025"])
    title: Name = Field(examples=["2025年度民主生活会对照检查材料"])
    year: int | None = Field(default=None, ge=2000, le=2100, description="不给则用文种的年度")
    deadline: date | None = None


class AssignmentChangeBody(BaseModel):
    """What changes of an assignment; a deadline of null removes it."""

    title: Name | None = None
    deadline: date | None = None
    state: Literal["open", "closed"] | None = None


class ProgressList(Value):
    """How far assignments are, in the order asked for."""

    items: tuple[Progress, ...] = ()


@router.get("/assignments", summary="列出编制任务")
def assignments(
    house: TheHouse,
    scope: Reads,
    span: TheSpan,
    unit: Annotated[str | None, Query(pattern=r"^[0-9a-f]{24}$")] = None,
    state: AssignmentState | None = None,
) -> Page[Assignment]:
    """The newest first."""
    found = house.office.assignments.page(
        scope, unit=unit, state=state, after=span.after, limit=span.limit + 1
    )
    return page_of(found, span, lambda assignment: assignment.id)


@router.post("/assignments", summary="新建编制任务", status_code=201, responses=MISSING)
def create(house: TheHouse, scope: Writes, body: AssignmentBody, response: Response) -> Assignment:
    """One paper to write, of a kind that holds in the unit."""
    kind = kind_named(body.kind, house.kinds_for(scope, body.unit))
    made = house.office.assignments.create(
        scope,
        body.unit,
        kind=kind.id,
        year=body.year or kind.year,
        title=body.title,
        deadline=body.deadline,
    )
    tag(response, made.version)
    response.headers["Location"] = f"/api/v1/assignments/{made.id}"
    return made


@router.get("/assignments/progress", summary="编制任务的进度")
def progress(
    house: TheHouse,
    scope: Reads,
    assignment: Annotated[
        list[Id], Query(min_length=1, max_length=MOST, description="要看哪些任务")
    ],
) -> ProgressList:
    """How many notes, open questions, open flags and unanswered notes each has; one that is not
    there is left out."""
    return ProgressList(items=ProgressBook(house.database).of(scope, assignment))


@router.get("/assignments/{assignment}", summary="看一个编制任务")
def assignment(house: TheHouse, scope: Reads, assignment: InPath, response: Response) -> Assignment:
    """One assignment."""
    found = house.office.assignments.get(scope, assignment)
    tag(response, found.version)
    return found


@router.patch("/assignments/{assignment}", summary="改编制任务")
def change(
    house: TheHouse,
    scope: Writes,
    assignment: InPath,
    body: AssignmentChangeBody,
    version: TheVersion,
    response: Response,
) -> Assignment:
    """Another title or deadline; closed or opened again."""
    wanted = AssignmentChange(
        title=body.title,
        deadline=body.deadline,
        no_deadline="deadline" in body.model_fields_set and body.deadline is None,
        state=body.state,
    )
    changed = house.office.assignments.change(scope, assignment, wanted, version=version)
    tag(response, changed.version)
    return changed


@router.post("/assignments/{assignment}/draft", summary="起草", status_code=202)
def draft(
    house: TheHouse, jobs: TheJobs, scope: Drafts, assignment: InPath, response: Response
) -> Job:
    """Drafts the whole paper from the sorted notes."""
    unit = house.office.assignments.get(scope, assignment).unit
    return accepted(response, jobs.submit(scope, unit, "draft", {}, assignment=assignment))
