"""The clock: certificates, deadlines and sign-ins hang on it."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import DateTime, cast, func, select

from service.care.finding import Finding, Surroundings, ok, problem, warning
from service.care.looking import current_database
from service.store.database import Database
from service.store.tables import AuditRow

NAME, TITLE, SECONDS = "clock", "时钟", 10.0
_BUILT = datetime(2026, 1, 1, tzinfo=UTC)
_APART_S = 30.0


def look(around: Surroundings) -> Iterator[Finding]:
    """Against when this was written, the newest entry of the audit, and the database's clock."""
    now = datetime.now(UTC)
    if now < _BUILT:
        yield problem(f"本机时间 {now:%Y-%m-%d %H:%M} UTC 明显不对", "请校准时钟，启用自动对时")
        return
    with current_database(around.settings) as database:
        if database is not None:
            yield from _against(database, now)
    yield ok(f"{now:%Y-%m-%d %H:%M:%S} UTC")


def _against(database: Database, now: datetime) -> Iterator[Finding]:
    with database.engine.connect() as connection:
        newest = connection.scalar(select(func.max(AuditRow.at)))
        theirs = now
        if not database.is_sqlite:
            told = connection.scalar(select(cast(func.now(), DateTime(timezone=True))))
            theirs = told or now
    if newest is not None and (newest - now).total_seconds() > _APART_S:
        yield warning("审计记录里有比现在更晚的时间", "时钟可能被调回过：请启用自动对时")
    apart = abs((theirs - now).total_seconds())
    if apart > _APART_S:
        yield warning(f"与数据库服务器的时钟相差 {apart:.0f} 秒", "请在两台机器上启用自动对时")
