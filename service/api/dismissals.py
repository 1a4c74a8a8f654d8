"""The routes for dismissals: list, add, take back, each for one unit."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from service.api.acting import Reads, TheHouse, Writes
from service.api.errors import MISSING
from service.api.keepable import Keepable
from service.api.words import Number
from service.errors import BadInput, NotFound
from service.flags import Dismissal
from service.store.kept import KeptDismissal
from service.value import Value

router = APIRouter(tags=["忽略记录"], route_class=Keepable)

_Word = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
_Unit = Annotated[str, Query(min_length=1, max_length=200, pattern=r"\S", description="单位全称")]


class DismissalBody(BaseModel):
    """A person's word about one flag, as ``checks`` gave it."""

    unit: _Word = Field(description="单位全称", examples=["青岚县水利局党组"])
    rule: _Word = Field(description="规则标识", examples=["left.placeholder"])
    fingerprint: str = Field(
        pattern=r"^[0-9a-f]{16}$",
        description="提示里的 fingerprint",
        examples=["fcac700b8f0b168f"],
    )
    text: str = Field(default="", max_length=20000, description="提示里的 text", examples=["XX"])
    reason: str = Field(
        min_length=1,
        max_length=2000,
        pattern=r"\S",
        description="为什么不必改",
        examples=["地名按规定隐去"],
    )
    who: _Word = Field(description="谁核的", examples=["办公室"])


class DismissalsReport(Value):
    """The dismissals of one unit."""

    unit: str
    dismissals: tuple[KeptDismissal, ...] = ()


@router.get("/dismissals", summary="列出忽略记录", responses=MISSING)
def dismissals(house: TheHouse, scope: Reads, unit: _Unit) -> DismissalsReport:
    """The unit's dismissals in the order they were given."""
    kept = house.kept_of(scope, unit)
    return DismissalsReport(unit=unit.strip(), dismissals=kept.dismissals)


@router.post("/dismissals", summary="忽略一条提示", responses=MISSING)
def dismiss(house: TheHouse, scope: Writes, body: DismissalBody) -> KeptDismissal:
    """Remembers that a flag needs nothing done; the same flag again takes the new reason."""
    if body.rule not in {card.id for card in house.cards}:
        raise BadInput(f"没有名为 {body.rule} 的规则")
    now = datetime.now(UTC).replace(microsecond=0)
    acting, unit = house.within(scope, body.unit)
    word = Dismissal(when=now, **{**body.model_dump(), "unit": unit.name})
    return house.office.dismissals.add(acting, unit.id, word)


@router.delete("/dismissals/{number}", summary="撤销一条忽略记录")
def take_back(house: TheHouse, scope: Writes, unit: _Unit, number: Number) -> KeptDismissal:
    """Forgets a dismissal and gives it back a last time."""
    acting, owner = house.within(scope, unit)
    gone = house.office.dismissals.remove(acting, owner.id, number)
    if gone is None:
        raise NotFound(f"{owner.name}没有第{number}条忽略记录")
    return gone
