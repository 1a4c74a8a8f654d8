"""The audit log: who did what, each entry chained to the one before by SHA-256.

The chain shows that an entry was changed, dropped, moved or slipped in. That its end was cut off,
or that it was written anew as a whole, shows only against a head written down elsewhere.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from service.errors import Forbidden
from service.office.audit import AuditCheck, AuditEntry
from service.scope import Scope
from service.store.database import Database
from service.store.tables import AuditRow

FIRST = "0" * 64
"""What the first entry names as the digest before it."""

Detail = Mapping[str, str | int | bool | Iterable[str] | None]
"""Ids, counts and field names; a text of anybody's is refused."""

# Any number, but the same in every process.
_LOCK = 0x61756469
_PAGE = 500
_PLAIN = re.compile(r"[A-Za-z0-9_.:/@+-]{0,100}")
_ACTION = re.compile(r"[a-z_]+(\.[a-z_]+)*")


def lock(session: Session) -> None:
    """Lets only one transaction at a time go on from here until its end. On SQLite the writer's
    BEGIN IMMEDIATE has done that already."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))


@contextmanager
def changing(database: Database) -> Iterator[Session]:
    """One transaction that changes units, people or keys: one at a time, so that what a rule
    looks at (the tree has no cycle, an administrator remains) still holds at the end."""
    with database.deciding(write=True) as session:
        lock(session)
        yield session


class AuditLog:
    """Adds to the chain, reads it, verifies it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @staticmethod
    def add(
        session: Session,
        scope: Scope,
        *,
        action: str,
        target: str,
        unit: str | None = None,
        detail: Detail | None = None,
    ) -> None:
        """Chains one act, inside the transaction of the act itself and as its last statement:
        other acts wait from here until it ends.

        ``action`` is ``thing.verb``, ``target`` an id, ``unit`` the unit whose administrators see
        the entry. Raises ValueError for a detail that could be somebody's text.
        """
        if not _ACTION.fullmatch(action):
            raise ValueError(f"not an action: {action!r}")
        lock(session)
        session.flush()
        last = session.execute(
            select(AuditRow.number, AuditRow.digest).order_by(AuditRow.number.desc()).limit(1)
        ).first()
        number, previous = (last.number, last.digest) if last else (0, FIRST)
        row = AuditRow(
            number=number + 1,
            at=datetime.now(UTC),
            person_id=scope.person[:24],
            person=scope.name[:200],
            unit_id=unit,
            action=action,
            target=target[:200],
            detail=_canonical(_checked(detail or {})),
            previous=previous,
        )
        row.digest = _digest(row)
        session.add(row)
        session.flush()

    def verify(self, head: str = "") -> AuditCheck:
        """Reads the whole chain. ``head`` is a digest that was written down once: it has to occur.

        For this machine's operator only: it tells nothing but numbers.
        """
        previous, count, met = FIRST, 0, not head
        with self._database.deciding() as session:
            for row in _rows(session):
                cause = "这一条读不出来" if row is None else _fault(row, count + 1, previous)
                if row is None or cause:
                    broken = count + 1
                    return AuditCheck(entries=count, broken_at=broken, cause=cause, head=previous)
                previous, count = row.digest, count + 1
                met = met or previous == head
        if not met:
            cause = "记下的链尾不在其中：末尾被截去，或整个记录被重写"
            return AuditCheck(entries=count, broken_at=count + 1, cause=cause, head=previous)
        return AuditCheck(entries=count, head=previous if count else "")

    def head(self) -> str:
        """The last digest, to be written down elsewhere; "" when nothing was ever done."""
        with self._database.deciding() as session:
            last = select(AuditRow.digest).order_by(AuditRow.number.desc()).limit(1)
            return session.scalar(last) or ""

    def entries(
        self,
        scope: Scope,
        *,
        unit: str | None = None,
        person: str | None = None,
        action: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> tuple[AuditEntry, ...]:
        """The newest first, of the units that ``scope`` administers; the whole house's for its
        administrators. ``since`` and ``until`` (not itself) bound the moment; ``before`` is the
        last number of the page before; ``limit`` at most 500.

        Raises Forbidden for who administers nothing.
        """
        if not scope.may("administer") or not (scope.house or scope.administers):
            raise Forbidden("只有管理员可以查看审计记录")
        wanted = select(AuditRow).order_by(AuditRow.number.desc()).limit(min(max(limit, 1), 500))
        if not scope.house:
            wanted = wanted.where(AuditRow.unit_id.in_(scope.administers))
        wanted = _narrowed(wanted, unit, person, action, before)
        if since is not None:
            wanted = wanted.where(AuditRow.at >= since)
        if until is not None:
            wanted = wanted.where(AuditRow.at < until)
        with self._database.deciding() as session:
            return tuple(_entry(row) for row in session.scalars(wanted))


def _narrowed(
    wanted: Select[AuditRow],
    unit: str | None,
    person: str | None,
    action: str | None,
    before: int | None,
) -> Select[AuditRow]:
    if unit is not None:
        wanted = wanted.where(AuditRow.unit_id == _asked(unit))
    if person is not None:
        wanted = wanted.where(AuditRow.person_id == _asked(person))
    if action is not None:
        wanted = wanted.where(AuditRow.action == _asked(action))
    return wanted if before is None else wanted.where(AuditRow.number < before)


def _asked(given: str) -> str:
    """What somebody looks for; "" for what cannot be anywhere, and PostgreSQL would choke on."""
    return given if _PLAIN.fullmatch(given) else ""


def _rows(session: Session) -> Iterator[AuditRow | None]:
    """Every row by number, a page at a time; None for one whose fields are not of their types."""
    numbers = list(session.scalars(select(AuditRow.number).order_by(AuditRow.number)))
    for start in range(0, len(numbers), _PAGE):
        page = numbers[start : start + _PAGE]
        wanted = select(AuditRow).where(AuditRow.number.in_(page)).order_by(AuditRow.number)
        try:
            yield from session.scalars(wanted).all()
        except (ValueError, TypeError):
            yield from (_row(session, number) for number in page)
        session.expunge_all()


def _row(session: Session, number: int) -> AuditRow | None:
    try:
        return session.get(AuditRow, number)
    except (ValueError, TypeError):
        return None


def _fault(row: AuditRow, number: int, previous: str) -> str:
    """What is wrong with a row that should bear ``number`` and ``previous``; "" for nothing."""
    if row.number != number:
        return "编号不连续，有记录被删除或插入"
    if row.previous != previous:
        return "与前一条接不上"
    return "" if row.digest == _digest(row) else "内容与摘要不符"


def _digest(row: AuditRow) -> str:
    # The detail goes in as the text that is kept: not even a blank of it can change unseen.
    fields = (
        row.number,
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        row.person_id,
        row.person,
        row.unit_id,
        row.action,
        row.target,
        row.detail,
        row.previous,
    )
    return hashlib.sha256(_canonical(fields).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _checked(detail: Detail) -> dict[str, str | int | bool | list[str] | None]:
    checked: dict[str, str | int | bool | list[str] | None] = {}
    for name, value in detail.items():
        if value is None or isinstance(value, str | int | bool):
            checked[name] = value
        else:
            checked[name] = sorted(value)
        if not all(_PLAIN.fullmatch(part) for part in (name, *_texts(checked[name]))):
            raise ValueError(f"the detail {name!r} is neither an id, a count nor a field name")
    return checked


def _texts(value: str | int | bool | list[str] | None) -> list[str]:
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, str) else []


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        number=row.number,
        at=row.at,
        person=row.person_id,
        name=row.person,
        unit=row.unit_id,
        action=row.action,
        target=row.target,
        detail=json.loads(row.detail),
        previous=row.previous,
        digest=row.digest,
    )
