"""The matrix: every route times everybody who might ask, and what is wrong with the answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import httpx2
from sqlalchemy import select

from service.store.tables import Base
from tests.isolation.asking import CHANGING, KEYED, SHUT_OUT, Actor, Asked, Gate, renew
from tests.isolation.canaries import SORTS, told_anew, word
from tests.isolation.routes import Row
from tests.isolation.rules import Expected, Reach, reach_of
from tests.isolation.town import LETTERS, ROLES, Town, strangers_ids

ACTORS: tuple[tuple[str, str, Gate], ...] = (
    ("nobody", "", "nobody"),
    ("disabled person", "disabled-A", "disabled"),
    ("disabled person's key", "disabled-A", "disabled key"),
    ("revoked key", "head-A", "revoked"),
    ("wrong CSRF token", "head-A", "wrong csrf"),
    ("foreign origin", "head-A", "foreign origin"),
    ("read-only key", "head-A", "read-only"),
    ("drafter above", "drafter-P", "open"),
    ("sibling's drafter", "drafter-B", "open"),
    ("child's drafter", "drafter-C", "open"),
    ("head elsewhere", "head-Q", "open"),
    ("reviewer above", "reviewer-P", "open"),
    ("reviewer elsewhere", "reviewer-Q", "open"),
    ("administrator", "administrator-A", "open"),
    ("administrator elsewhere", "administrator-Q", "open"),
    ("house administrator", "house", "open"),
    ("without any role", "nowhere", "open"),
    ("own drafter", "drafter-A", "open"),
    ("own head", "head-A", "open"),
    ("own key", "head-A", "program"),
)
CONCERNED = (
    "drafter above",
    "sibling's drafter",
    "child's drafter",
    "head elsewhere",
    "reviewer above",
    "reviewer elsewhere",
    "administrator elsewhere",
    "own drafter",
    "own head",
)
"""Those for whom it could matter above whom a unit stands."""
_WORDS = {word(sort, letter): (sort, letter) for sort in SORTS for letter in LETTERS}


@dataclass(frozen=True)
class Finding:
    """Something that is not as the rules say."""

    route: str
    actor: str
    what: str


def reach_in(town: Town, login: str) -> Reach:
    """The reach of a person in the town as it stands."""
    return reach_of(ROLES.get(login, ()), town.above())


def expected(row: Row, actor: Actor, reach: Reach, unit: str) -> Expected:
    """What the rules say of a route, an actor and a unit."""
    if actor.gate == "foreign origin" and row.method in CHANGING:
        return "403"
    if row.public:
        return row.rule(reach, unit)
    if actor.gate in SHUT_OUT:
        return "401"
    if actor.gate == "wrong csrf" and row.method in CHANGING:
        return "403"
    if (actor.gate == "read-only" and row.changes) or (actor.gate in KEYED and row.themselves):
        return "403"
    if row.owner and actor.login == f"{row.owner}-{unit}":
        return "in"
    return row.rule(reach, unit)


def told(answer: httpx2.Response) -> Expected:
    """The answer's class. A conflict lets somebody in: the state had moved on."""
    by_status: dict[int, Expected] = {401: "401", 403: "403", 404: "404"}
    if answer.status_code in by_status:
        return by_status[answer.status_code]
    return "in"


def strange_sights(
    town: Town, actor: Actor, reach: Reach, answer: httpx2.Response, asked: Asked
) -> set[str]:
    """Canaries and ids in an answer that the actor does not reach."""
    seen = told_anew(answer, repr(asked))
    known = "" if actor.gate in SHUT_OUT else actor.login
    reach = reach if known else Reach()
    own = {word(sort, known[-1]) for sort in SORTS if sort in ("folk", "head")} if known else set()
    words = {
        found for found in seen.words - own if _WORDS[found][1] not in reach.reads(_WORDS[found][0])
    }
    whose = town.whose()
    ids = {
        f"{whose[ident][1]} of {whose[ident][0]}"
        for ident in seen.ids & whose.keys()
        if whose[ident][0] not in _may_see(town, reach, whose[ident][1]) and whose[ident][0]
    }
    mine = {f"person of {known[-1]}"} if known else set()
    return words | (ids - mine)


def _may_see(town: Town, reach: Reach, what: str) -> frozenset[str]:
    """The units whose ids of that sort may be told to somebody of that reach."""
    seen = reach.writes | reach.administers
    if what == "unit":
        # A unit is told with the id of the one above it.
        named, tree = reach.known | reach.above, town.above()
        return named | {above for unit in named if (above := tree[unit])}
    if what in ("assignment", "submission", "own"):
        return seen | reach.reviews
    if what == "kind":
        return seen | reach.above
    if what == "person" and reach.administers:
        # Reviewers from above appear in the audit of the unit that they reviewed.
        return frozenset(LETTERS)
    return seen


def holdings(town: Town, *units: str) -> dict[str, object]:
    """All that the database holds of these units, but who used a key when."""
    ids = [town.units[unit].id for unit in units]
    found: dict[str, object] = {}
    with town.house.database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            of = table.c.get("unit_id", table.c.id if table.name == "units" else None)
            if of is None:
                continue
            columns = [c for c in table.c if c.name != "used_at"]
            rows = connection.execute(select(*columns).where(of.in_(ids))).all()
            found[table.name] = sorted(map(repr, rows))
    return found


def same_words(answer: httpx2.Response, other: httpx2.Response) -> bool:
    """Whether two problems say the same."""
    if answer.status_code != other.status_code:
        return False
    mine, yours = answer.json(), other.json()
    return all(mine[name] == yours[name] for name in ("title", "status", "detail"))


def missing(town: Town, asked: Asked, unit: str) -> Asked:
    """The same request for things that do not exist."""
    holding = town.held[unit]
    others = {**strangers_ids(holding), holding.unit_name: "没有的单位"}
    others |= {v: "0" * len(v) for v in asked.path.values() if len(v) in (24, 64)}
    body_ids = {person.id: "1" * 24 for person in town.people.values()}
    return asked.instead({**body_ids, **others}).with_(
        path={
            name: str(10**6) if name == "number" else value
            for name, value in asked.instead({**body_ids, **others}).path.items()
        }
    )


def findings(town: Town, row: Row, everybody: Sequence[Actor], unit: str) -> list[Finding]:
    """All that is wrong with one route for a thing of ``unit``."""
    found: list[Finding] = []
    refused: list[tuple[Actor, Expected]] = []
    let_in: list[Actor] = []
    for actor in everybody:
        wanted = expected(row, actor, reach_in(town, actor.login), unit)
        if wanted == "in":
            let_in.append(actor)
        else:
            refused.append((actor, wanted))
    found += _refusals(town, row, refused, unit)
    answers = [_let_in(town, row, actor, unit, found) for actor in let_in]
    if row.ends:
        for actor in everybody:
            renew(town, actor)
    if answers and not any(200 <= status < 300 for status in answers):
        found.append(Finding(row.route, "whoever may", f"nobody was answered well: {answers}"))
    return found


def _refusals(
    town: Town, row: Row, refused: list[tuple[Actor, Expected]], unit: str
) -> list[Finding]:
    if not refused:
        return []
    found: list[Finding] = []
    asked = row.asked(town, unit)
    before = _holdings_of(town, row)
    missing = _as_missing(town, asked, unit, refused)
    for actor, wanted in refused:
        answer = actor.ask(asked)
        if told(answer) != wanted:
            what = f"{answer.status_code} instead of {wanted}: {answer.text[:80]}"
            found.append(Finding(row.route, actor.name, what))
        elif wanted == "404" and missing is not None and not same_words(answer, missing):
            found.append(Finding(row.route, actor.name, f"not as for a missing one: {answer.text}"))
        found += _leaks(town, row, actor, answer, asked)
    after = _holdings_of(town, row)
    touched = [table for table in before if before[table] != after[table]]
    if touched:
        found.append(Finding(row.route, "somebody refused", f"changed {' '.join(touched)}"))
    return found


def _holdings_of(town: Town, row: Row) -> dict[str, object]:
    """What a refused request must leave alone; a reading one is not looked after."""
    return holdings(town, *LETTERS) if row.method in CHANGING else {}


def _as_missing(
    town: Town, asked: Asked, unit: str, refused: list[tuple[Actor, Expected]]
) -> httpx2.Response | None:
    """What is said of a thing that does not exist to the first who is to take it for that."""
    asks = [actor for actor, wanted in refused if wanted == "404"]
    return asks[0].ask(missing(town, asked, unit)) if asks else None


def _let_in(town: Town, row: Row, actor: Actor, unit: str, found: list[Finding]) -> int:
    asked = row.asked(town, unit)
    answer = actor.ask(asked)
    if told(answer) != "in" or not (200 <= answer.status_code < 300 or answer.status_code == 409):
        what = f"{answer.status_code} instead of in: {answer.text[:200]}"
        found.append(Finding(row.route, actor.name, what))
    found += _leaks(town, row, actor, answer, asked)
    if row.ends:
        renew(town, actor)
    return answer.status_code


def _leaks(
    town: Town, row: Row, actor: Actor, answer: httpx2.Response, asked: Asked
) -> list[Finding]:
    strange = strange_sights(town, actor, reach_in(town, actor.login), answer, asked)
    return [Finding(row.route, actor.name, f"tells {' '.join(sorted(strange))}")] if strange else []


def readable(found: Iterable[Finding]) -> str:
    """The findings as a table, a line each."""
    lines = [f"{f.route:<75} {f.actor:<24} {f.what}" for f in found]
    return "\n" + "\n".join(lines)
