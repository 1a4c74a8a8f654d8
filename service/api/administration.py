"""What administrators see of all their units at once: figures, and the keys of programs."""

from typing import Annotated

from fastapi import APIRouter, Query

from service.api.acting import Administers, TheHouse
from service.api.errors import MISSING
from service.api.keepable import Keepable
from service.api.paging import Page, TheSpan, page_of
from service.api.words import ID
from service.office.people import KeyOf
from service.office.units import UnitFigure
from service.store.unit_figures import UnitFigures
from service.value import Value

router = APIRouter(tags=["管理"], route_class=Keepable)


class UnitFigureList(Value):
    """One figure a unit."""

    items: tuple[UnitFigure, ...] = ()


@router.get("/unit-figures", summary="各单位的人数和本月模型用量")
def figures(house: TheHouse, scope: Administers) -> UnitFigureList:
    """Of the units that the person administers, by id."""
    return UnitFigureList(items=UnitFigures(house.database).all(scope))


@router.get("/keys", summary="列出各单位的密钥", responses=MISSING)
def keys(
    house: TheHouse,
    scope: Administers,
    span: TheSpan,
    unit: Annotated[str | None, Query(pattern=ID)] = None,
) -> Page[KeyOf]:
    """Without their secrets, of the units that the person administers, the oldest first."""
    found = house.office.keys.kept.all(
        scope, unit=unit, after=span.after or "", limit=span.limit + 1
    )
    return page_of(found, span, lambda one: one.key.id)
