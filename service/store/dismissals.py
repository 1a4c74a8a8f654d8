"""The dismissals of one unit."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from service.flags import Dismissal
from service.store.kept import KeptDismissal
from service.store.tables import DismissalRow


class Dismissals:
    """Reads and writes dismissals, each call for one unit only."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, unit: str) -> tuple[KeptDismissal, ...]:
        """The unit's dismissals in the order they were given."""
        wanted = select(DismissalRow).where(DismissalRow.unit == unit).order_by(DismissalRow.number)
        with Session(self._engine) as session:
            return tuple(_kept(row) for row in session.scalars(wanted))

    def add(self, unit: str, dismissal: Dismissal) -> KeptDismissal:
        """Keeps a dismissal as one of ``unit``. The same flag again takes the new reason."""
        with Session(self._engine) as session, session.begin():
            row = _same(session, unit, dismissal)
            if row is None:
                row = _row(unit, dismissal)
                session.add(row)
            else:
                row.reason, row.who = dismissal.reason, dismissal.who
                row.dismissed_at = _utc(dismissal.when)
            session.flush()
            return _kept(row)

    def add_all(self, unit: str, dismissals: Iterable[Dismissal]) -> int:
        """Keeps those that are not there yet, all or none, and says how many they were."""
        added = 0
        with Session(self._engine) as session, session.begin():
            for dismissal in dismissals:
                if _same(session, unit, dismissal) is None:
                    session.add(_row(unit, dismissal))
                    session.flush()
                    added += 1
        return added

    def remove(self, unit: str, number: int) -> KeptDismissal | None:
        """Takes a dismissal back; None when the unit has none of that number."""
        with Session(self._engine) as session, session.begin():
            row = session.scalar(
                select(DismissalRow).where(DismissalRow.unit == unit, DismissalRow.number == number)
            )
            if row is None:
                return None
            gone = _kept(row)
            session.execute(
                delete(DismissalRow).where(DismissalRow.unit == unit, DismissalRow.number == number)
            )
            return gone


def _same(session: Session, unit: str, dismissal: Dismissal) -> DismissalRow | None:
    """The row about the same flag: same rule, sentence and phrase."""
    return session.scalars(
        select(DismissalRow)
        .where(
            DismissalRow.unit == unit,
            DismissalRow.rule == dismissal.rule,
            DismissalRow.fingerprint == dismissal.fingerprint,
            DismissalRow.text == dismissal.text,
        )
        .order_by(DismissalRow.number)
    ).first()


def _row(unit: str, dismissal: Dismissal) -> DismissalRow:
    return DismissalRow(
        unit=unit,
        rule=dismissal.rule,
        fingerprint=dismissal.fingerprint,
        reason=dismissal.reason,
        who=dismissal.who,
        dismissed_at=_utc(dismissal.when),
        text=dismissal.text,
    )


def _kept(row: DismissalRow) -> KeptDismissal:
    return KeptDismissal(
        number=row.number,
        unit=row.unit,
        rule=row.rule,
        fingerprint=row.fingerprint,
        reason=row.reason,
        who=row.who,
        when=_utc(row.dismissed_at),
        text=row.text,
    )


def _utc(when: datetime) -> datetime:
    """SQLite keeps no time zone; what it gives back is the UTC that was put in."""
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
