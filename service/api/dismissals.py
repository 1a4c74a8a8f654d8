"""The routes for dismissals: list, add, take back, each for one unit."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from service.api.routes import ERRORS, TheHouse
from service.errors import BadInput
from service.flags import Dismissal
from service.store.kept import KeptDismissal
from service.value import Value

router = APIRouter(responses=ERRORS)

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


@router.get("/dismissals", summary="列出忽略记录")
def dismissals(house: TheHouse, unit: _Unit) -> DismissalsReport:
    """The unit's dismissals in the order they were given."""
    return DismissalsReport(unit=unit.strip(), dismissals=house.dismissals_of(unit.strip()))


@router.post("/dismissals", summary="忽略一条提示")
def dismiss(house: TheHouse, body: DismissalBody) -> KeptDismissal:
    """Remembers that a flag needs nothing done; the same flag again takes the new reason."""
    if body.rule not in {card.id for card in house.cards}:
        raise BadInput(f"没有名为 {body.rule} 的规则")
    now = datetime.now(UTC).replace(microsecond=0)
    unit = body.unit.strip()
    word = Dismissal(when=now, **{**body.model_dump(), "unit": unit})
    return house.dismissals.add(unit, word)


@router.delete("/dismissals/{number}", summary="撤销一条忽略记录")
def take_back(house: TheHouse, unit: _Unit, number: int) -> KeptDismissal:
    """Forgets a dismissal and gives it back a last time."""
    known = house.dismissals_of(unit.strip())
    gone = house.dismissals.remove(unit.strip(), number) if known else None
    if gone is None:
        raise BadInput(f"{unit}没有第{number}条忽略记录")
    return gone
