"""People and their roles, as far as the acting administrator reaches."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.orm import Session

from service.errors import BadInput, Conflict, Forbidden, NotFound, StaleWrite
from service.office.people import Membership, Person
from service.scope import Scope
from service.store.audit import AuditLog, changing
from service.store.database import Database
from service.store.person_rows import (
    changed,
    checked_login,
    create_row,
    give,
    in_reach,
    known_login,
    memberships_of,
    person_value,
    take,
    tell,
    told,
    write_fields,
)
from service.store.tables import MembershipRow, PersonRow, SignInRow, UnitRow
from service.store.units import an_id, checked_name

_HOUSE = Membership(unit=None, role="administrator")


class People:
    """Reads and changes people. An administrator of units sees the people of those units, with
    their roles there; one of the whole house sees all."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(
        self, scope: Scope, *, unit: str | None = None, after: str = "", limit: int = 100
    ) -> tuple[Person, ...]:
        """The people in reach by login, those of one unit if given; ``after`` is the last login of
        the page before, ``limit`` at most 500. Raises Forbidden for who administers nothing."""
        _refuse_unless_administrator(scope)
        wanted = select(PersonRow).where(PersonRow.login > known_login(after))
        if not scope.house:
            wanted = wanted.where(_serves(MembershipRow.unit_id.in_(scope.administers)))
        if unit is not None:
            _refuse_unit_out_of_reach(scope, unit)
            wanted = wanted.where(_serves(MembershipRow.unit_id == unit))
        wanted = wanted.order_by(PersonRow.login).limit(min(max(limit, 1), 500))
        with self._database.deciding() as session:
            return tuple(person_value(session, row, scope) for row in session.scalars(wanted).all())

    def get(self, scope: Scope, person: str) -> Person:
        """One person in reach, or the acting one. Raises NotFound."""
        with self._database.deciding() as session:
            return person_value(session, _reached(session, scope, person), scope)

    def with_login(self, scope: Scope, login: str) -> Person:
        """The person in reach with that login. Raises NotFound."""
        with self._database.deciding() as session:
            wanted = select(PersonRow.id).where(PersonRow.login == known_login(login))
            found = session.scalar(wanted) or ""
            return person_value(session, _reached(session, scope, found), scope)

    def heads_of(self, scope: Scope, unit: str) -> tuple[str, ...]:
        """The names of those who may send a unit's papers up, for who works there. Raises
        NotFound."""
        if unit not in scope.writes:
            raise NotFound("没有这个单位，或您不在其中工作")
        wanted = (
            select(PersonRow.name)
            .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
            .where(
                MembershipRow.unit_id == unit,
                MembershipRow.role == "head",
                PersonRow.disabled.is_(False),
            )
            .order_by(PersonRow.login)
        )
        with self._database.deciding() as session:
            return tuple(dict.fromkeys(session.scalars(wanted)))

    def names_in(self, unit: str) -> tuple[str, ...]:
        """The names of those with a role in a unit. For this machine's own use, to keep them from
        a model outside: it asks for nobody's scope."""
        wanted = (
            select(PersonRow.name)
            .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
            .where(MembershipRow.unit_id == unit)
            .order_by(PersonRow.login)
        )
        with self._database.deciding() as session:
            return tuple(dict.fromkeys(session.scalars(wanted)))

    def create(
        self,
        scope: Scope,
        login: str,
        name: str,
        *,
        memberships: Iterable[Membership] = (),
        password_hash: str | None = None,
    ) -> Person:
        """A new person with roles in units that ``scope`` administers; without any only by the
        whole house's administrator.

        Raises BadInput, Conflict for a login that is taken, NotFound for a unit, Forbidden.
        """
        login, name, roles = checked_login(login), checked_name(name, "姓名"), set(memberships)
        with changing(self._database) as session:
            _refuse_unless_administrator(scope)
            if not (roles or scope.house):
                raise BadInput("请写明此人在哪个单位担任什么角色")
            row = create_row(session, login, name, password_hash=password_hash)
            _refuse_roles(session, scope, roles)
            give(session, row.id, roles)
            tell(session, scope, row.id, "person.create", {"roles": told(roles)})
            return person_value(session, row, scope)

    def rename(self, scope: Scope, person: str, name: str, *, version: int) -> Person:
        """Sets the name that others see. Raises NotFound, Forbidden, BadInput, StaleWrite."""
        name = checked_name(name, "姓名")
        with changing(self._database) as session:
            row = _wholly_reached(session, scope, person)
            _refuse_stale(row, version, row.name, name)
            return changed(session, scope, row, "person.rename", name=name)

    def change_roles(
        self, scope: Scope, person: str, memberships: Iterable[Membership], *, version: int
    ) -> Person:
        """Replaces the roles in units that ``scope`` administers; roles elsewhere stay.

        Raises NotFound, Forbidden, StaleWrite; Conflict for the last administrator of the house.
        """
        wanted = set(memberships)
        with changing(self._database) as session:
            _refuse_unless_administrator(scope)
            row = _reached(session, scope, person)
            had = {m for m in memberships_of(session, person) if in_reach(scope, m.unit)}
            _refuse_stale(row, version, ", ".join(told(had)), ", ".join(told(wanted)))
            _refuse_roles(session, scope, wanted)
            if _HOUSE in had - wanted:
                _refuse_last_administrator(session, person)
            if had != wanted:
                take(session, person, had - wanted)
                give(session, person, wanted - had)
                write_fields(session, row)
                _tell_roles(session, scope, person, had, wanted)
            return person_value(session, row, scope)

    def disable(self, scope: Scope, person: str, *, version: int) -> Person:
        """From now on the person cannot sign in, is signed out, and their keys do nothing. Raises
        as ``change_roles``; Forbidden for who administers only some of the person's units."""
        with changing(self._database) as session:
            row = _wholly_reached(session, scope, person)
            _refuse_stale(row, version, _state(row.disabled), _state(disabled=True))
            if _HOUSE in memberships_of(session, person):
                _refuse_last_administrator(session, person)
            session.execute(delete(SignInRow).where(SignInRow.person_id == person))
            return changed(session, scope, row, "person.disable", disabled=True)

    def enable(self, scope: Scope, person: str, *, version: int) -> Person:
        """Lets a disabled person sign in again. Raises as ``disable``."""
        with changing(self._database) as session:
            row = _wholly_reached(session, scope, person)
            _refuse_stale(row, version, _state(row.disabled), _state(disabled=False))
            return changed(session, scope, row, "person.enable", disabled=False)

    def set_password(
        self, scope: Scope, person: str, password_hash: str, *, version: int
    ) -> Person:
        """An administrator gives a new password: the person is signed out everywhere. Raises as
        ``disable``."""
        with changing(self._database) as session:
            row = _wholly_reached(session, scope, person)
            _refuse_stale(row, version, "", "")
            session.execute(delete(SignInRow).where(SignInRow.person_id == person))
            return changed(session, scope, row, "person.password", password_hash=password_hash)

    def change_own_password(self, scope: Scope, password_hash: str, *, keep: str = "") -> None:
        """The acting person's new password. Every sign-in ends but the one whose token has the
        hash ``keep``."""
        with changing(self._database) as session:
            row = _reached(session, scope, scope.person)
            others = delete(SignInRow).where(
                SignInRow.person_id == row.id, SignInRow.token_hash != keep
            )
            session.execute(others)
            changed(session, scope, row, "person.own_password", password_hash=password_hash)


def _refuse_unit_out_of_reach(scope: Scope, unit: str) -> None:
    if not in_reach(scope, unit) or not an_id(unit):
        raise NotFound("没有这个单位，或您无权查看")


def _serves(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(MembershipRow.person_id == PersonRow.id, condition)


def _refuse_unless_administrator(scope: Scope) -> None:
    if not scope.may("administer") or not (scope.house or scope.administers):
        raise Forbidden("只有管理员可以办理人员事项")


def _reached(session: Session, scope: Scope, person: str) -> PersonRow:
    """The person, who has a role within reach, or is the acting one."""
    row = session.get(PersonRow, an_id(person))
    if row is not None and (scope.house or person == scope.person):
        return row
    if row is None or not any(in_reach(scope, m.unit) for m in memberships_of(session, person)):
        raise NotFound("没有这个人员，或您无权查看")
    return row


def _wholly_reached(session: Session, scope: Scope, person: str) -> PersonRow:
    """The person, all of whose roles are within reach: else the administrator of one unit could
    take over an account that counts for more elsewhere."""
    _refuse_unless_administrator(scope)
    row = _reached(session, scope, person)
    held = memberships_of(session, person)
    if not scope.house and not (held and all(in_reach(scope, m.unit) for m in held)):
        raise Forbidden("此人还在您管理范围以外任职，请由上级管理员办理")
    return row


def _refuse_roles(session: Session, scope: Scope, roles: set[Membership]) -> None:
    for role in roles:
        if role.unit is None and role.role != "administrator":
            raise BadInput("除全系统的管理员外，角色都要写明单位")
        if not in_reach(scope, role.unit):
            raise Forbidden("只能办理您管理的单位内的角色")
        if role.unit is not None and session.get(UnitRow, an_id(role.unit)) is None:
            raise NotFound("没有这个单位，或您无权查看")


def _tell_roles(
    session: Session, scope: Scope, person: str, had: set[Membership], has: set[Membership]
) -> None:
    """One audit entry a unit, so that each unit's administrators see their own."""
    for unit in sorted({role.unit for role in had ^ has}, key=lambda unit: unit or ""):
        detail = {
            "added": told(role for role in has - had if role.unit == unit),
            "removed": told(role for role in had - has if role.unit == unit),
        }
        AuditLog.add(session, scope, action="person.roles", target=person, unit=unit, detail=detail)


def _refuse_last_administrator(session: Session, person: str) -> None:
    another = select(PersonRow.id).where(
        PersonRow.id != person,
        PersonRow.disabled.is_(False),
        _serves(MembershipRow.unit_id.is_(None)),
    )
    if session.scalar(another.limit(1)) is None:
        raise Conflict("这是最后一位全系统的管理员，请先另设一位再办理")


def _refuse_stale(row: PersonRow, version: int, current: str, yours: str) -> None:
    if row.version != version:
        message = f"“{row.name}”的资料刚被别人改过，请核对后再改"
        raise StaleWrite(message, current=current, version=row.version, yours=yours)


def _state(disabled: bool) -> str:
    return "停用" if disabled else "启用"
