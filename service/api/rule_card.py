"""One rule in full, and a unit's overlay in its parts: what an administrator changes rules by."""

from typing import Any

from fastapi import APIRouter

from service.api.acting import Reads, TheHouse
from service.api.keepable import Keepable
from service.api.rules import InForce, TheBook
from service.api.words import InPath, KeyInPath
from service.checks.list_words import for_people, list_words
from service.checks.overlay_files import Overlay, OverlayFile
from service.checks.overlays import ACCEPT, FORMULAE, OWN, ROSTER
from service.errors import NotFound
from service.rule import Card, CardLevel, Example
from service.value import Value

router = APIRouter(prefix="/units/{unit}/rules", tags=["规则"], route_class=Keepable)

_OF_ALL = (ACCEPT, FORMULAE, ROSTER)
"""Lists that travel with every rule and belong to none."""


class RuleList(Value):
    """A list of a rule's data: its ``entries`` in force, and of these the unit's ``own``. ``title``
    says what it holds, ``name`` how an overlay names it."""

    name: str
    title: str
    entries: tuple[str, ...]
    own: tuple[str, ...] = ()


class RuleInFull(Value):
    """One rule: why it is there, what it flags (``hit``) and leaves alone (``miss``), its lists.
    ``inherited`` is the level without what the unit itself changes."""

    id: str
    level: CardLevel
    inherited: CardLevel
    title: str
    message: str
    ask: str
    source: str
    hit: tuple[str, ...]
    miss: tuple[str, ...]
    lists: tuple[RuleList, ...] = ()


class PersonOfUnit(Value):
    """Somebody on the unit's roster."""

    name: str
    post: str = ""


class Phrase(Value):
    """Official wording of the unit's own; ``since`` tells a reader whence it is."""

    phrase: str
    since: str = ""


class RuleParts(Value):
    """What a unit's own overlay changes, part by part; lists by rule and name. ``inherited`` are
    the levels of all rules without it. ``only_in_text`` names parts that hold more than a form can
    show: those are changed in the text."""

    levels: dict[str, CardLevel] = {}
    inherited: dict[str, CardLevel] = {}
    accept: tuple[str, ...] = ()
    roster: tuple[PersonOfUnit, ...] = ()
    formulae: tuple[Phrase, ...] = ()
    add: dict[str, dict[str, tuple[str, ...]]] = {}
    drop: dict[str, dict[str, tuple[str, ...]]] = {}
    only_in_text: tuple[str, ...] = ()
    version: int = 0


@router.get("/parts", summary="单位的规则配置，分项")
def parts(
    house: TheHouse, book: TheBook, in_force: InForce, scope: Reads, unit: InPath
) -> RuleParts:
    """For a form: the text itself is at the address above."""
    kept = book.get(scope, unit)
    overlay = _overlay(kept.body)
    without = in_force.tried(house.office.units.get(scope, unit), "")
    return RuleParts(
        levels=overlay.levels,
        inherited={card.id: card.level for card in without.cards},
        accept=overlay.accept,
        roster=tuple(PersonOfUnit(name=p.name, post=p.post) for p in overlay.roster),
        formulae=tuple(Phrase(phrase=w.phrase, since=w.since) for w in overlay.formulae),
        add=_texts(overlay.add),
        drop=_texts(overlay.drop),
        only_in_text=tuple(
            name
            for name, given in (("data+", overlay.add), ("data-", overlay.drop))
            if _rich(given)
        ),
        version=kept.version,
    )


@router.get("/cards/{rule}", summary="一条规则的全部内容")
def card(
    house: TheHouse,
    book: TheBook,
    in_force: InForce,
    scope: Reads,
    unit: InPath,
    rule: KeyInPath,
) -> RuleInFull:
    """As it is in force in the unit."""
    kept, its = book.get(scope, unit), house.office.units.get(scope, unit)
    now = _named(in_force.for_unit(its).cards, rule)
    without = _named(in_force.tried(its, "").cards, rule)
    own = _overlay(kept.body).add.get(rule, {})
    return RuleInFull(
        inherited=without.level,
        title=now.why,
        hit=_said(now.hit),
        miss=_said(now.miss),
        lists=tuple(
            RuleList(
                name=name,
                title=list_words(rule, name),
                entries=_words(entries),
                own=_words(own.get(name, [])),
            )
            for name, entries in now.data.items()
            if isinstance(entries, list) and _shown(name) and _plain(entries)
        ),
        **now.model_dump(include={"id", "level", "message", "ask", "source"}),
    )


def _overlay(body: str) -> Overlay:
    return OverlayFile(OWN, body).overlay


def _named(cards: tuple[Card, ...], rule: str) -> Card:
    found = next((card for card in cards if card.id == rule), None)
    if found is None:
        raise NotFound("没有这条规则")
    return found


def _said(examples: tuple[Example, ...]) -> tuple[str, ...]:
    return tuple(example.text for example in examples)


def _shown(name: str) -> bool:
    return name not in _OF_ALL and for_people(name)


def _plain(entries: list[Any]) -> bool:
    return all(isinstance(entry, str) for entry in entries)


def _words(entries: list[Any]) -> tuple[str, ...]:
    return tuple(str(entry) for entry in entries)


def _rich(given: dict[str, dict[str, list[Any]]]) -> bool:
    return not all(_plain(entries) for lists in given.values() for entries in lists.values())


def _texts(given: dict[str, dict[str, list[Any]]]) -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        rule: {name: _words(entries) for name, entries in lists.items() if _plain(entries)}
        for rule, lists in given.items()
    }
