"""Failed sign-ins, counted in the database: every API process sees those of the others."""

import hashlib
import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from service.errors import TooOften
from service.scope import Scope
from service.store.audit import AuditLog
from service.store.database import Database
from service.store.tables import AttemptRow
from service.value import Value

_AT_ONCE = 500


class Patience(Value):
    """How many failures within ``window_s`` go unpunished, and how the wait after each further one
    grows: it doubles from ``first_wait_s`` to ``longest_wait_s`` seconds."""

    free: int
    first_wait_s: int
    longest_wait_s: int
    window_s: int

    def wait_s(self, failures: int) -> int:
        """How long after the last of ``failures`` the next attempt may come, in seconds."""
        beyond = failures - self.free
        if beyond < 0:
            return 0
        return min(self.first_wait_s << min(beyond, 20), self.longest_wait_s)


class Subject(Value):
    """What attempts are counted by: ``name`` is kept as a hash, for people type passwords into the
    wrong field. ``shown`` is what the audit says of it: an id or an address."""

    name: str
    patience: Patience
    shown: str

    @property
    def key(self) -> str:
        """What stands in the table."""
        return hashlib.sha256(self.name.encode("utf-8", "surrogatepass")).hexdigest()


class Attempts:
    """Counts attempts that have not succeeded."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, subjects: Sequence[Subject]) -> tuple[int, ...]:
        """Counts an attempt as failed *before* anything is compared, so that attempts made at the
        same moment do not all pass. Gives the numbers under which it was counted.

        Raises TooOften, without counting, while any of the subjects has to wait.
        """
        now = datetime.now(UTC)
        with self._database.deciding(write=True) as session:
            for subject in sorted(subjects, key=lambda subject: subject.key):
                _lock(session, subject.key)
            _forget(session, subjects, now)
            failures = [_Failures.of(session, subject) for subject in subjects]
            wait = max(each.wait_s(now) for each in failures)
            if wait <= 0:
                rows = [AttemptRow(subject=subject.key, at=now) for subject in subjects]
                session.add_all(rows)
                session.flush()
                for each in failures:
                    each.tell(session)
                return tuple(row.id for row in rows)
        wait_s = math.ceil(wait)
        raise TooOften(f"尝试次数过多，请{_told(wait_s)}后再试", wait_s=wait_s)

    def succeeded(self, numbers: Sequence[int], cleared: Subject) -> None:
        """Takes the attempt itself back, and every earlier failure of ``cleared``. Those counted
        by address stay: whoever has one account could else try others without end."""
        with self._database.deciding(write=True) as session:
            session.execute(delete(AttemptRow).where(AttemptRow.id.in_(numbers)))
            session.execute(delete(AttemptRow).where(AttemptRow.subject == cleared.key))


def _lock(session: Session, key: str) -> None:
    # On SQLite BEGIN IMMEDIATE already keeps others out.
    if session.get_bind().dialect.name == "postgresql":
        number = int(key[:15], 16)
        session.execute(select(func.pg_advisory_xact_lock(number)))


def _forget(session: Session, subjects: Sequence[Subject], now: datetime) -> None:
    """Clears away what counts no longer: of these subjects, and what is old by any measure."""
    longest = timedelta(seconds=max(subject.patience.window_s for subject in subjects))
    # Skipping what another process clears away at this moment: nobody waits, nobody is deadlocked.
    old = select(AttemptRow.id).where(AttemptRow.at < now - longest)
    found = session.scalars(old.with_for_update(skip_locked=True)).all()
    if found:
        session.execute(delete(AttemptRow).where(AttemptRow.id.in_(found[:_AT_ONCE])))
    for subject in subjects:
        before = now - timedelta(seconds=subject.patience.window_s)
        gone = (AttemptRow.subject == subject.key, AttemptRow.at < before)
        session.execute(delete(AttemptRow).where(*gone))


class _Failures(NamedTuple):
    """How often a subject has failed, and when last."""

    subject: Subject
    failed: int
    last: datetime | None

    @classmethod
    def of(cls, session: Session, subject: Subject) -> "_Failures":
        counted = select(func.count(), func.max(AttemptRow.at))
        found = session.execute(counted.where(AttemptRow.subject == subject.key)).one()
        return cls(subject, found[0], found[1])

    def wait_s(self, now: datetime) -> float:
        if self.last is None:
            return 0.0
        until = self.last + timedelta(seconds=self.subject.patience.wait_s(self.failed))
        return (until - now).total_seconds()

    def tell(self, session: Session) -> None:
        """That somebody goes on trying goes into the audit; the waits keep those entries few."""
        if self.failed >= self.subject.patience.free:
            AuditLog.add(
                session,
                Scope(person="", name="（未登录）"),
                action="sign_in.many_failures",
                target=self.subject.shown,
                detail={"failures": self.failed},
            )


def _told(seconds: int) -> str:
    return f"{seconds}秒" if seconds < 60 else f"{math.ceil(seconds / 60)}分钟"
