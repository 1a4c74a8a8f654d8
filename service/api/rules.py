"""The rules of a unit: what it changes in them, and all of them as they are in force."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from service.api.acting import Administers, Reads, TheHouse
from service.api.repeats import ActsOnce
from service.api.versions import TheVersion, tag
from service.api.words import InPath
from service.office.rules import UnitRules
from service.pipelines.unit_rules import RulesInForce
from service.rule import CardLevel
from service.store.unit_rules import UnitRuleBook
from service.value import Value

router = APIRouter(prefix="/units/{unit}/rules", tags=["规则"], route_class=ActsOnce)


class RulesBody(BaseModel):
    """A unit's overlay as YAML; empty: as shipped."""

    body: str = Field(max_length=100_000, description="规则配置的 YAML，空的就是不改")


class CardChange(Value):
    """What one overlay changed."""

    file: str
    what: str


class RuleCard(Value):
    """One rule as it is in force; ``title`` says why it is there, ``message`` and ``ask`` what a
    flag of it says, ``source`` where it comes from."""

    id: str
    level: CardLevel
    title: str
    message: str
    ask: str
    source: str
    changes: tuple[CardChange, ...] = ()


class RuleCards(Value):
    """Every rule, and what overlays changed in all of them at once."""

    items: tuple[RuleCard, ...] = ()
    everywhere: tuple[CardChange, ...] = ()


def _book(house: TheHouse) -> UnitRuleBook:
    return UnitRuleBook(house.database)


def _in_force(house: TheHouse) -> RulesInForce:
    return house.rules


TheBook = Annotated[UnitRuleBook, Depends(_book)]
InForce = Annotated[RulesInForce, Depends(_in_force)]


@router.get("", summary="单位的规则配置")
def rules(book: TheBook, scope: Reads, unit: InPath, response: Response) -> UnitRules:
    """As the unit's administrators wrote it; version 0 and empty before they did."""
    kept = book.get(scope, unit)
    tag(response, kept.version)
    return kept


@router.put("", summary="改单位的规则配置")
def change(
    house: TheHouse,
    book: TheBook,
    in_force: InForce,
    scope: Administers,
    unit: InPath,
    body: RulesBody,
    version: TheVersion,
    response: Response,
) -> UnitRules:
    """It holds from the next check on. A slip is told with its line, and nothing is kept."""
    book.get(scope, unit)
    in_force.tried(house.office.units.get(scope, unit), body.body)
    kept = book.put(scope, unit, body.body, version=version)
    tag(response, kept.version)
    return kept


@router.get("/cards", summary="单位现行的规则")
def cards(
    house: TheHouse, book: TheBook, in_force: InForce, scope: Reads, unit: InPath
) -> RuleCards:
    """By id, with what was changed and where."""
    book.get(scope, unit)
    ruled = in_force.for_unit(house.office.units.get(scope, unit))
    return RuleCards(
        items=tuple(
            RuleCard(
                title=card.why,
                changes=tuple(CardChange(**c.model_dump()) for c in ruled.changes_of(card.id)),
                **card.model_dump(include={"id", "level", "message", "ask", "source"}),
            )
            for card in sorted(ruled.cards, key=lambda card: card.id)
        ),
        everywhere=tuple(CardChange(**change.model_dump()) for change in ruled.everywhere),
    )
