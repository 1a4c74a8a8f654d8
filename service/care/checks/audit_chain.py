"""The audit: no entry changed, dropped or moved."""

from collections.abc import Iterator

from service.care.finding import Finding, Surroundings, ok, problem
from service.care.looking import current_database
from service.store.audit import AuditLog

NAME, TITLE, SECONDS = "audit", "审计记录", 60.0


def look(around: Surroundings) -> Iterator[Finding]:
    """Reads the whole chain."""
    with current_database(around.settings) as database:
        if database is None:
            yield ok("还没有记录")
            return
        check = AuditLog(database).verify()
    if check.broken_at is None:
        yield ok(f"{check.entries} 条，前后相接")
    else:
        yield problem(
            f"第 {check.broken_at} 条不对：{check.cause}",
            "记录可能被人改动过：请保留现场，交管理员核查，并与备份里的链尾对照",
        )
