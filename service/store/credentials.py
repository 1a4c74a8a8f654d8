"""People as the door knows them: before anybody is signed in there is no scope to ask for."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.office.people import Credentials, Standing
from service.scope import Scope
from service.store.audit import changing
from service.store.database import Database
from service.store.person_rows import (
    changed,
    checked_login,
    create_row,
    known_login,
    memberships_of,
    tell,
)
from service.store.tables import PersonRow, UnitRow
from service.store.units import checked_name


class CredentialBook:
    """Finds whom a login, an id or a provider's subject stands for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create_from_provider(
        self, login: str, name: str, *, issuer: str, subject: str
    ) -> Credentials:
        """A person whom the operator's sign-in provider vouches for, without any role yet. Takes no
        scope: the provider's word stands for it. Raises BadInput, Conflict."""
        login, name = checked_login(login), checked_name(name, "姓名")
        with changing(self._database) as session:
            row = create_row(session, login, name, issuer=issuer, subject=subject)
            themselves = Scope(person=row.id, name=name)
            tell(session, themselves, row.id, "person.create", {"from": "provider"})
            return _credentials(row)

    def of_login(self, login: str) -> Credentials | None:
        """What to compare a password with."""
        wanted = select(PersonRow).where(PersonRow.login == known_login(login))
        with self._database.deciding() as session:
            row = session.scalar(wanted)
            return None if row is None else _credentials(row)

    def of_person(self, person: str) -> Credentials | None:
        """The same by the person's id."""
        with self._database.deciding() as session:
            row = session.get(PersonRow, person)
            return None if row is None else _credentials(row)

    def of_subject(self, issuer: str, subject: str) -> Credentials | None:
        """Whom a sign-in provider knows by that subject."""
        wanted = select(PersonRow).where(PersonRow.issuer == issuer, PersonRow.subject == subject)
        with self._database.deciding() as session:
            row = session.scalar(wanted)
            return None if row is None else _credentials(row)

    def standing(self, person: str) -> Standing | None:
        """What a person's scope is worked out from, all as of one moment; None for nobody."""
        with self._database.deciding() as session:
            row = session.get(PersonRow, person)
            if row is None:
                return None
            return Standing(
                name=row.name,
                disabled=row.disabled,
                memberships=tuple(memberships_of(session, person)),
                parents=_parents(session),
            )

    def tree(self) -> dict[str, str | None]:
        """Every unit's parent, for the one who works on this machine itself."""
        with self._database.deciding() as session:
            return _parents(session)

    def any(self) -> bool:
        """Whether there is anybody."""
        with self._database.deciding() as session:
            return session.scalar(select(PersonRow.id).limit(1)) is not None

    def bind(self, person: str, *, issuer: str, subject: str) -> bool:
        """Ties a person to a provider's subject, once and for all. False when it could not
        be done: a person who is tied to another subject stays so."""
        with changing(self._database) as session:
            row = session.get(PersonRow, person)
            if row is None or row.subject is not None:
                return False
            themselves = Scope(person=row.id, name=row.name)
            changed(session, themselves, row, "person.bind", issuer=issuer, subject=subject)
            return True

    def rehash(self, person: str, old: str, new: str) -> None:
        """Replaces the hash of an unchanged password by a stronger one of the same. Not an act of
        anybody's, hence neither a new version nor an audit entry."""
        with changing(self._database) as session:
            unchanged = (PersonRow.id == person, PersonRow.password_hash == old)
            session.execute(update(PersonRow).where(*unchanged).values(password_hash=new))


def _credentials(row: PersonRow) -> Credentials:
    return Credentials(
        person=row.id,
        login=row.login,
        name=row.name,
        password_hash=row.password_hash,
        disabled=row.disabled,
    )


def _parents(session: Session) -> dict[str, str | None]:
    rows = session.execute(select(UnitRow.id, UnitRow.parent_id))
    return {row.id: row.parent_id for row in rows}
