"""OIDC sign-ins under way, as both databases keep them."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select, update

from service.office.people import PendingSignIn
from service.store.database import Database
from service.store.pending import PendingSignIns
from service.store.tables import PendingSignInRow

PENDING = PendingSignIn(nonce="n", verifier="v", goes_to="/tasks")


def test_of_many_who_come_back_with_one_state_one_gets_it(database: Database) -> None:
    pending = PendingSignIns(database)
    pending.add("a" * 64, PENDING)
    with ThreadPoolExecutor(4) as threads:
        taken = list(threads.map(lambda _: pending.take("a" * 64), range(8)))
    assert sorted(taken, key=str) == sorted([PENDING, *[None] * 7], key=str)


def test_one_that_took_too_long_is_gone_and_cleared_away(database: Database) -> None:
    pending = PendingSignIns(database)
    for state in ("a" * 64, "b" * 64):
        pending.add(state, PENDING)
    with database.deciding(write=True) as session:
        now = session.scalars(select(PendingSignInRow.expires_at)).first()
        assert now is not None
        session.execute(update(PendingSignInRow).values(expires_at=now.replace(year=2020)))
    assert pending.take("a" * 64) is None
    pending.add("c" * 64, PENDING)
    with database.deciding() as session:
        assert session.scalars(select(PendingSignInRow.state_hash)).all() == ["c" * 64]
    assert pending.take("c" * 64) == PENDING
