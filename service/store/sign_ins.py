"""Signed-in browsers, by the hash of their token."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, or_, update

from service.errors import Unauthenticated
from service.office.people import Credentials, KeptSignIn
from service.scope import Scope
from service.store.audit import changing
from service.store.database import Database
from service.store.person_rows import tell
from service.store.tables import PersonRow, SignInRow

_SEEN_EVERY = timedelta(minutes=1)


class SignIns:
    """Keeps sign-ins. Its methods are the door's own: they are what a scope is found by."""

    def __init__(self, database: Database, *, idle: timedelta) -> None:
        """``idle``: a sign-in that nobody uses for so long has ended."""
        self._database = database
        self._idle = idle

    def add(self, known: Credentials, token_hash: str, *, expires_at: datetime, how: str) -> None:
        """Signs a person in and clears away what has expired. ``how`` goes into the audit: password
        or provider. Raises Unauthenticated when the person is disabled, or the password that was
        proved is no longer theirs: who changes it at the same moment must not be outlived."""
        now = datetime.now(UTC)
        with changing(self._database) as session:
            person = session.get(PersonRow, known.person)
            if person is None or person.disabled or person.password_hash != known.password_hash:
                raise Unauthenticated("账号不存在或已停用，请与管理员联系")
            gone = or_(SignInRow.expires_at < now, SignInRow.seen_at < now - self._idle)
            session.execute(delete(SignInRow).where(gone))
            row = SignInRow(
                token_hash=token_hash,
                person_id=known.person,
                created_at=now,
                seen_at=now,
                expires_at=expires_at,
            )
            session.add(row)
            session.flush()
            themselves = Scope(person=known.person, name=known.name)
            tell(session, themselves, known.person, "sign_in.begin", {"how": how})

    def find(self, token_hash: str) -> KeptSignIn | None:
        """The sign-in of that token if it is still good; that it was used is written down at most
        once a minute."""
        now = datetime.now(UTC)
        with self._database.deciding() as session:
            row = session.get(SignInRow, token_hash)
            if row is None or row.expires_at <= now or row.seen_at + self._idle <= now:
                return None
            found = KeptSignIn(
                person=row.person_id,
                created_at=row.created_at,
                seen_at=row.seen_at,
                expires_at=row.expires_at,
            )
        if now - found.seen_at >= _SEEN_EVERY:
            with self._database.deciding(write=True) as session:
                seen = update(SignInRow).where(SignInRow.token_hash == token_hash)
                session.execute(seen.values(seen_at=now))
        return found

    def end(self, scope: Scope, token_hash: str) -> None:
        """Signs one browser of the person out."""
        with changing(self._database) as session:
            row = session.get(SignInRow, token_hash)
            if row is not None and row.person_id == scope.person:
                session.delete(row)
                session.flush()
                tell(session, scope, scope.person, "sign_in.end", {})

    def end_all(self, scope: Scope) -> None:
        """Signs every browser of the person out."""
        with changing(self._database) as session:
            session.execute(delete(SignInRow).where(SignInRow.person_id == scope.person))
            tell(session, scope, scope.person, "sign_in.end_all", {})
