"""Kinds (文种/年度口径): those that are known, and a unit's own."""

from typing import Annotated

from fastapi import APIRouter, File, Response, UploadFile
from pydantic import BaseModel, Field

from service.api.acting import Reads, TheHouse, Writes
from service.api.errors import MISSING
from service.api.repeats import ActsOnce
from service.api.uploads import uploaded
from service.api.versions import TheVersion, tag
from service.api.words import Id, InPath
from service.kind import Kind
from service.notices import ProposedKind
from service.notices import from_notice as read_notice
from service.office.assignments import KeptKind
from service.readers import read
from service.value import Value

router = APIRouter(tags=["文种"], route_class=ActsOnce)


class KindBody(BaseModel):
    """A kind as YAML; without a unit it is the whole house's."""

    unit: Id | None = None
    body: str = Field(min_length=1, max_length=100_000, description="文种的 YAML")


class KeptKindList(Value):
    """Kinds that units or the house added."""

    items: tuple[KeptKind, ...] = ()


class KindList(Value):
    """The kinds that hold in a unit."""

    items: tuple[Kind, ...] = ()


@router.get("/units/{unit}/kinds", summary="单位可用的文种")
def of_unit(house: TheHouse, scope: Reads, unit: InPath) -> KindList:
    """By id."""
    found = house.kinds_for(scope, unit)
    return KindList(items=tuple(found[name] for name in sorted(found)))


@router.get("/own-kinds", summary="自定的文种")
def own(house: TheHouse, scope: Reads) -> KeptKindList:
    """As they were given."""
    return KeptKindList(items=house.office.kinds.all(scope))


@router.post("/own-kinds", summary="添一个文种", status_code=201, responses=MISSING)
def add(house: TheHouse, scope: Writes, body: KindBody, response: Response) -> KeptKind:
    """It holds in the unit and below."""
    kept = house.office.kinds.put(scope, body.unit, body.body)
    tag(response, kept.version)
    return kept


@router.put("/own-kinds/{kind}", summary="改一个文种")
def change(
    house: TheHouse,
    scope: Writes,
    kind: InPath,
    body: KindBody,
    version: TheVersion,
    response: Response,
) -> KeptKind:
    """New YAML for the same kind."""
    unit = house.office.kinds.get(scope, kind).unit
    kept = house.office.kinds.put(scope, unit, body.body, version=version)
    tag(response, kept.version)
    return kept


@router.delete("/own-kinds/{kind}", summary="删一个文种", status_code=204)
def remove(house: TheHouse, scope: Writes, kind: InPath, version: TheVersion) -> None:
    """One that no assignment uses."""
    house.office.kinds.remove(scope, kind, version=version)


@router.post("/kinds/from-notice", summary="由通知读出文种")
def from_notice(
    _: Reads, file: Annotated[UploadFile, File(description="会议通知")]
) -> ProposedKind:
    """A proposal: what the notice prescribes, and what a person has to confirm."""
    with uploaded(file) as path:
        return read_notice(read(path).text)
