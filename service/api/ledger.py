"""The rectification ledger (整改台账) of an assignment."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from service.api.acting import Reads, TheHouse, Writes
from service.api.errors import CHANGES, ERRORS
from service.api.repeats import ActsOnce
from service.api.versions import TheVersion, tag
from service.api.words import InPath, Text, Word
from service.office.assignments import LedgerEntry, LedgerLine
from service.pipelines.desk import make_ledger
from service.value import Value

router = APIRouter(
    prefix="/assignments/{assignment}/ledger",
    tags=["台账"],
    responses=ERRORS,
    route_class=ActsOnce,
)


class LineBody(BaseModel):
    """What a line says."""

    problem: Text
    measure: Text = ""
    owner: Word = ""
    department: Word = ""
    deadline: Word = ""
    status: Literal["未启动", "进行中", "已完成", "长期坚持", "已销号"] = "未启动"
    evidence: Text = ""

    def line(self) -> LedgerLine:
        """As the ledger takes it."""
        return LedgerLine(**self.model_dump())


class Lines(Value):
    """The ledger."""

    items: tuple[LedgerEntry, ...] = ()


@router.get("", summary="看台账")
def lines(house: TheHouse, scope: Reads, assignment: InPath) -> Lines:
    """The lines in their order."""
    return Lines(items=house.office.desk.ledger.of(scope, assignment))


@router.post("/make", summary="由草稿生成台账", responses=CHANGES)
def make(house: TheHouse, scope: Writes, assignment: InPath) -> Lines:
    """From the draft's problems and measures; lines that a person edited stay."""
    return Lines(items=make_ledger(house.office.desk, scope, assignment))


@router.post("", summary="添一行", status_code=201, responses=CHANGES)
def add(
    house: TheHouse, scope: Writes, assignment: InPath, body: LineBody, response: Response
) -> LedgerEntry:
    """A line of a person's own."""
    made = house.office.desk.ledger.add(scope, assignment, body.line())
    tag(response, made.version)
    return made


@router.put("/{entry}", summary="改一行", responses=CHANGES)
def edit(
    house: TheHouse,
    scope: Writes,
    assignment: InPath,
    entry: InPath,
    body: LineBody,
    version: TheVersion,
    response: Response,
) -> LedgerEntry:
    """New words for a line."""
    kept = house.office.desk.ledger.edit(scope, assignment, entry, body.line(), version=version)
    tag(response, kept.version)
    return kept


@router.delete("/{entry}", summary="删一行", status_code=204, responses=CHANGES)
def remove(
    house: TheHouse, scope: Writes, assignment: InPath, entry: InPath, version: TheVersion
) -> None:
    """Removes a line."""
    house.office.desk.ledger.remove(scope, assignment, entry, version=version)
