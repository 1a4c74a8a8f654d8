"""A person's rows: what every act on people is made of. The caller has checked who may."""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from service.errors import BadInput, Conflict
from service.ids import new_id
from service.office.people import KeyScope, Membership, Person
from service.scope import Scope
from service.store.audit import AuditLog, Detail
from service.store.tables import MembershipRow, PersonRow

_LONGEST_LOGIN = 100


def plain_login(login: str) -> str:
    """A login as it is kept and compared: full- and half-width, large and small letters alike."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def known_login(login: str) -> str:
    """A login as it may be asked for: "", which nobody has, for one that cannot be anybody's."""
    plain = plain_login(login)
    fit = all(sign.isalnum() or sign in "._-@+" for sign in plain)
    return plain if fit and len(plain) <= _LONGEST_LOGIN else ""


def checked_login(login: str) -> str:
    """A login fit to be kept. Raises BadInput."""
    plain = known_login(login)
    if not plain:
        raise BadInput(f"登录名只能用文字、数字和 . _ - @ +，最长{_LONGEST_LOGIN}个字符")
    return plain


def unit_of(session: Session, person: str) -> str | None:
    """The one unit that a person serves, so that its administrators see the act in the audit; None
    for a person of several units or of the house."""
    units = {membership.unit for membership in memberships_of(session, person)}
    return units.pop() if len(units) == 1 else None


def in_reach(scope: Scope, unit: str | None) -> bool:
    """Whether ``scope`` administers the unit, or, for None, the whole house."""
    return scope.house or (unit is not None and unit in scope.administers)


def told(roles: Iterable[Membership]) -> list[str]:
    """Roles as the audit names them: ``role@unit``, sorted."""
    return sorted(f"{role.role}@{role.unit or ''}" for role in roles)


def create_row(
    session: Session,
    login: str,
    name: str,
    *,
    password_hash: str | None = None,
    issuer: str | None = None,
    subject: str | None = None,
) -> PersonRow:
    """A new person's row, flushed. Raises Conflict for a login that is taken."""
    if session.scalar(select(PersonRow.id).where(PersonRow.login == login)) is not None:
        raise Conflict(f"登录名“{login}”已有人使用，请换一个")
    row = PersonRow(
        id=new_id(),
        login=login,
        name=name,
        password_hash=password_hash,
        issuer=issuer,
        subject=subject,
        disabled=False,
        created_at=datetime.now(UTC),
        version=1,
    )
    session.add(row)
    session.flush()
    return row


def give(session: Session, person: str, roles: Iterable[Membership]) -> None:
    """Adds roles that the person does not have yet."""
    for role in roles:
        session.add(MembershipRow(id=new_id(), person_id=person, unit_id=role.unit, role=role.role))
    session.flush()


def take(session: Session, person: str, roles: Iterable[Membership]) -> None:
    """Removes roles."""
    for role in roles:
        unit = MembershipRow.unit_id
        here = unit.is_(None) if role.unit is None else unit == role.unit
        given = (MembershipRow.person_id == person, MembershipRow.role == role.role, here)
        session.execute(delete(MembershipRow).where(*given))


def changed(
    session: Session, scope: Scope, row: PersonRow, action: str, **fields: str | bool
) -> Person:
    """Writes the fields and the audit entry of one act on a person."""
    write_fields(session, row, **fields)
    tell(session, scope, row.id, action, {"fields": list(fields)})
    return person_value(session, row, scope)


def write_fields(session: Session, row: PersonRow, **fields: str | bool) -> None:
    """Writes the fields. Nobody comes in between: ``changing`` lets one in at a time."""
    values = {**fields, "version": row.version + 1}
    session.execute(update(PersonRow).where(PersonRow.id == row.id).values(values))
    session.refresh(row)


def tell(session: Session, scope: Scope, person: str, action: str, detail: Detail) -> None:
    """The audit entry of an act on a person."""
    unit = unit_of(session, person)
    AuditLog.add(session, scope, action=action, target=person, unit=unit, detail=detail)


def memberships_of(session: Session, person: str) -> list[Membership]:
    """A person's roles, by unit."""
    wanted = select(MembershipRow).where(MembershipRow.person_id == person)
    held = [Membership(unit=row.unit_id, role=row.role) for row in session.scalars(wanted)]
    return sorted(held, key=lambda membership: (membership.unit or "", membership.role))


def _keyed(scope: Scope, row: PersonRow, role: Membership) -> bool:
    return row.id == scope.person and role.unit in scope.known


def person_value(session: Session, row: PersonRow, scope: Scope) -> Person:
    """The person as ``scope`` sees them: their roles in its reach; themselves all of them, but by
    a key those in the key's unit."""
    held = memberships_of(session, row.id)
    whole = row.id == scope.person and not isinstance(scope, KeyScope)
    shown = [m for m in held if whole or in_reach(scope, m.unit) or _keyed(scope, row, m)]
    return Person(
        id=row.id,
        login=row.login,
        name=row.name,
        memberships=tuple(shown),
        has_password=row.password_hash is not None,
        disabled=row.disabled,
        created_at=row.created_at,
        version=row.version,
    )
