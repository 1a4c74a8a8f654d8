"""An id of another unit's thing opens nothing, in whatever field it is sent."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.isolation.asking import Actor, Asked, Gate, actors
from tests.isolation.matrix import Finding, holdings, reach_in, readable, strange_sights
from tests.isolation.routes import TABLE, Row
from tests.isolation.town import Town, a_town

pytestmark = pytest.mark.xdist_group("isolation-ids")
_ID = re.compile(r"[0-9a-f]{24}|[0-9a-f]{64}|[0-9a-f]{20}|\d+")
_VICTIM = "A"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with a_town(tmp_path_factory.mktemp("ids") / "data") as made:
        yield made


def test_ids_of_another_unit_are_taken_nowhere(town: Town) -> None:
    wanted: tuple[tuple[str, str, Gate], ...] = (
        ("head of B", "head-B", "open"),
        ("administrator of Q", "administrator-Q", "open"),
    )
    found: list[Finding] = []
    tried = 0
    with actors(town, wanted) as (head, administrator):
        for row in TABLE:
            actor, unit = _who(town, row, head, administrator)
            if actor is None or row.ends:
                continue
            for asked in _variants(town, row.asked(town, unit)):
                tried += 1
                found += _wrong(town, actor, asked)
    assert not found, readable(found)
    assert tried > 200


def _who(town: Town, row: Row, head: Actor, administrator: Actor) -> tuple[Actor | None, str]:
    """Somebody who may ask that of a thing of their own, and their unit."""
    if row.rule(reach_in(town, head.login), "B") == "in":
        return head, "B"
    if row.rule(reach_in(town, administrator.login), "Q") == "in":
        return administrator, "Q"
    return None, ""


def _wrong(town: Town, actor: Actor, asked: Asked) -> list[Finding]:
    before = holdings(town, _VICTIM)
    answer = actor.ask(asked)
    shown = f"{asked.path} {asked.query} {asked.body} {asked.form}"
    found: list[Finding] = []
    # A list that is narrowed to what one does not reach is empty; anything else is refused.
    narrowed = asked.method == "GET" and _VICTIM in _owners(town, asked.query)
    if answer.status_code < 400 and not narrowed:
        found.append(Finding(asked.route, actor.name, f"{answer.status_code} for {shown}"))
    if answer.status_code >= 500:
        found.append(Finding(asked.route, actor.name, f"{answer.status_code} for {shown}"))
    strange = strange_sights(town, actor, reach_in(town, actor.login), answer, asked)
    if strange:
        found.append(Finding(asked.route, actor.name, f"tells {strange} for {shown}"))
    if before != holdings(town, _VICTIM):
        found.append(Finding(asked.route, actor.name, f"changed A by {shown}"))
    return found


def _owners(town: Town, part: Mapping[str, str]) -> set[str]:
    whose = town.whose()
    return {whose[value][0] for value in part.values() if value in whose}


def _variants(town: Town, asked: Asked) -> Iterator[Asked]:
    """The request with one of its ids replaced, each by several of the victim's."""
    for part in ("path", "query", "body", "form"):
        value = getattr(asked, part)
        for leaf in sorted(set(_leaves(value))):
            for other in _others(town, leaf):
                replaced = json.dumps(value, ensure_ascii=False).replace(
                    json.dumps(leaf, ensure_ascii=False), json.dumps(other, ensure_ascii=False)
                )
                yield asked.with_(**{part: json.loads(replaced)})


def _leaves(value: Any) -> Iterator[str]:
    """Every text in a JSON value, the names of fields too: notes are named by them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield name
            yield from _leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner)


def _others(town: Town, leaf: str) -> list[str]:
    """What of the victim's could be meant by somebody who sends it in the place of ``leaf``."""
    victim, whose = town.held[_VICTIM], town.whose()
    ids = victim.ids()
    by_name = {holding.unit_name: victim.unit_name for holding in town.held.values()} | {
        holding.note: victim.note for holding in town.held.values()
    }
    by_name |= {holding.other_note: victim.other_note for holding in town.held.values()}
    by_name |= {holding.aside: victim.aside for holding in town.held.values()}
    if leaf in by_name:
        found = [by_name[leaf]]
    elif leaf in whose:
        same = ids.get(whose[leaf][1], town.people[f"drafter-{_VICTIM}"].id)
        found = [same, ids["unit"], ids["assignment"]]
    elif not _ID.fullmatch(leaf):
        found = []
    elif len(leaf) == 64:
        found = [victim.material]
    elif len(leaf) == 24:
        found = [ids[name] for name in sorted(ids)]
    else:
        found = [str(victim.number)] if leaf.isdecimal() else []
    return [other for other in dict.fromkeys(found) if other != leaf]
