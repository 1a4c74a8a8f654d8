"""Units: a tree that administrators look after."""

import unicodedata
from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.errors import BadInput, Conflict, Forbidden, NotFound, StaleWrite
from service.ids import new_id
from service.office.people import LOCAL
from service.office.units import Unit
from service.scope import Scope
from service.store.audit import AuditLog, changing
from service.store.database import Database
from service.store.tables import FormerNameRow, UnitRow

_LONGEST_NAME = 200
_LARGEST_BUDGET = 2**31 - 1
_ON_THIS_MACHINE = Scope(person=LOCAL, house=True)


class Units:
    """Reads and changes units. Who may know of a unit: ``Scope.known`` and ``Scope.above``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, scope: Scope) -> tuple[Unit, ...]:
        """Every unit that ``scope`` knows of, by name."""
        with self._database.deciding() as session:
            rows = session.scalars(select(UnitRow).order_by(UnitRow.name))
            return tuple(_unit(row) for row in rows if _knows(scope, row.id))

    def get(self, scope: Scope, unit: str) -> Unit:
        """One unit. Raises NotFound where ``scope`` knows of none such."""
        with self._database.deciding() as session:
            return _unit(_known(session, scope, unit))

    def below(self, scope: Scope, unit: str) -> tuple[Unit, ...]:
        """The known units strictly below one, every unit after the one above it."""
        with self._database.deciding() as session:
            _known(session, scope, unit)
            rows = session.scalars(select(UnitRow).order_by(UnitRow.name))
            units = [_unit(row) for row in rows]
        return tuple(found for found in _walk(units, unit) if _knows(scope, found.id))

    def create(
        self, scope: Scope, name: str, *, parent: str | None = None, token_budget: int | None = None
    ) -> Unit:
        """A new unit below ``parent``, or a root: those only the whole house's administrator makes.

        Raises BadInput, Conflict for a name that is taken, NotFound, Forbidden.
        """
        name, budget = checked_name(name), _checked_budget(token_budget)
        with changing(self._database) as session:
            _administers(session, scope, parent)
            _refuse_taken(session, name)
            return _created(session, scope, name, parent, budget)

    def rename(self, scope: Scope, unit: str, name: str, *, version: int) -> Unit:
        """Gives a unit another name. What is kept under the old one stays its own. Raises as
        ``create``; StaleWrite after another's change."""
        name = checked_name(name)
        with changing(self._database) as session:
            row = _administered(session, scope, unit)
            _refuse_stale(row, version, row.name, name)
            _refuse_taken(session, name, but=unit)
            if session.get(FormerNameRow, row.name) is None:
                former = FormerNameRow(name=row.name, unit_id=unit, until=datetime.now(UTC))
                session.add(former)
            return _changed(session, scope, row, name=name)

    def move(self, scope: Scope, unit: str, parent: str | None, *, version: int) -> Unit:
        """Puts a unit, and all below it, under another one (None: makes it a root).

        The person administers the unit, the place it leaves and the place it goes to. Raises
        Conflict when the new place is the unit itself or below it; else as ``rename``.
        """
        with changing(self._database) as session:
            row = _administered(session, scope, unit)
            _refuse_from_below(scope, row)
            _administers(session, scope, parent)
            _refuse_stale(row, version, row.parent_id or "", parent or "")
            if parent is not None and unit in _path(session, parent):
                raise Conflict(f"不能把“{row.name}”移到它自己或它的下级单位之下")
            return _changed(session, scope, row, parent_id=parent)

    def set_budget(self, scope: Scope, unit: str, budget: int | None, *, version: int) -> Unit:
        """Sets how many model tokens a unit may use in a month (None: any). Who administers only
        the unit itself may not: a limit that one lifts oneself is none. Raises as ``rename``."""
        budget = _checked_budget(budget)
        with changing(self._database) as session:
            row = _administered(session, scope, unit)
            _refuse_from_below(scope, row)
            _refuse_stale(row, version, _shown(row.token_budget), _shown(budget))
            return _changed(session, scope, row, token_budget=budget)

    def unit_named(self, name: str) -> Unit | None:
        """The unit with that name. For this machine's own use: it asks for nobody's scope."""
        if not name.isprintable():
            return None
        wanted = select(UnitRow).where(UnitRow.name == name.strip())
        with self._database.deciding() as session:
            row = session.scalar(wanted)
            return None if row is None else _unit(row)

    def ensure(self, name: str, *, who: str = "") -> Unit:
        """The unit with that name, made a root where there is none. For this machine's own use:
        its command line makes a unit by naming it. ``who`` goes into the audit."""
        found = self.unit_named(name)
        if found is not None:
            return found
        name, scope = checked_name(name), _ON_THIS_MACHINE.model_copy(update={"name": who})
        with changing(self._database) as session:
            row = session.scalar(select(UnitRow).where(UnitRow.name == name))
            return _created(session, scope, name, None, None) if row is None else _unit(row)


def checked_name(name: str, what: str = "单位名称") -> str:
    """A name of a unit or person, trimmed. Raises BadInput for an empty or unprintable one."""
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise BadInput(f"{what}要有1到{_LONGEST_NAME}个字，不能有换行等控制字符")
    return name


def an_id(given: str) -> str:
    """An id as somebody gave it; "", which nothing has, for one that cannot be any: PostgreSQL
    refuses a NUL with an error of its own."""
    return given if given.isascii() and given.isalnum() else ""


def _checked_budget(budget: int | None) -> int | None:
    if budget is not None and not 0 <= budget <= _LARGEST_BUDGET:
        raise BadInput(f"每月模型用量上限应在0到{_LARGEST_BUDGET}之间，不设上限请留空")
    return budget


def _knows(scope: Scope, unit: str) -> bool:
    return scope.house or unit in scope.known or unit in scope.above


def _walk(units: list[Unit], top: str) -> list[Unit]:
    found: list[Unit] = []
    for unit in (unit for unit in units if unit.parent == top):
        found += [unit, *_walk(units, unit.id)]
    return found


def _known(session: Session, scope: Scope, unit: str) -> UnitRow:
    row = session.get(UnitRow, an_id(unit)) if _knows(scope, unit) else None
    if row is None:
        raise NotFound("没有这个单位，或您无权查看")
    return row


def _administered(session: Session, scope: Scope, unit: str) -> UnitRow:
    """The unit, administered by ``scope``."""
    row = _known(session, scope, unit)
    if not scope.may("administer") or not (scope.house or unit in scope.administers):
        raise Forbidden(f"您不是“{row.name}”的管理员")
    return row


def _administers(session: Session, scope: Scope, place: str | None) -> None:
    """Refuses who does not administer the unit, or the whole house where ``place`` is None."""
    if place is not None:
        _administered(session, scope, place)
    elif not (scope.house and scope.may("administer")):
        raise Forbidden("只有全系统的管理员可以办理顶层单位")


def _refuse_from_below(scope: Scope, row: UnitRow) -> None:
    """Refuses who does not administer what is above a unit."""
    if not (scope.house or row.parent_id in scope.administers):
        raise Forbidden(f"“{row.name}”的这一项要由上级单位的管理员办理")


def _refuse_taken(session: Session, name: str, but: str = "") -> None:
    # Two names that look alike would be taken for each other by people, and by rules that go by
    # the unit's name.
    wanted = select(UnitRow.name).where(UnitRow.id != but)
    if _looks(name) in map(_looks, session.scalars(wanted)):
        raise Conflict(f"已有名为“{name}”的单位，请换一个名称")


def _looks(name: str) -> str:
    """A name as a reader tells it from others."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _refuse_stale(row: UnitRow, version: int, current: str, yours: str) -> None:
    if row.version != version:
        message = f"“{row.name}”刚被别人改过，请核对后再改"
        raise StaleWrite(message, current=current, version=row.version, yours=yours)


def _shown(budget: int | None) -> str:
    return "" if budget is None else str(budget)


def _path(session: Session, unit: str) -> list[str]:
    """A unit and every unit above it."""
    path: list[str] = []
    place: str | None = unit
    while place is not None:
        path.append(place)
        place = session.scalar(select(UnitRow.parent_id).where(UnitRow.id == place))
    return path


def _created(
    session: Session, scope: Scope, name: str, parent: str | None, budget: int | None
) -> Unit:
    row = UnitRow(
        id=new_id(),
        name=name,
        parent_id=parent,
        token_budget=budget,
        created_at=datetime.now(UTC),
        version=1,
    )
    session.add(row)
    session.flush()
    detail = {"parent": parent}
    AuditLog.add(session, scope, action="unit.create", target=row.id, unit=row.id, detail=detail)
    return _unit(row)


def _changed(session: Session, scope: Scope, row: UnitRow, **fields: str | int | None) -> Unit:
    """Writes the fields. Nobody comes in between: ``changing`` lets one in at a time."""
    changed = {**fields, "version": row.version + 1}
    session.execute(update(UnitRow).where(UnitRow.id == row.id).values(changed))
    session.refresh(row)
    detail = {"fields": list(fields)}
    AuditLog.add(session, scope, action="unit.change", target=row.id, unit=row.id, detail=detail)
    return _unit(row)


def _unit(row: UnitRow) -> Unit:
    return Unit(
        id=row.id,
        name=row.name,
        parent=row.parent_id,
        token_budget=row.token_budget,
        created_at=row.created_at,
        version=row.version,
    )
