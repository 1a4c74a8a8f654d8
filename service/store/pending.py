"""OIDC sign-ins that went to the provider and have not come back."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete

from service.office.people import PendingSignIn
from service.store.database import Database
from service.store.tables import PendingSignInRow

_PATIENCE = timedelta(minutes=10)


class PendingSignIns:
    """Keeps what a sign-in under way has to prove. Nobody has a scope yet."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, state_hash: str, pending: PendingSignIn) -> None:
        """Keeps one for ten minutes, and clears away the older ones."""
        now = datetime.now(UTC)
        with self._database.deciding(write=True) as session:
            session.execute(delete(PendingSignInRow).where(PendingSignInRow.expires_at < now))
            row = PendingSignInRow(
                state_hash=state_hash,
                nonce=pending.nonce,
                verifier=pending.verifier,
                goes_to=pending.goes_to,
                expires_at=now + _PATIENCE,
            )
            session.add(row)

    def take(self, state_hash: str) -> PendingSignIn | None:
        """The one with that state, given out once and to one asker only; None if it is gone."""
        with self._database.deciding(write=True) as session:
            taken = session.execute(
                delete(PendingSignInRow)
                .where(PendingSignInRow.state_hash == state_hash)
                .returning(
                    PendingSignInRow.nonce,
                    PendingSignInRow.verifier,
                    PendingSignInRow.goes_to,
                    PendingSignInRow.expires_at,
                )
            ).first()
        if taken is None or taken.expires_at <= datetime.now(UTC):
            return None
        return PendingSignIn(nonce=taken.nonce, verifier=taken.verifier, goes_to=taken.goes_to)
