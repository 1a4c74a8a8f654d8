"""What units change in the rules, and under which names their rule folders are theirs."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import Forbidden, NotFound, StaleWrite
from service.ids import new_id
from service.office.rules import UnitRules
from service.scope import Scope
from service.store.acting import author, kept_text, now, permit
from service.store.audit import AuditLog
from service.store.database import Database
from service.store.tables import FormerNameRow, UnitRow, UnitRulesRow

LONGEST = 100_000
"""Characters of an overlay."""


class UnitRuleBook:
    """Keeps one overlay a unit. That it is one at all is for the caller to see to first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, scope: Scope, unit: str) -> UnitRules:
        """The unit's overlay, an empty one where none was kept: for who works there or looks after
        it. Raises NotFound, Forbidden."""
        _refuse_foreign(scope, unit)
        with self._database.reading(scope) as session:
            row = _row(session, unit)
            return UnitRules(unit=unit) if row is None else _kept(row, unit)

    def put(self, scope: Scope, unit: str, body: str, *, version: int) -> UnitRules:
        """Keeps an overlay in the place of the one at ``version``; for the unit's administrators.

        Raises NotFound, Forbidden, BadInput, StaleWrite with both texts.
        """
        permit(scope, "administer")
        _refuse_foreign(scope, unit)
        if unit not in scope.administers:
            raise Forbidden("规则配置由本单位的管理员维护")
        kept_text(body, "规则配置", LONGEST)
        with self._database.writing(scope) as session:
            # Those who change one unit's rules come one after another, also the first two.
            session.scalar(select(UnitRow.id).where(UnitRow.id == unit).with_for_update())
            row = _row(session, unit)
            stands = row.version if row else 0
            if stands != version:
                raise StaleWrite(
                    "规则配置已被别人改过，请看过再保存",
                    current=row.body if row else "",
                    version=stands,
                    yours=body,
                )
            if row is None:
                row = UnitRulesRow(id=new_id(), unit_id=unit, version=0)
                session.add(row)
            row.body, row.version = body, row.version + 1
            row.updated_by, row.updated_at = author(scope), now()
            AuditLog.add(
                session,
                scope,
                action="rules.changed",
                target=unit,
                unit=unit,
                detail={"version": row.version},
            )
            return _kept(row, unit)

    def folders(self, scope: Scope, unit: str) -> frozenset[str]:
        """The names of the rule folders that are the unit's: its id, the names it bore first, and
        the one it bears unless that was another's first. Raises as ``get``."""
        _refuse_foreign(scope, unit)
        with self._database.deciding() as session:
            name = session.scalar(select(UnitRow.name).where(UnitRow.id == unit))
            borne = select(FormerNameRow.name).where(FormerNameRow.unit_id == unit)
            found = {unit, *session.scalars(borne)}
            if name is not None and session.get(FormerNameRow, name) is None:
                found.add(name)
            return frozenset(found)


def _row(session: Session, unit: str) -> UnitRulesRow | None:
    return session.scalar(select(UnitRulesRow).where(UnitRulesRow.unit_id == unit))


def _refuse_foreign(scope: Scope, unit: str) -> None:
    if unit in scope.writes | scope.administers:
        return
    if unit in scope.known | scope.above:
        raise Forbidden("规则配置只给本单位的人和它的管理员看")
    raise NotFound("没有这个单位，或您无权查看")


def _kept(row: UnitRulesRow, unit: str) -> UnitRules:
    return UnitRules(
        unit=unit,
        body=row.body,
        updated_by=row.updated_by,
        updated_at=row.updated_at,
        version=row.version,
    )
