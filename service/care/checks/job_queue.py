"""Jobs that wait or run for too long."""

from collections.abc import Iterator

from service.care.figures import RUNNING, WAITING, figures
from service.care.finding import Finding, Surroundings, ok, warning
from service.care.looking import current_database

NAME, TITLE, SECONDS = "jobs", "任务", 15.0
LONG_WAIT_S, LONG_RUN_S = 3600.0, 6 * 3600.0


def look(around: Surroundings) -> Iterator[Finding]:
    """How many there are, and the oldest of them."""
    with current_database(around.settings) as database:
        if database is None:
            yield ok("还没有任务")
            return
        found = figures(database)
    waiting = sum(job.count for job in found.jobs if job.state in WAITING)
    running = sum(job.count for job in found.jobs if job.state == RUNNING)
    failed = sum(job.count for job in found.jobs if job.state == "failed")
    if found.oldest_waiting_s > LONG_WAIT_S:
        yield warning(
            f"有任务等了 {found.oldest_waiting_s / 3600:.1f} 小时（共 {waiting} 项在等）",
            "请确认 duizhao serve 或 worker 在运行、模型可用；任务页会写明在等什么",
        )
    if found.longest_running_s > LONG_RUN_S:
        yield warning(
            f"有任务已运行 {found.longest_running_s / 3600:.1f} 小时",
            "请在任务页查看进度，必要时取消后重新提交",
        )
    yield ok(f"等待 {waiting} 项，进行中 {running} 项，失败 {failed} 项")
