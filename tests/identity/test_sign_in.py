"""Signing in, staying signed in, signing out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from service.errors import BadInput, DuizhaoError, Forbidden, TooOften, Unauthenticated
from service.identity.passwords import Cost
from service.identity.registry import Registry
from service.identity.sign_in import Terms
from service.identity.tokens import hashed, same
from service.office.people import Person
from service.scope import Scope
from service.store.attempts import Patience
from service.store.database import Database
from service.store.tables import AttemptRow, PersonRow, SignInRow
from tests.identity.conftest import CHEAP
from tests.identity.town import ADDRESS, RIGHT, Town

WRONG = "not the password at all"


@pytest.fixture
def wang(town: Town) -> Person:
    return town.person("wang", (town.water, "drafter"), password=RIGHT)


def age(database: Database, table: Any, **before: timedelta) -> None:
    """Makes rows older than they are."""
    with database.deciding(write=True) as session:
        for name, delta in before.items():
            column = getattr(table, name)
            for (kept,) in session.execute(select(column)).all():
                session.execute(update(table).where(column == kept).values({name: kept - delta}))


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(DuizhaoError) as refused:
        act()
    return f"{type(refused.value).__name__}：{refused.value}"


def test_the_right_password_signs_in_and_the_token_stands_for_the_person(
    town: Town, wang: Person
) -> None:
    sign_in = town.sign_in(" WANG ")
    found = town.registry.door.signed_in(sign_in.token)
    assert found.scope == town.scope(wang)
    assert found.csrf == sign_in.csrf
    assert sign_in.person == wang.id
    assert len(sign_in.token) >= 43


def test_a_refusal_does_not_tell_whether_the_login_exists(town: Town, wang: Person) -> None:
    gone = town.person("gone", (town.water, "drafter"), password=RIGHT)
    town.registry.people.disable(town.operator, gone.id, version=1)
    town.person("provided", (town.water, "drafter"))
    told = {
        refusal(lambda: town.sign_in(wang.login, WRONG)),
        refusal(lambda: town.sign_in("nobody", WRONG)),
        refusal(lambda: town.sign_in("nobody\x00", WRONG)),
        refusal(lambda: town.sign_in("", "")),
        refusal(lambda: town.sign_in("\ud800" * 500, "\ud800")),
        refusal(lambda: town.sign_in("gone")),
        refusal(lambda: town.sign_in("provided", "")),
    }
    assert told == {"Unauthenticated：登录名或密码不对；如确认无误，请与管理员联系"}


def fail(town: Town, login: str, times: int, address: str = ADDRESS) -> None:
    for _ in range(times):
        with pytest.raises(Unauthenticated):
            town.sign_in(login, WRONG, address=address)


def wait(town: Town, login: str, address: str = ADDRESS) -> int:
    """How long the right password has to wait."""
    with pytest.raises(TooOften) as refused:
        town.sign_in(login, address=address)
    assert refused.value.wait_s > 0
    return refused.value.wait_s


def test_after_some_failures_everybody_waits_known_or_not(
    town: Town, wang: Person, database: Database
) -> None:
    fail(town, wang.login, 5)
    fail(town, "nobody", 5)
    assert wait(town, wang.login) == wait(town, "nobody") == 5
    # Who waits as told is let in, and the slate is clean.
    age(database, AttemptRow, at=timedelta(seconds=6))
    town.sign_in(wang.login)
    fail(town, wang.login, 5)
    assert wait(town, wang.login) == 5


def test_the_wait_grows_with_each_further_failure_to_a_limit(
    town: Town, wang: Person, database: Database
) -> None:
    fail(town, wang.login, 5)
    waits = []
    for _ in range(10):
        waits.append(wait(town, wang.login))
        age(database, AttemptRow, at=timedelta(seconds=waits[-1] + 1))
        fail(town, wang.login, 1, address=f"10.0.0.{len(waits)}")
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]


def test_a_refused_attempt_does_not_prolong_the_wait(
    town: Town, wang: Person, database: Database
) -> None:
    fail(town, wang.login, 5)
    for _ in range(20):
        wait(town, wang.login)
    age(database, AttemptRow, at=timedelta(seconds=6))
    town.sign_in(wang.login)


def test_one_address_that_tries_many_logins_waits_too(town: Town, wang: Person) -> None:
    for number in range(30):
        fail(town, f"guess{number}", 1, address="10.9.9.9")
    assert wait(town, wang.login, address="10.9.9.9") == 5
    town.sign_in(wang.login, address="10.9.9.8")


def test_an_account_of_ones_own_does_not_clear_the_address(database: Database) -> None:
    terms = Terms(by_address=Patience(free=4, first_wait_s=5, longest_wait_s=5, window_s=60))
    town = Town(Registry(database, cost=CHEAP, terms=terms))
    wang = town.person("wang", password=RIGHT)
    for number in range(4):
        town.sign_in(wang.login)
        fail(town, f"guess{number}", 1)
    wait(town, wang.login)


def test_the_addresses_of_one_ipv6_site_are_one(database: Database) -> None:
    terms = Terms(by_address=Patience(free=2, first_wait_s=5, longest_wait_s=5, window_s=60))
    town = Town(Registry(database, cost=CHEAP, terms=terms))
    wang = town.person("wang", password=RIGHT)
    fail(town, "guess1", 1, address="2001:db8:1:2::1")
    fail(town, "guess2", 1, address="2001:db8:1:2:aaaa:bbbb:cccc:dddd")
    wait(town, wang.login, address="2001:db8:1:2::3")
    town.sign_in(wang.login, address="2001:db8:1:3::1")


def test_who_goes_on_trying_is_in_the_audit(town: Town, wang: Person, database: Database) -> None:
    for login in (wang.login, "a password typed here"):
        fail(town, login, 5)
        age(database, AttemptRow, at=timedelta(seconds=6))
        fail(town, login, 1)
    told = town.registry.audit.entries(town.operator, action="sign_in.many_failures")
    assert [(entry.target, entry.detail) for entry in told] == [
        ("unknown", {"failures": 5}),
        (wang.id, {"failures": 5}),
    ]


def test_failures_of_long_ago_are_cleared_away(
    town: Town, wang: Person, database: Database
) -> None:
    for number in range(3):
        fail(town, f"guess{number}", 1, address=f"10.8.8.{number}")
    age(database, AttemptRow, at=timedelta(days=2))
    town.sign_in(wang.login)
    with database.deciding() as session:
        assert session.scalars(select(AttemptRow.id)).all() == []


def test_attempts_made_at_once_do_not_slip_through_together(town: Town, wang: Person) -> None:
    def attempt(_: int) -> str:
        try:
            town.sign_in(wang.login, WRONG)
        except DuizhaoError as error:
            return type(error).__name__
        return "in"

    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(attempt, range(24)))
    assert told.count("Unauthenticated") == 5
    assert told.count("TooOften") == 19


def test_old_failures_are_forgotten(town: Town, wang: Person, database: Database) -> None:
    fail(town, wang.login, 5)
    age(database, AttemptRow, at=timedelta(days=2))
    fail(town, wang.login, 5)
    wait(town, wang.login)


def test_what_is_typed_into_the_login_field_is_not_kept(town: Town, database: Database) -> None:
    fail(town, RIGHT, 1)
    with database.deciding() as session:
        assert all(len(subject) == 64 for subject in session.scalars(select(AttemptRow.subject)))


def test_a_wrong_token_signs_nobody_in(town: Town, wang: Person) -> None:
    sign_in = town.sign_in(wang.login)
    for token in ("", "x", sign_in.token[:-1], sign_in.csrf, hashed(sign_in.token), "\ud800"):
        with pytest.raises(Unauthenticated, match="重新登录"):
            town.registry.door.signed_in(token)


def test_each_sign_in_has_a_csrf_token_of_its_own_that_any_process_knows(
    town: Town, wang: Person, database: Database
) -> None:
    first, second = town.sign_in(wang.login), town.sign_in(wang.login)
    elsewhere = Registry(database, cost=CHEAP).door
    assert elsewhere.signed_in(first.token).csrf == first.csrf
    assert len({first.csrf, first.token, second.csrf, second.token}) == 4
    assert same(first.csrf, first.csrf)
    for given in ("", second.csrf, first.token, first.csrf[:-1], "字", "\ud800"):
        assert not same(given, first.csrf)


def test_a_sign_in_ends_when_nobody_uses_it(town: Town, wang: Person, database: Database) -> None:
    door, sign_in = town.registry.door, town.sign_in(wang.login)
    age(database, SignInRow, seen_at=timedelta(hours=11, minutes=59))
    door.signed_in(sign_in.token)
    age(database, SignInRow, seen_at=timedelta(hours=11, minutes=59))
    door.signed_in(sign_in.token)
    age(database, SignInRow, seen_at=timedelta(hours=12, minutes=1))
    with pytest.raises(Unauthenticated):
        door.signed_in(sign_in.token)


def test_a_sign_in_ends_at_last_however_busy(town: Town, wang: Person, database: Database) -> None:
    door, sign_in = town.registry.door, town.sign_in(wang.login)
    left = sign_in.expires_at - datetime.now(UTC)
    assert timedelta(days=6) < left <= timedelta(days=7)
    age(database, SignInRow, expires_at=left)
    with pytest.raises(Unauthenticated):
        door.signed_in(sign_in.token)
    # The next sign-in clears it away.
    town.sign_in(wang.login)
    with database.deciding() as session:
        assert len(session.scalars(select(SignInRow)).all()) == 1


def test_using_a_sign_in_is_written_down_once_a_minute(
    town: Town, wang: Person, database: Database
) -> None:
    def seen() -> datetime:
        with database.deciding() as session:
            return session.scalars(select(SignInRow.seen_at)).one()

    sign_in = town.sign_in(wang.login)
    before = seen()
    town.registry.door.signed_in(sign_in.token)
    assert seen() == before
    age(database, SignInRow, seen_at=timedelta(minutes=2))
    town.registry.door.signed_in(sign_in.token)
    assert seen() >= before


def test_signing_out_ends_this_browser_and_everywhere_ends_all(town: Town, wang: Person) -> None:
    door = town.registry.door
    tokens = [town.sign_in(wang.login).token for _ in range(3)]
    another = town.person("other", (town.water, "drafter"), password=RIGHT)
    theirs = town.sign_in(another.login).token
    door.sign_out(tokens[0])
    door.sign_out(tokens[0])
    with pytest.raises(Unauthenticated):
        door.signed_in(tokens[0])
    door.sign_out_everywhere(door.signed_in(tokens[1]).scope)
    for token in tokens:
        with pytest.raises(Unauthenticated):
            door.signed_in(token)
    door.signed_in(theirs)


def test_a_changed_password_ends_the_other_sign_ins(town: Town, wang: Person) -> None:
    door = town.registry.door
    mine, stolen = town.sign_in(wang.login).token, town.sign_in(wang.login).token
    scope = door.signed_in(mine).scope
    door.change_password(scope, RIGHT, "三只白鹭停在水闸上不飞", address=ADDRESS, token=mine)
    door.signed_in(mine)
    with pytest.raises(Unauthenticated):
        door.signed_in(stolen)
    with pytest.raises(Unauthenticated):
        town.sign_in(wang.login)
    town.sign_in(wang.login, "三只白鹭停在水闸上不飞")


def test_changing_a_password_wants_the_old_one_and_is_throttled(town: Town, wang: Person) -> None:
    door, scope = town.registry.door, town.scope(wang)

    def change(old: str, new: str) -> None:
        door.change_password(scope, old, new, address=ADDRESS)

    with pytest.raises(BadInput, match="与原密码相同"):
        change(RIGHT, RIGHT)
    with pytest.raises(BadInput, match="密码"):
        change(RIGHT, "short")
    for _ in range(5):
        with pytest.raises(Forbidden, match="原密码不对"):
            change(WRONG, "三只白鹭停在水闸上不飞")
    with pytest.raises(TooOften):
        change(RIGHT, "三只白鹭停在水闸上不飞")


def test_a_key_does_not_change_passwords(town: Town, wang: Person) -> None:
    keys = town.registry.keys
    made = keys.make(town.scope(wang), town.water.id, "程序", permissions=["read", "write"])
    with pytest.raises(Forbidden, match="密钥"):
        town.registry.door.change_password(
            keys.scope_of(made.secret), RIGHT, "三只白鹭停在水闸上不飞", address=ADDRESS
        )


def test_a_disabled_person_is_out_at_once(town: Town, wang: Person) -> None:
    token = town.sign_in(wang.login).token
    town.registry.people.disable(town.operator, wang.id, version=1)
    with pytest.raises(Unauthenticated):
        town.registry.door.signed_in(token)
    town.registry.people.enable(town.operator, wang.id, version=2)
    with pytest.raises(Unauthenticated):
        town.registry.door.signed_in(token)
    town.sign_in(wang.login)


def test_an_administrator_sets_a_password_and_the_old_sign_ins_end(
    town: Town, wang: Person
) -> None:
    door, token = town.registry.door, town.sign_in(wang.login).token
    with pytest.raises(BadInput, match="登录名"):
        door.set_password(town.operator, wang.id, "wang-wang1", version=1)
    door.set_password(town.operator, wang.id, "三只白鹭停在水闸上不飞", version=1)
    with pytest.raises(Unauthenticated):
        door.signed_in(token)
    town.sign_in(wang.login, "三只白鹭停在水闸上不飞")


def test_who_proved_an_old_password_while_it_was_changed_stays_out(
    town: Town, wang: Person
) -> None:
    door = town.registry.door
    proved = door._credentials.of_login(wang.login)
    assert proved is not None
    door.set_password(town.operator, wang.id, "三只白鹭停在水闸上不飞", version=1)
    with pytest.raises(Unauthenticated):
        door.let_in(proved, how="password")


def test_a_stronger_hash_replaces_the_old_one_at_the_next_sign_in(
    wang: Person, database: Database
) -> None:
    def kept() -> str | None:
        with database.deciding() as session:
            return session.scalars(select(PersonRow.password_hash)).one()

    before = kept()
    stronger = Registry(database, cost=Cost(time=2, memory_kib=64, threads=1))
    token = stronger.door.sign_in(wang.login, RIGHT, address=ADDRESS).token
    assert kept() != before
    assert "t=2" in (kept() or "")
    stronger.door.signed_in(token)
    stronger.door.sign_in(wang.login, RIGHT, address=ADDRESS)
    assert stronger.people.get(Scope(person=wang.id), wang.id).version == wang.version


def test_the_lengths_are_the_operators(database: Database) -> None:
    terms = Terms(
        idle=timedelta(minutes=5),
        longest=timedelta(minutes=10),
        by_login=Patience(free=1, first_wait_s=7, longest_wait_s=8, window_s=60),
    )
    town = Town(Registry(database, cost=CHEAP, terms=terms))
    wang = town.person("wang", password=RIGHT)
    sign_in = town.sign_in(wang.login)
    assert sign_in.expires_at - datetime.now(UTC) <= timedelta(minutes=10)
    age(database, SignInRow, seen_at=timedelta(minutes=6))
    with pytest.raises(Unauthenticated):
        town.registry.door.signed_in(sign_in.token)
    fail(town, wang.login, 1)
    assert wait(town, wang.login) == 7
