"""Holds every statement to the acting person's scope, whatever the repository wrote.

A repository that forgets a unit finds nothing of others all the same: the criterion is added to
each SELECT, UPDATE and DELETE that touches an owned table, and a row that is to be written for a
unit out of reach stops the transaction.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, event, or_
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction, with_loader_criteria

from service.errors import OutOfScope
from service.scope import Scope
from service.store.tables.ownership import Inherited, Submitted, UnitOwned

_REACH = "reach"


class Reach(NamedTuple):
    """The unit ids a session may touch, by whose a table is."""

    owned: tuple[str, ...] = ()
    submitted: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """Units whose inherited things may be written: not those of superiors."""
    shared: bool = False
    """Whether what belongs to no unit may be written."""


NOTHING = Reach()


def reach_of(scope: Scope) -> Reach:
    """What a scope may touch."""
    return Reach(
        owned=tuple(sorted(scope.writes)),
        submitted=tuple(sorted(scope.writes | scope.reviews)),
        inherited=tuple(sorted(scope.writes | scope.above | scope.administers)),
        kept=tuple(sorted(scope.writes | scope.administers)),
        shared=scope.house,
    )


class GuardedSession(Session):
    """A session under a reach. Without one it can do nothing: both listeners ask for it."""

    def __init__(self, connection: Connection, reach: Reach) -> None:
        super().__init__(connection, expire_on_commit=False)
        self.info[_REACH] = reach


def _narrow(state: ORMExecuteState) -> None:
    reach: Reach = state.session.info[_REACH]
    if state.is_insert:
        _check_insert(state, reach)
    elif state.is_select or state.is_update or state.is_delete:
        state.statement = state.statement.options(*_criteria(reach))


@lru_cache(maxsize=1024)
def _criteria(reach: Reach) -> tuple[Any, ...]:
    """The options that narrow a statement; kept, since the same people ask again and again."""
    owned, submitted, inherited = reach.owned, reach.submitted, reach.inherited
    return (
        with_loader_criteria(UnitOwned, lambda row: row.unit_id.in_(owned), include_aliases=True),
        with_loader_criteria(
            Submitted, lambda row: row.unit_id.in_(submitted), include_aliases=True
        ),
        with_loader_criteria(
            Inherited,
            lambda row: or_(row.unit_id.is_(None), row.unit_id.in_(inherited)),
            include_aliases=True,
        ),
    )


def _check_insert(state: ORMExecuteState, reach: Reach) -> None:
    mapper = state.bind_mapper
    if mapper is None or not _owned(mapper):
        return
    given = state.parameters
    rows: Iterable[Mapping[str, Any]] = [given] if isinstance(given, Mapping) else given or ()
    units = [row.get("unit_id") for row in rows]
    if not units or not all(_writable(mapper.class_, unit, reach) for unit in units):
        raise OutOfScope(f"an insert into {mapper.local_table} left its scope")


def _check(session: Session, _: UOWTransaction, __: object) -> None:
    reach: Reach = session.info[_REACH]
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, UnitOwned | Submitted | Inherited) and not _writable(
            type(row), row.unit_id, reach
        ):
            raise OutOfScope(f"a row of {type(row).__name__} left its scope")


def _owned(mapper: Mapper[Any]) -> bool:
    return issubclass(mapper.class_, UnitOwned | Submitted | Inherited)


def _writable(row: type, unit: str | None, reach: Reach) -> bool:
    if unit is None:
        return reach.shared and issubclass(row, Inherited)
    if issubclass(row, Submitted):
        return unit in reach.submitted
    return unit in (reach.kept if issubclass(row, Inherited) else reach.owned)


# Once for the class: to register them anew for each session cost more than the session itself.
event.listen(GuardedSession, "do_orm_execute", _narrow)
event.listen(GuardedSession, "before_flush", _check)
