"""Units: the tree."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from service.api.acting import Administers, Reads, TheHouse
from service.api.errors import MISSING
from service.api.jobs import TheJobs
from service.api.repeats import ActsOnce
from service.api.versions import TheVersion, tag
from service.api.words import MOST, Id, InPath, Name
from service.errors import BadInput
from service.office.jobs import TokenUse
from service.office.units import Unit
from service.value import Value

router = APIRouter(tags=["单位"], route_class=ActsOnce)

Budget = Annotated[int, Field(ge=0, le=MOST)]


class UnitBody(BaseModel):
    """A new unit; without a parent it stands at the top."""

    name: Name = Field(examples=["青岚县水利局党组"])
    parent: Id | None = None
    token_budget: Budget | None = Field(default=None, description="每月模型用量上限，不给则不限")


class UnitChange(BaseModel):
    """What changes of a unit: one of the three."""

    name: Name | None = None
    parent: Id | None = Field(default=None, description="移到哪个单位之下")
    token_budget: Budget | None = None


class UnitList(Value):
    """The units that the acting person knows of."""

    items: tuple[Unit, ...] = ()


@router.get("/units", summary="列出单位")
def units(house: TheHouse, scope: Reads) -> UnitList:
    """By name."""
    return UnitList(items=house.office.units.all(scope))


@router.post("/units", summary="新建单位", status_code=201, responses=MISSING)
def create(house: TheHouse, scope: Administers, body: UnitBody, response: Response) -> Unit:
    """A unit below one that the person administers."""
    made = house.office.units.create(
        scope, body.name, parent=body.parent, token_budget=body.token_budget
    )
    tag(response, made.version)
    return made


@router.get("/units/{unit}", summary="看一个单位")
def unit(house: TheHouse, scope: Reads, unit: InPath, response: Response) -> Unit:
    """One unit."""
    found = house.office.units.get(scope, unit)
    tag(response, found.version)
    return found


@router.patch("/units/{unit}", summary="改名、移动或定用量上限")
def change(
    house: TheHouse,
    scope: Administers,
    unit: InPath,
    body: UnitChange,
    version: TheVersion,
    response: Response,
) -> Unit:
    """One change at a time; a field given as null empties it."""
    given = body.model_fields_set
    if len(given) != 1:
        raise BadInput("一次改一项：name、parent 或 token_budget")
    if given == {"name"}:
        changed = house.office.units.rename(scope, unit, body.name or "", version=version)
    elif given == {"parent"}:
        changed = house.office.units.move(scope, unit, body.parent, version=version)
    else:
        changed = house.office.units.set_budget(scope, unit, body.token_budget, version=version)
    tag(response, changed.version)
    return changed


@router.get("/units/{unit}/tokens", summary="本月模型用量")
def tokens(house: TheHouse, jobs: TheJobs, scope: Reads, unit: InPath) -> TokenUse:
    """What the unit's jobs asked of the model in this calendar month (UTC): for the people of the
    unit and for its administrators."""
    house.office.units.get(scope, unit)
    return jobs.use_of_month(scope, unit)


@router.get("/units/{unit}/below", summary="下级单位")
def below(
    house: TheHouse,
    scope: Reads,
    unit: InPath,
    limit: Annotated[int, Query(ge=1, le=1000)] = 1000,
) -> UnitList:
    """The known units below it, every unit after the one above it."""
    return UnitList(items=house.office.units.below(scope, unit)[:limit])
