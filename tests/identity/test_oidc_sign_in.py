"""Signing in at the house's own provider, which is a real one over HTTP, and a lying one."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from pydantic import SecretStr
from sqlalchemy import select

from service.errors import BadSettings, Unauthenticated
from service.identity.oidc_config import OidcConfig
from service.identity.oidc_sign_in import OidcDoor, OidcSignIn, OidcStart, own_path
from service.identity.registry import Registry
from service.office.people import Person
from service.store.database import Database
from service.store.tables import PendingSignInRow, PersonRow
from tests.identity.conftest import CHEAP
from tests.identity.provider import (
    ANSWER_FAULTS,
    CLAIM_FAULTS,
    CLIENT,
    CLIENT_SECRET,
    REDIRECT,
    SIGNING_FAULTS,
    Provider,
    running_provider,
)
from tests.identity.town import Town

ALL_FAULTS = (*CLAIM_FAULTS, *SIGNING_FAULTS, *ANSWER_FAULTS)


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """One kind is enough here: what the two do differently is in test_pending_sign_ins.py."""
    return sqlite_database


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider) -> Provider:
    running.claims = {"sub": "subject-1", "name": "王同志", "preferred_username": "wang"}
    running.fault = ""
    running.metadata = {}
    return running


def config(provider: Provider, **more: Any) -> OidcConfig:
    return OidcConfig(
        issuer=provider.issuer,
        client_id=CLIENT,
        client_secret=SecretStr(CLIENT_SECRET),
        redirect_uri=REDIRECT,
        **{"login_claim": "preferred_username", **more},
    )


def door_of(town: Town, database: Database, provider: Provider, **more: Any) -> OidcDoor:
    return OidcDoor(database, town.registry.door, config(provider, **more))


@pytest.fixture
def door(town: Town, database: Database, provider: Provider) -> OidcDoor:
    return door_of(town, database, provider)


@pytest.fixture
def wang(town: Town) -> Person:
    return town.person("wang", (town.water, "drafter"))


def browse(start: OidcStart) -> dict[str, str]:
    """What the browser comes back with after its person has signed in at the provider."""
    with httpx2.Client(trust_env=False) as browser:
        answer = browser.get(start.address)
    assert answer.status_code == 302
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    return {name: values[0] for name, values in query.items()}


def signed_in(door: OidcDoor, goes_to: str = "/") -> OidcSignIn:
    start = door.begin(goes_to)
    back = browse(start)
    return door.finish(state=back["state"], browser_state=start.state, code=back["code"])


def test_a_person_with_the_login_of_the_claim_is_signed_in(
    town: Town, door: OidcDoor, wang: Person
) -> None:
    done = signed_in(door, "/tasks?open=1")
    assert done.goes_to == "/tasks?open=1"
    assert town.registry.door.signed_in(done.sign_in.token).scope == town.scope(wang)
    (last,) = town.registry.audit.entries(town.operator, action="sign_in.begin")
    assert (last.person, last.detail) == (wang.id, {"how": "provider"})


def test_once_tied_the_person_is_known_by_the_subject_whatever_the_claim_says(
    town: Town, door: OidcDoor, provider: Provider, wang: Person
) -> None:
    town.person("zhao", (None, "administrator"))
    signed_in(door)
    provider.claims["preferred_username"] = "zhao"
    assert signed_in(door).sign_in.person == wang.id
    (bound,) = town.registry.audit.entries(town.operator, action="person.bind")
    assert bound.target == wang.id


@pytest.mark.usefixtures("wang")
def test_another_subject_does_not_get_a_tied_account(door: OidcDoor, provider: Provider) -> None:
    signed_in(door)
    provider.claims["sub"] = "subject-2"
    with pytest.raises(Unauthenticated, match="另一个身份"):
        signed_in(door)


def test_somebody_unknown_is_told_so_and_not_made(town: Town, door: OidcDoor) -> None:
    with pytest.raises(Unauthenticated, match="还没有对应的账号"):
        signed_in(door)
    assert town.registry.people.all(town.operator) == ()


def test_without_a_claim_of_the_operators_nobody_is_guessed(
    town: Town, database: Database, provider: Provider, wang: Person
) -> None:
    with pytest.raises(Unauthenticated, match="还没有对应的账号"):
        signed_in(door_of(town, database, provider, login_claim=""))
    assert town.registry.people.get(town.operator, wang.id) == wang


def test_where_the_operator_wants_it_somebody_unknown_becomes_a_person_without_roles(
    town: Town, database: Database, provider: Provider
) -> None:
    door = door_of(town, database, provider, create=True)
    done = signed_in(door)
    (made,) = town.registry.people.all(town.operator)
    assert (made.login, made.name, made.memberships) == ("wang", "王同志", ())
    assert done.sign_in.person == made.id
    scope = town.registry.door.signed_in(done.sign_in.token).scope
    assert scope.known == frozenset()
    assert signed_in(door).sign_in.person == made.id


def test_nobody_is_made_over_an_existing_account(
    town: Town, database: Database, provider: Provider
) -> None:
    """Without a claim to map, a subject that looks like a login is no proof of that account."""
    town.person("subject-1", (None, "administrator"))
    with pytest.raises(Unauthenticated, match="建不了账号"):
        signed_in(door_of(town, database, provider, login_claim="", create=True))


def test_an_address_counts_only_when_the_provider_has_verified_it(
    town: Town, database: Database, provider: Provider
) -> None:
    boss = town.person("boss@county.example", (None, "administrator"))
    door = door_of(town, database, provider, login_claim="email")
    for verified in (False, None, "true", 1):
        provider.claims |= {"email": "boss@county.example", "email_verified": verified}
        with pytest.raises(Unauthenticated, match="还没有对应"):
            signed_in(door)
    provider.claims["email_verified"] = True
    assert signed_in(door).sign_in.person == boss.id


def test_a_name_that_only_looks_like_a_login_is_not_that_login(
    town: Town, door: OidcDoor, provider: Provider
) -> None:
    """Full-width letters, a Kelvin sign, ß: other names at the provider, the same login here."""
    for login, claimed in (("wang", "ｗａｎｇ"), ("mike", "mi\u212ae"), ("weiss", "weiß")):
        town.person(login, (None, "administrator"))
        provider.claims["preferred_username"] = claimed
        with pytest.raises(Unauthenticated, match="还没有对应"):
            signed_in(door)


def test_a_disabled_person_stays_out(town: Town, door: OidcDoor, wang: Person) -> None:
    town.registry.people.disable(town.operator, wang.id, version=1)
    with pytest.raises(Unauthenticated, match="停用"):
        signed_in(door)
    town.registry.people.enable(town.operator, wang.id, version=2)
    signed_in(door)
    town.registry.people.disable(town.operator, wang.id, version=4)
    with pytest.raises(Unauthenticated, match="停用"):
        signed_in(door)


@pytest.mark.parametrize("fault", ALL_FAULTS)
def test_a_provider_that_lies_or_fails_signs_nobody_in(
    town: Town, database: Database, provider: Provider, fault: str
) -> None:
    town.person("wang", (town.water, "drafter"))
    door = door_of(town, database, provider, create=True)
    provider.fault = fault
    with pytest.raises(Unauthenticated, match="统一身份认证"):
        signed_in(door)
    assert len(town.registry.people.all(town.operator)) == 1
    assert town.registry.audit.entries(town.operator, action="sign_in.begin") == ()
    provider.fault = ""
    signed_in(door)


@pytest.mark.usefixtures("wang")
def test_a_state_serves_once_and_only_the_browser_that_began(
    door: OidcDoor,
) -> None:
    start, other = door.begin(), door.begin()
    back = browse(start)
    for browser_state in ("", other.state, start.state[:-1]):
        with pytest.raises(Unauthenticated, match="不是从这个浏览器"):
            door.finish(state=back["state"], browser_state=browser_state, code=back["code"])
    door.finish(state=back["state"], browser_state=start.state, code=back["code"])
    with pytest.raises(Unauthenticated, match="已用过"):
        door.finish(state=back["state"], browser_state=start.state, code=back["code"])
    with pytest.raises(Unauthenticated, match="不是从这个浏览器"):
        door.finish(state="", browser_state="", code=back["code"])


@pytest.mark.usefixtures("wang")
def test_a_code_of_another_sign_in_does_not_fit(door: OidcDoor) -> None:
    """PKCE: the code is bound to the verifier of the sign-in that asked for it."""
    mine, stolen = door.begin(), browse(door.begin())
    with pytest.raises(Unauthenticated, match="不认这次登录"):
        door.finish(state=mine.state, browser_state=mine.state, code=stolen["code"])


def test_a_refusal_at_the_provider_is_told(door: OidcDoor) -> None:
    for error, told in (("access_denied", "（access_denied）"), ("<b>密码</b>", "没有放行，")):
        start = door.begin()
        with pytest.raises(Unauthenticated, match="没有放行") as refused:
            door.finish(state=start.state, browser_state=start.state, error=error)
        assert told in str(refused.value)


@pytest.mark.usefixtures("wang")
def test_a_sign_in_that_took_too_long_is_refused(door: OidcDoor, database: Database) -> None:
    start = door.begin()
    with database.deciding(write=True) as session:
        row = session.scalars(select(PendingSignInRow)).one()
        row.expires_at = row.expires_at.replace(year=2020)
    back = browse(start)
    with pytest.raises(Unauthenticated, match="等得太久"):
        door.finish(state=back["state"], browser_state=start.state, code=back["code"])


def test_a_key_that_the_provider_took_up_since_is_fetched(
    door: OidcDoor, provider: Provider, wang: Person
) -> None:
    signed_in(door)
    provider.rotate()
    assert signed_in(door).sign_in.person == wang.id


@pytest.mark.usefixtures("wang")
def test_neither_state_nor_verifier_shows_where_it_should_not(
    door: OidcDoor, database: Database
) -> None:
    start = door.begin()
    assert "code_verifier" not in start.address
    with database.deciding() as session:
        kept = session.scalars(select(PendingSignInRow)).one()
    assert start.state not in (kept.state_hash, kept.nonce, kept.verifier)
    assert kept.verifier not in start.address
    signed_in(door)
    with database.deciding() as session:
        assert session.scalars(select(PersonRow.subject)).one() == "subject-1"
        assert len(session.scalars(select(PendingSignInRow)).all()) == 1


@pytest.mark.parametrize(
    "issuer", ["", "http://provider.example", "ftp://127.0.0.1", "//x", "http://127.0.0.1.example"]
)
def test_an_issuer_that_anybody_could_read_along_with_is_refused(
    sqlite_database: Database, issuer: str
) -> None:
    settings = OidcConfig(issuer=issuer, client_id=CLIENT, redirect_uri=REDIRECT)
    registry = Registry(sqlite_database, cost=CHEAP, oidc=settings)
    with pytest.raises(BadSettings, match="OIDC_ISSUER"):
        _ = registry.oidc


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://another.example"},
        {"token_endpoint": "http://another.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
    ],
)
def test_a_provider_that_is_not_the_operators_is_refused(
    town: Town, database: Database, provider: Provider, metadata: dict[str, str]
) -> None:
    provider.metadata = metadata
    with pytest.raises(BadSettings):
        door_of(town, database, provider).begin()


def test_a_provider_that_is_gone_is_said_to_be_so(
    town: Town, database: Database, provider: Provider
) -> None:
    gone = config(provider).model_copy(update={"issuer": "http://127.0.0.1:9"})
    with pytest.raises(Unauthenticated, match="没有应答"):
        OidcDoor(database, town.registry.door, gone).begin()


def test_a_proxy_of_the_environment_has_no_say(
    town: Town,
    database: Database,
    provider: Provider,
    wang: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert signed_in(door_of(town, database, provider)).sign_in.person == wang.id


@pytest.mark.parametrize(
    ("asked", "goes_to"),
    [
        ("/", "/"),
        ("/tasks?x=1#y", "/tasks?x=1#y"),
        ("", "/"),
        ("https://evil.example", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/a\\b", "/"),
        ("/\r\nSet-Cookie: a=b", "/"),
        ("javascript:alert(1)", "/"),
        ("/" + "a" * 500, "/"),
    ],
)
def test_nobody_is_sent_elsewhere_afterwards(asked: str, goes_to: str) -> None:
    assert own_path(asked) == goes_to
