"""The rectification ledger (整改台账): an assignment's lines, and those of all of them."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from service.api.acting import Reads, TheHouse, Writes
from service.api.paging import Page, TheSpan, page_of
from service.api.repeats import ActsOnce
from service.api.versions import TheVersion, tag
from service.api.words import InPath, Text, Word
from service.office.assignments import LedgerEntry, LedgerLine, LedgerStatus
from service.pipelines.desk import make_ledger
from service.value import Value

router = APIRouter(tags=["台账"], route_class=ActsOnce)

_ONE = "/assignments/{assignment}/ledger"


class LineBody(BaseModel):
    """What a line says."""

    problem: Text
    measure: Text = ""
    owner: Word = ""
    department: Word = ""
    deadline: Word = ""
    status: LedgerStatus = "未启动"
    evidence: Text = ""

    def line(self) -> LedgerLine:
        """As the ledger takes it."""
        return LedgerLine(**self.model_dump(include=set(LedgerLine.model_fields)))


class NewLineBody(LineBody):
    """A line of a person's own."""

    position: int | None = Field(
        default=None, ge=0, le=10_000, description="放在第几行之前（从0数起），不给则放在最后"
    )


class Lines(Value):
    """The ledger."""

    items: tuple[LedgerEntry, ...] = ()


@router.get("/ledger", summary="各任务的台账")
def every_line(
    house: TheHouse,
    scope: Reads,
    span: TheSpan,
    unit: Annotated[str | None, Query(pattern=r"^[0-9a-f]{24}$")] = None,
    status: LedgerStatus | None = None,
) -> Page[LedgerEntry]:
    """The lines of every assignment of one's own units."""
    found = house.office.desk.ledger.page(
        scope, unit=unit, status=status, after=span.after, limit=span.limit + 1
    )
    return page_of(found, span, lambda line: line.id)


@router.get(_ONE, summary="看台账")
def lines(house: TheHouse, scope: Reads, assignment: InPath) -> Lines:
    """The lines in their order."""
    return Lines(items=house.office.desk.ledger.of(scope, assignment))


@router.post(f"{_ONE}/make", summary="由草稿生成台账")
def make(house: TheHouse, scope: Writes, assignment: InPath) -> Lines:
    """From the draft's problems and measures; lines that a person edited stay."""
    return Lines(items=make_ledger(house.office.desk, scope, assignment))


@router.post(_ONE, summary="添一行", status_code=201)
def add(
    house: TheHouse, scope: Writes, assignment: InPath, body: NewLineBody, response: Response
) -> LedgerEntry:
    """A line of a person's own."""
    made = house.office.desk.ledger.add(scope, assignment, body.line(), position=body.position)
    tag(response, made.version)
    return made


@router.put(f"{_ONE}/{{entry}}", summary="改一行")
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


@router.delete(f"{_ONE}/{{entry}}", summary="删一行", status_code=204)
def remove(
    house: TheHouse, scope: Writes, assignment: InPath, entry: InPath, version: TheVersion
) -> None:
    """Removes a line."""
    house.office.desk.ledger.remove(scope, assignment, entry, version=version)
