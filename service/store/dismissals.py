"""The dismissals of one unit."""

from collections.abc import Iterable
from datetime import UTC

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from service.flags import Dismissal
from service.scope import Scope
from service.store.database import Database
from service.store.kept import KeptDismissal
from service.store.tables import DismissalRow, UnitRow


class Dismissals:
    """Reads and writes dismissals by unit id; the unit's name in a ``Dismissal`` is not asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, scope: Scope, unit: str) -> tuple[KeptDismissal, ...]:
        """The unit's dismissals in the order they were given."""
        with self._database.reading(scope) as session:
            wanted = _of(unit).order_by(DismissalRow.number)
            return tuple(_kept(*found) for found in session.execute(wanted))

    def add(self, scope: Scope, unit: str, dismissal: Dismissal) -> KeptDismissal:
        """Keeps a dismissal as one of ``unit``. The same flag again takes the new reason."""
        with self._database.writing(scope) as session:
            return add_dismissal(session, unit, dismissal)

    def add_all(self, scope: Scope, unit: str, dismissals: Iterable[Dismissal]) -> int:
        """Keeps those that are not there yet, all or none, and says how many they were."""
        added = 0
        with self._database.writing(scope) as session:
            for dismissal in dismissals:
                if _same(session, unit, dismissal) is None:
                    session.add(_row(unit, dismissal))
                    session.flush()
                    added += 1
        return added

    def remove(self, scope: Scope, unit: str, number: int) -> KeptDismissal | None:
        """Takes a dismissal back; None when the unit has none of that number."""
        with self._database.writing(scope) as session:
            found = session.execute(_of(unit).where(DismissalRow.number == number)).first()
            if found is None:
                return None
            session.execute(
                delete(DismissalRow).where(
                    DismissalRow.unit_id == unit, DismissalRow.number == number
                )
            )
            return _kept(*found)


def add_dismissal(session: Session, unit: str, dismissal: Dismissal) -> KeptDismissal:
    """As ``Dismissals.add``, inside a transaction that does more."""
    row = _same(session, unit, dismissal)
    if row is None:
        row = _row(unit, dismissal)
        session.add(row)
    else:
        row.reason, row.who = dismissal.reason, dismissal.who
        row.dismissed_at = dismissal.when.astimezone(UTC)
    session.flush()
    return _kept(*session.execute(_of(unit).where(DismissalRow.number == row.number)).one())


def _of(unit: str) -> Select[DismissalRow, str]:
    return (
        select(DismissalRow, UnitRow.name)
        .join(UnitRow, UnitRow.id == DismissalRow.unit_id)
        .where(DismissalRow.unit_id == unit)
    )


def _same(session: Session, unit: str, dismissal: Dismissal) -> DismissalRow | None:
    """The row about the same flag: same rule, sentence and phrase."""
    return session.scalars(
        select(DismissalRow)
        .where(
            DismissalRow.unit_id == unit,
            DismissalRow.rule == dismissal.rule,
            DismissalRow.fingerprint == dismissal.fingerprint,
            DismissalRow.text == dismissal.text,
        )
        .order_by(DismissalRow.number)
    ).first()


def _row(unit: str, dismissal: Dismissal) -> DismissalRow:
    return DismissalRow(
        unit_id=unit,
        rule=dismissal.rule,
        fingerprint=dismissal.fingerprint,
        reason=dismissal.reason,
        who=dismissal.who,
        dismissed_at=dismissal.when.astimezone(UTC),
        text=dismissal.text,
    )


def _kept(row: DismissalRow, unit: str) -> KeptDismissal:
    return KeptDismissal(
        number=row.number,
        unit=unit,
        rule=row.rule,
        fingerprint=row.fingerprint,
        reason=row.reason,
        who=row.who,
        when=row.dismissed_at,
        text=row.text,
    )
