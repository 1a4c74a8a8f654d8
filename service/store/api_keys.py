"""API keys: a program acts for one person in one unit. Only hashes of the keys are kept."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.errors import BadInput, Conflict, Forbidden, NotFound
from service.ids import new_id
from service.office.people import LOCAL, ApiKey, KeyOf, KeyScope
from service.scope import PERMISSIONS, Permission, Scope
from service.store.audit import AuditLog, changing
from service.store.database import Database
from service.store.tables import ApiKeyRow, PersonRow, UnitRow
from service.store.units import an_id, checked_name

_USED_EVERY = timedelta(minutes=1)
_NONE = "没有这把密钥，或您无权查看"


class ApiKeys:
    """Makes, lists and revokes keys; finds the one that a request shows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        scope: Scope,
        person: str,
        unit: str,
        name: str,
        *,
        permissions: Sequence[Permission],
        key_hash: str,
        prefix: str,
        expires_at: datetime | None = None,
    ) -> ApiKey:
        """A key by which a program acts for ``person`` in ``unit``. People make keys for themselves
        only; this machine's operator makes them for anybody.

        Raises Forbidden, NotFound for a unit the person does not know of, BadInput.
        """
        name, now = checked_name(name, "密钥名称"), datetime.now(UTC)
        asked = tuple(p for p in PERMISSIONS if p in permissions)
        _refuse_stranger(scope, person, unit, asked)
        if not asked:
            raise BadInput("请写明密钥可以做什么")
        if expires_at is not None and expires_at <= now:
            raise BadInput("密钥的到期时间应在将来")
        with changing(self._database) as session:
            _refuse_missing(session, person, unit)
            row = ApiKeyRow(
                id=new_id(),
                person_id=person,
                unit_id=unit,
                name=name,
                prefix=prefix,
                key_hash=key_hash,
                permissions=list(asked),
                created_at=now,
                expires_at=expires_at,
            )
            session.add(row)
            session.flush()
            detail = {"person": person, "permissions": list(asked)}
            AuditLog.add(session, scope, action="key.add", target=row.id, unit=unit, detail=detail)
            return _key(row)

    def of_person(self, scope: Scope, person: str) -> tuple[ApiKey, ...]:
        """A person's keys, the newest first: one's own, or those in units that one administers."""
        wanted = select(ApiKeyRow).where(ApiKeyRow.person_id == an_id(person))
        wanted = wanted.order_by(ApiKeyRow.created_at.desc(), ApiKeyRow.id.desc())
        with self._database.deciding() as session:
            return tuple(_key(row) for row in session.scalars(wanted) if _sees(scope, row))

    def all(
        self, scope: Scope, *, unit: str | None = None, after: str = "", limit: int = 100
    ) -> tuple[KeyOf, ...]:
        """The keys for units that ``scope`` administers, or for one of them, by id; ``after`` is
        the last id of the page before, ``limit`` at most 500. Raises Forbidden, NotFound."""
        if not scope.may("administer") or not (scope.house or scope.administers):
            raise Forbidden("只有管理员可以查看各人的密钥")
        if unit is not None and unit not in scope.administers:
            raise NotFound("没有这个单位，或您无权查看")
        wanted = (
            select(ApiKeyRow, PersonRow.name, PersonRow.login, PersonRow.disabled)
            .join(PersonRow, PersonRow.id == ApiKeyRow.person_id)
            .where(ApiKeyRow.unit_id.in_(scope.administers if unit is None else (unit,)))
            .where(ApiKeyRow.id > after)
            .order_by(ApiKeyRow.id)
            .limit(min(max(limit, 1), 500))
        )
        with self._database.deciding() as session:
            return tuple(
                KeyOf(key=_key(row), name=name, login=login, disabled=disabled)
                for row, name, login, disabled in session.execute(wanted)
            )

    def revoke(self, scope: Scope, key: str) -> ApiKey:
        """Ends a key for good, from the next request on. Raises NotFound, Conflict for an ended
        one."""
        with changing(self._database) as session:
            row = session.get(ApiKeyRow, an_id(key))
            if row is None or not _sees(scope, row):
                raise NotFound(_NONE)
            if row.revoked_at is not None:
                raise Conflict("这把密钥早已吊销")
            row.revoked_at = datetime.now(UTC)
            session.flush()
            detail = {"person": row.person_id}
            AuditLog.add(
                session, scope, action="key.revoke", target=key, unit=row.unit_id, detail=detail
            )
            return _key(row)

    def find(self, key_hash: str) -> ApiKey | None:
        """The key with that hash if it is still good; that it was used is written down at most
        once a minute. For the door only: the scope is found by it."""
        now = datetime.now(UTC)
        with self._database.deciding() as session:
            row = session.scalar(select(ApiKeyRow).where(ApiKeyRow.key_hash == key_hash))
            if row is None or row.revoked_at is not None:
                return None
            if row.expires_at is not None and row.expires_at <= now:
                return None
            found = _key(row)
        if found.used_at is None or now - found.used_at >= _USED_EVERY:
            with self._database.deciding(write=True) as session:
                used = update(ApiKeyRow).where(ApiKeyRow.id == found.id)
                session.execute(used.values(used_at=now))
        return found


def _refuse_stranger(
    scope: Scope, person: str, unit: str, permissions: Sequence[Permission]
) -> None:
    if scope.house and scope.person == LOCAL:
        return
    if person != scope.person:
        raise Forbidden("只能为自己办理密钥")
    if isinstance(scope, KeyScope):
        raise Forbidden("用密钥不能再办理密钥，请登录后办理")
    if unit not in scope.known:
        raise NotFound("没有这个单位，或您无权查看")
    if not scope.permissions.issuperset(permissions):
        raise Forbidden("密钥的权限不能超过您自己的")


def _refuse_missing(session: Session, person: str, unit: str) -> None:
    if session.get(PersonRow, an_id(person)) is None:
        raise NotFound("没有这个人员，或您无权查看")
    if session.get(UnitRow, an_id(unit)) is None:
        raise NotFound("没有这个单位，或您无权查看")


def _sees(scope: Scope, row: ApiKeyRow) -> bool:
    looks_after = scope.house or row.unit_id in scope.administers
    # A program sees its owner's keys of its own unit only.
    own = not isinstance(scope, KeyScope) or row.unit_id in scope.known
    return (own and row.person_id == scope.person) or (looks_after and scope.may("administer"))


def _key(row: ApiKeyRow) -> ApiKey:
    return ApiKey(
        id=row.id,
        person=row.person_id,
        unit=row.unit_id,
        name=row.name,
        prefix=row.prefix,
        permissions=tuple(p for p in PERMISSIONS if p in row.permissions),
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )
