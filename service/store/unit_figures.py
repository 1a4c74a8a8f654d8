"""Figures of the units that somebody looks after: nothing of their content."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import func, select

from service.errors import Forbidden
from service.office.units import UnitFigure
from service.scope import Scope
from service.store.database import Database
from service.store.tables import MembershipRow, ModelCallRow, PersonRow


class UnitFigures:
    """Counts people and tokens, all units at once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, scope: Scope) -> tuple[UnitFigure, ...]:
        """One figure for each unit that ``scope`` administers, by id. Raises Forbidden for who
        administers nothing."""
        if not scope.may("administer") or not (scope.house or scope.administers):
            raise Forbidden("只有管理员可以查看各单位的人数和用量")
        people, tokens = self._people(scope), self._tokens(scope)
        return tuple(
            UnitFigure(unit=unit, people=people.get(unit, 0), tokens=tokens.get(unit, 0))
            for unit in sorted(scope.administers)
        )

    def _people(self, scope: Scope) -> Mapping[str | None, int]:
        count = func.count(MembershipRow.person_id.distinct())
        wanted = (
            select(MembershipRow.unit_id, count)
            .join(PersonRow, PersonRow.id == MembershipRow.person_id)
            .where(MembershipRow.unit_id.in_(scope.administers), PersonRow.disabled.is_(False))
            .group_by(MembershipRow.unit_id)
        )
        with self._database.deciding() as session:
            return dict(iter(session.execute(wanted)))

    def _tokens(self, scope: Scope) -> Mapping[str, int]:
        begin = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        spent = func.sum(ModelCallRow.prompt_tokens + ModelCallRow.completion_tokens)
        wanted = (
            select(ModelCallRow.unit_id, spent)
            .where(ModelCallRow.unit_id.in_(scope.administers), ModelCallRow.sent_at >= begin)
            .group_by(ModelCallRow.unit_id)
        )
        # Figures are no content: who looks after a unit sees its sums, and asks for nothing else.
        asking = Scope(person=scope.person, writes=scope.administers)
        with self._database.reading(asking) as session:
            return dict(iter(session.execute(wanted)))
