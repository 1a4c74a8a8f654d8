"""What somebody tries who has a sign-in and wants what is another unit's."""

import base64
import http.client
import json
import threading
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import httpx2
import pytest

from service.office.people import Membership
from service.scope import PERMISSIONS
from tests.isolation import making
from tests.isolation.asking import Actor, Asked, Gate, actors, renew, sign_in
from tests.isolation.canaries import seen_in, word
from tests.isolation.content import job_of
from tests.isolation.matrix import holdings, reach_in, strange_sights
from tests.isolation.town import Town, a_town

pytestmark = pytest.mark.xdist_group("isolation-attacks")
PATIENCE_S = 20.0
API = "/api/v1"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with a_town(tmp_path_factory.mktemp("attacks") / "data") as made:
        yield made


@pytest.fixture
def stranger(town: Town) -> Iterator[Actor]:
    with actors(town, [("head of B", "head-B", "open")]) as (found,):
        yield found


@pytest.fixture
def own(town: Town) -> Iterator[Actor]:
    with actors(town, [("drafter of A", "drafter-A", "open")]) as (found,):
        yield found


def _roles(town: Town, login: str, *roles: Membership) -> None:
    people = town.house.office.people
    person = people.get(town.operator, town.people[login].id)
    people.change_roles(town.operator, person.id, roles, version=person.version)


def _drafter_of(town: Town, unit: str) -> Membership:
    return Membership(unit=town.units[unit].id, role="drafter")


# Answers that go on while the right to them is taken away.


def _lose_role(town: Town, actor: Actor) -> None:
    _roles(town, actor.login)


def _sign_out(_: Town, actor: Actor) -> None:
    actor.client.post(f"{API}/sign-out", headers=actor.headers)


def _disabled(town: Town, actor: Actor) -> None:
    people = town.house.office.people
    person = people.get(town.operator, town.people[actor.login].id)
    people.disable(town.operator, person.id, version=person.version)


def _revoke_key(town: Town, actor: Actor) -> None:
    keys = town.house.office.keys.kept
    for key in keys.of_person(town.operator, town.people[actor.login].id):
        if key.revoked_at is None:
            keys.revoke(town.operator, key.id)


@pytest.mark.parametrize(
    ("gate", "take_away"),
    [
        ("open", _lose_role),
        ("open", _sign_out),
        ("open", _disabled),
        ("program", _revoke_key),
    ],
)
def test_a_stream_of_events_ends_soon_after_the_right_to_it(
    town: Town, gate: Gate, take_away: Callable[[Town, Actor], None]
) -> None:
    job = job_of(town.house, town.scope("drafter-A"), town.units["A"].id)
    begun, ended = threading.Event(), threading.Event()
    with actors(town, [("listener", "drafter-A", gate)]) as (actor,):

        def listen() -> None:
            path = f"{API}/jobs/{job.id}/events"
            with actor.client.stream("GET", path, headers=actor.headers) as answer:
                for line in answer.iter_lines():
                    if line:
                        begun.set()
            ended.set()

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        assert begun.wait(PATIENCE_S)
        take_away(town, actor)
        try:
            assert ended.wait(PATIENCE_S), "whoever lost the right still listens"
        finally:
            making.cancelled(town, "A", job.id)
            _roles(town, "drafter-A", _drafter_of(town, "A"))
            renew(town, actor)
        thread.join(PATIENCE_S)


def test_a_stream_of_events_goes_on_for_whoever_still_may(town: Town, own: Actor) -> None:
    job = job_of(town.house, town.scope("drafter-A"), town.units["A"].id)
    told: list[str] = []
    looked_again = threading.Timer(3.0, lambda: making.cancelled(town, "A", job.id))
    looked_again.start()
    with own.client.stream("GET", f"{API}/jobs/{job.id}/events", headers=own.headers) as answer:
        told += [line for line in answer.iter_lines() if line.startswith("event:")]
    assert told[-1] == "event: cancelled"


# An answer that was kept for a repeated request.


def _handed_in(actor: Actor, town: Town, key: str) -> httpx2.Response:
    path = f"{API}/assignments/{town.held['A'].assignment}/notes/split"
    body = {"versions": {town.held["A"].note: making.note_versions(town, "A")["A-n1"]}}
    headers = {**actor.headers, "Idempotency-Key": key}
    return actor.client.post(path, json=_BODIES.setdefault(key, body), headers=headers)


_BODIES: dict[str, dict[str, dict[str, int]]] = {}


def test_a_kept_answer_is_given_to_nobody_else(town: Town, own: Actor, stranger: Actor) -> None:
    first = _handed_in(own, town, "once-and-again")
    assert first.status_code == 200
    assert word("desk", "A") in first.text
    assert _handed_in(own, town, "once-and-again").content == first.content
    other = _handed_in(stranger, town, "once-and-again")
    assert other.status_code == 404
    assert not seen_in(other.content).words


def test_a_kept_answer_is_not_given_again_once_the_role_is_gone(town: Town, own: Actor) -> None:
    first = _handed_in(own, town, "before-the-loss")
    assert first.status_code == 200
    _roles(town, "drafter-A", _drafter_of(town, "B"))
    again = _handed_in(own, town, "before-the-loss")
    _roles(town, "drafter-A", _drafter_of(town, "A"))
    assert again.status_code == 409
    assert not seen_in(again.content).words
    assert _handed_in(own, town, "before-the-loss").content == first.content


def test_a_key_that_may_only_read_is_not_given_what_its_owner_was_answered(
    town: Town, own: Actor
) -> None:
    assert _handed_in(own, town, "of-the-person").status_code == 200
    with actors(town, [("program", "drafter-A", "read-only")]) as (program,):
        again = _handed_in(program, town, "of-the-person")
    assert again.status_code in (403, 409)
    assert not seen_in(again.content).words


# Requests that are written oddly.


def _odd_paths(town: Town) -> list[str]:
    held, mine = town.held["A"], town.held["B"]
    task, unit = held.assignment, held.unit
    return [
        f"{API}/assignments/{task.upper()}",
        f"{API}/assignments/{task}/",
        f"{API}//assignments/{task}",
        f"{API}/assignments/{task}%00",
        f"{API}/assignments/{task}%20",
        f"{API}/assignments/%20{task}",
        f"{API}/assignments/{task}%0a",
        f"{API}/assignments/{mine.assignment}/../{task}/notes",
        f"{API}/assignments/{mine.assignment}/%2e%2e/{task}/notes",
        f"{API}/assignments/{mine.assignment}%2f..%2f{task}/notes",
        f"{API}/assignments/{mine.assignment}/notes/raw;/../../{task}",
        f"{API}/assignments/{task};x=1/notes",
        f"{API}/assignments/{task}?assignment={mine.assignment}",
        f"{API}/assignments/{mine.assignment}?assignment={task}",
        f"{API}/assignments?unit={mine.unit}&unit={unit}",
        f"{API}/assignments?unit={unit}&unit={mine.unit}",
        f"{API}/jobs?unit={unit}&state=done&unit={unit}",
        f"{API}/jobs?assignment={task}",
        f"{API}/submissions?assignment={task}",
        f"{API}/units/{mine.unit}/library/{held.material}",
        f"{API}/units/{mine.unit}/library/{held.material}/file",
        f"{API}/units/{mine.unit}/library/{held.material.upper()}/file",
        f"{API}/units/{mine.unit}/originals/{held.material}",
        f"{API}/units/{mine.unit}/library/..%2f..%2f{unit}%2f{held.material[:2]}%2f{held.material}/file",
        f"{API}/units/{mine.unit}/library/search?q={word('desk', 'A')}&unit={unit}",
        f"{API}/units/{mine.unit}%2F..%2F{unit}/library",
        f"{API}/units/{unit}/library?unit={mine.unit}",
        f"{API}/jobs/{held.done}/events?unit={mine.unit}",
        f"{API}/drafts/{mine.draft}/items/{held.own}",
        f"{API}/assignments/{task}/exports/draft.docx",
        f"{API}/assignments/{mine.assignment}/exports/../../{task}/exports/notes.xlsx",
        f"{API}/dismissals?unit={mine.unit_name}&unit={held.unit_name}",
    ]


def test_no_odd_way_of_writing_a_path_leads_to_another_unit(town: Town, stranger: Actor) -> None:
    before, reach = holdings(town, "A"), reach_in(town, stranger.login)
    for path in _odd_paths(town):
        for method in ("GET", "HEAD", "OPTIONS", "DELETE", "PUT", "TRACE", "PROPFIND"):
            status, headers, body = _raw(town, stranger, method, path)
            assert status < 500, (method, path)
            answer = httpx2.Response(status, headers=headers, content=body)
            shown = strange_sights(town, stranger, reach, answer, Asked(method, path))
            assert not shown, (method, path, shown)
    assert holdings(town, "A") == before


def _raw(
    town: Town, actor: Actor, method: str, path: str, **more: str
) -> tuple[int, dict[str, str], bytes]:
    """Sends a path as it is written: other clients tidy it up."""
    where = urlsplit(town.base)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE_S)
    cookie = {"Cookie": f"duizhao={actor.client.cookies.get('duizhao')}"}
    quoted = (
        path.encode().decode("latin-1") if path.isascii() else httpx2.URL(path).raw_path.decode()
    )
    try:
        connection.request(method, quoted, headers={**actor.headers, **cookie, **more})
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read()
    finally:
        connection.close()


def test_a_method_in_a_header_or_a_field_is_not_believed(town: Town) -> None:
    path = f"{API}/assignments/{town.held['A'].assignment}"
    with actors(town, [("program", "head-A", "read-only")]) as (program,):
        before = holdings(town, "A")
        for name in ("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"):
            for method in ("DELETE", "PATCH", "POST"):
                asked = Asked("GET", path, query={"_method": method}, headers={name: method})
                assert program.ask(asked).status_code == 200
        assert holdings(town, "A") == before


def test_of_two_that_are_shown_at_the_door_none_opens_more_than_itself(
    town: Town, stranger: Actor, own: Actor
) -> None:
    path = f"{API}/assignments/{town.held['A'].assignment}"
    mine, theirs = (a.client.cookies.get("duizhao") for a in (stranger, own))
    assert theirs is not None
    with httpx2.Client(base_url=town.base, timeout=PATIENCE_S, trust_env=False) as client:
        for shown in (
            [("Cookie", f"duizhao={mine}"), ("X-Person", town.people["drafter-A"].id)],
            [("Cookie", f"duizhao={mine}"), ("Cookie", "duizhao=x")],
            [("Cookie", f"duizhao={mine}"), ("Authorization", "Bearer x")],
            [("Cookie", f"duizhao={theirs}"), ("Authorization", "Bearer x")],
            [("Cookie", f"duizhao={theirs}"), ("Authorization", "Basic eDp4")],
            [("Cookie", f"duizhao={theirs[:-1]}")],
            [("Authorization", f"Bearer {theirs}")],
        ):
            answer = client.get(path, headers=shown)
            assert answer.status_code in (401, 404), shown
            assert not seen_in(answer.content).words


def test_guessing_versions_tells_nothing(town: Town, stranger: Actor) -> None:
    held = town.held["A"]
    nothing = "f" * 24
    for version in (0, 1, 2, 3, 7, 999_999_999):
        said = set()
        for task in (held.assignment, nothing):
            for path, body in (
                (f"{API}/assignments/{task}", {"title": "改"}),
                (f"{API}/assignments/{task}/notes/{held.note}", {"theme": "改"}),
            ):
                answer = stranger.ask(Asked("PATCH", path, body=body, version=version))
                said.add((answer.status_code, answer.json()["detail"]))
        assert said == {(404, "没有这个编制任务")}


def test_a_page_after_another_units_thing_is_a_page_after_nothing(
    town: Town, stranger: Actor
) -> None:
    held = town.held["A"]
    for listed, ident in (
        ("jobs", held.done),
        ("assignments", held.assignment),
        ("submissions", held.submission),
    ):
        answers = []
        # Beside the id itself one of the same moment that nothing has: ids are ordered by time.
        for named in (ident, ident[:-1] + ("0" if ident[-1] != "0" else "1")):
            cursor = base64.urlsafe_b64encode(json.dumps([named]).encode()).decode().rstrip("=")
            asked = Asked("GET", f"{API}/{listed}", query={"after": cursor})
            answers.append(stranger.ask(asked))
        assert answers[0].status_code == answers[1].status_code
        assert answers[0].json() == answers[1].json()


def test_what_a_unit_changed_in_the_rules_is_not_learnt_by_those_below_it(town: Town) -> None:
    house, above = town.house, town.units["P"].name
    own = house.settings.data_dir / "rules" / "units" / above
    own.mkdir(parents=True)
    (own / "own.yaml").write_text("levels: {left.placeholder: off}\n", encoding="utf-8")
    changed, plain = house.cards_for(above), house.cards_for("")
    assert changed != plain
    seen = {
        login: house.cards_within(town.scope(login))(above)
        for login in ("drafter-P", "drafter-A", "drafter-C", "administrator-A", "house")
    }
    assert seen.pop("drafter-P") == changed
    assert all(cards == plain for cards in seen.values())


# Names that look alike.


@pytest.mark.parametrize("variant", ["{} ", "　{}", "{}\u200b", "Ｑ{rest}", "q{rest}", "{}\u0300"])
def test_a_unit_with_a_name_that_looks_alike_gets_nothing_of_the_other(
    town: Town, variant: str
) -> None:
    office, name = town.house.office, town.units["A"].name
    lookalike = variant.format(name, rest=name[1:])
    with actors(town, [("administrator of Q", "administrator-Q", "open")]) as (administrator,):
        body = {"name": lookalike, "parent": town.units["Q"].id}
        made = administrator.ask(Asked("POST", f"{API}/units", body=body))
        if made.status_code != 201:
            assert made.status_code in (409, 422)
            return
        role = Membership(unit=made.json()["id"], role="head")
        office.people.create(town.operator, making.login(), "外人", memberships=[role])
        _roles(town, "nowhere", role)
    with actors(town, [("lookalike", "nowhere", "open")]) as (actor,):
        for said in (name, lookalike):
            answer = actor.ask(Asked("GET", f"{API}/dismissals", query={"unit": said}))
            assert not seen_in(answer.content).words & {word("desk", "A"), word("folk", "A")}
            assert answer.status_code == (404 if said == name else 200), said
    _roles(town, "nowhere")


# What is open to everybody.


def test_what_is_open_to_everybody_names_nobody(town: Town) -> None:
    open_to_all = {
        "/openapi.json",
        "/docs",
        "/docs.css",
        "/healthz",
        "/readyz",
        "/metrics",
        "/sign-in",
    }
    with httpx2.Client(base_url=town.base, timeout=PATIENCE_S, trust_env=False) as client:
        for path in sorted(open_to_all):
            answer = client.get(path)
            seen = seen_in(answer.content, dict(answer.headers))
            assert not seen.words, path
            assert not seen.ids & town.whose().keys(), path
        assert client.get("/metrics").status_code == 401
        document = client.get("/openapi.json").json()
        for path in ("/debug", "/redoc", "/static/", "/.env", f"{API}", "/api"):
            assert client.get(path).status_code == 404
    assert not open_to_all & document["paths"].keys()


def test_metrics_count_and_name_nobody(town: Town) -> None:
    told = seen_in(town.house.metrics.render())
    assert not told.words
    assert not told.ids & town.whose().keys()


def test_a_key_of_one_unit_opens_no_other_of_its_owner(town: Town) -> None:
    _roles(town, "nowhere", _drafter_of(town, "A"), _drafter_of(town, "B"))
    keys, person = town.house.office.keys, town.people["nowhere"].id
    for unit in ("A", "B"):
        keys.make(
            town.operator,
            town.units[unit].id,
            f"密钥{word('desk', unit)}",
            permissions=PERMISSIONS,
            person=person,
        )
    made = keys.make(
        town.operator, town.units["B"].id, "试", permissions=PERMISSIONS, person=person
    )
    headers = {"Authorization": f"Bearer {made.secret}"}
    paths = (
        "/me",
        "/units",
        f"/people/{person}",
        f"/people/{person}/keys",
        "/assignments",
        "/jobs",
    )
    with httpx2.Client(base_url=town.base, timeout=PATIENCE_S, trust_env=False) as client:
        for path in (*paths, f"/people/{person}/keys", f"/assignments/{town.held['A'].assignment}"):
            answer = client.get(API + path, headers=headers)
            seen = seen_in(answer.content)
            assert not any(found.endswith("AQ") for found in seen.words), path
            assert town.units["A"].id not in seen.ids, path
    _roles(town, "nowhere")


def test_a_signed_out_browser_is_nobody_from_then_on(town: Town) -> None:
    token, csrf = sign_in(town, "drafter-A")
    cookie = {"Cookie": f"duizhao={token}", "X-CSRF-Token": csrf}
    with httpx2.Client(base_url=town.base, timeout=PATIENCE_S, trust_env=False) as client:
        assert client.get(f"{API}/me", headers=cookie).status_code == 200
        assert client.post(f"{API}/sign-out", headers=cookie).status_code == 204
        assert client.get(f"{API}/me", headers=cookie).status_code == 401
