"""Kinds of a unit's own (文种): they hold in the unit and below it, the house's everywhere."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import Conflict, Forbidden, NotFound, StaleWrite
from service.ids import new_id
from service.kind import Kind
from service.kinds import read_kind
from service.office.assignments import KeptKind
from service.scope import Scope
from service.store.acting import audited, author, kept_text, now, permit
from service.store.audit import AuditLog
from service.store.database import Database
from service.store.tables import AssignmentRow, KindRow, UnitRow

_LONGEST_KIND = 200_000


class Kinds:
    """Keeps kinds as the YAML they were given in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, scope: Scope) -> tuple[KeptKind, ...]:
        """Every kind kept that ``scope`` reaches, the house's too, by id."""
        with self._database.reading(scope) as session:
            rows = session.scalars(select(KindRow).order_by(KindRow.kind_id, KindRow.id))
            return tuple(map(_kept, rows))

    def get(self, scope: Scope, ident: str) -> KeptKind:
        """The kind kept under that id. Raises NotFound."""
        with self._database.reading(scope) as session:
            return _kept(_row(session, ident))

    def for_unit(self, scope: Scope, unit: str) -> dict[str, Kind]:
        """What holds in ``unit``, by the kinds' ids: its own before its superiors', the nearest
        first, and theirs before the house's. Raises NotFound for a unit out of reach."""
        if unit not in scope.writes | scope.administers:
            raise NotFound("没有这个单位")
        with self._database.deciding() as session:
            above = _upwards(_parents(session), unit)
        line = [None, *reversed(above)]
        # Whoever works in a unit works by its superiors' kinds; a job's scope names only the unit.
        wider = scope.model_copy(update={"above": scope.above | frozenset(above)})
        with self._database.reading(wider) as session:
            rows = list(session.scalars(select(KindRow)))
            held = {row.kind_id: row for holder in line for row in rows if row.unit_id == holder}
            return {ident: read_kind(row.body, ident) for ident, row in sorted(held.items())}

    def put(self, scope: Scope, unit: str | None, body: str, *, version: int = 0) -> KeptKind:
        """Keeps a kind for ``unit`` (None: for the house); ``version`` is 0 for a new one.

        Raises BadData naming what is wrong in the YAML, NotFound, Forbidden, StaleWrite with both
        texts.
        """
        kind = read_kind(kept_text(body, "文种文件", _LONGEST_KIND), "文种文件")
        kept_text(kind.id, "文种的 id", 100)
        _refuse_foreign(scope, unit)
        with self._database.writing(scope) as session:
            same = select(KindRow).where(KindRow.kind_id == kind.id, KindRow.unit_id == unit)
            row = session.scalar(same.with_for_update())
            stands = row.version if row else 0
            if stands != version:
                message = f"文种 {kind.id} 已被别人改过，请看过再保存"
                current = row.body if row else ""
                raise StaleWrite(message, current=current, version=stands, yours=body)
            if row is None:
                row = KindRow(id=new_id(), unit_id=unit, kind_id=kind.id, version=0)
                session.add(row)
            row.body, row.version = body, row.version + 1
            row.updated_by, row.updated_at = author(scope), now()
            _audit(session, scope, row, "kind.changed")
            return _kept(row)

    def remove(self, scope: Scope, ident: str, *, version: int) -> None:
        """Removes a kind that no assignment uses. Raises NotFound, Forbidden, StaleWrite, Conflict
        for one in use."""
        with self._database.writing(scope) as session:
            row = _row(session, ident)
            _refuse_foreign(scope, row.unit_id)
            if row.version != version:
                message = f"文种 {row.kind_id} 已被别人改过，请看过再删"
                raise StaleWrite(message, current=row.body, version=row.version, yours="")
            if self._used(session, scope, row):
                raise Conflict(f"文种 {row.kind_id} 已有编制任务在用，不能删除")
            session.delete(row)
            _audit(session, scope, row, "kind.removed")

    def _used(self, session: Session, scope: Scope, row: KindRow) -> bool:
        """Whether any unit where it holds has an assignment of that kind. Who looks after a kind
        need not reach those units' work, so one yes or no is asked for all of them."""
        units = _downwards(session, row.unit_id)
        asking = Scope(person=scope.person, writes=frozenset(units))
        used = select(AssignmentRow.id).where(
            AssignmentRow.kind_id == row.kind_id, AssignmentRow.unit_id.in_(units)
        )
        with self._database.reading(asking) as wider:
            return wider.scalar(used.limit(1)) is not None


def _row(session: Session, ident: str) -> KindRow:
    row = session.scalar(select(KindRow).where(KindRow.id == ident))
    if row is None:
        raise NotFound("没有这个文种")
    return row


def _refuse_foreign(scope: Scope, unit: str | None) -> None:
    """Raises for who may not keep kinds there: superiors' are read, not written."""
    if unit is None:
        permit(scope, "administer")
        if not scope.house:
            raise Forbidden("全系统的文种只有系统管理员可以改")
    elif unit in scope.administers:
        permit(scope, "administer")
    elif unit in scope.writes:
        permit(scope, "write")
    elif unit in scope.known | scope.above:
        raise Forbidden("这个单位的文种不由您维护")
    else:
        raise NotFound("没有这个单位")


def _parents(session: Session) -> dict[str, str | None]:
    return dict(iter(session.execute(select(UnitRow.id, UnitRow.parent_id))))


def _upwards(parents: Mapping[str, str | None], unit: str) -> list[str]:
    """The unit and those above it, the nearest first."""
    line = list[str]()
    at: str | None = unit
    while at is not None and at not in line:
        line.append(at)
        at = parents.get(at)
    return line


def _downwards(session: Session, unit: str | None) -> list[str]:
    """The unit and those below it; every unit for None."""
    parents = _parents(session)
    return [u for u in parents if unit is None or unit in _upwards(parents, u)]


def _audit(session: Session, scope: Scope, row: KindRow, action: str) -> None:
    AuditLog.add(
        session,
        scope,
        action=action,
        target=row.id,
        unit=row.unit_id,
        detail={"kind": audited(row.kind_id), "version": row.version},
    )


def _kept(row: KindRow) -> KeptKind:
    return KeptKind(
        id=row.id,
        unit=row.unit_id,
        kind=row.kind_id,
        body=row.body,
        updated_by=row.updated_by,
        updated_at=row.updated_at,
        version=row.version,
    )
