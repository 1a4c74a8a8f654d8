"""Runs every check of the installation, each with a time limit of its own; none stops another."""

import threading
import time
from collections.abc import Sequence

from service.care.checks import CHECKS
from service.care.finding import Check, Finding, Result, Surroundings, problem
from service.care.redaction import Redaction, secrets_of
from service.value import Value


class Report(Value):
    """Everything found, in the order of the checks. ``healthy``: nothing is a problem."""

    healthy: bool
    results: tuple[Result, ...]


def examine(around: Surroundings, checks: Sequence[Check] = CHECKS) -> Report:
    """Runs the checks side by side. What is found holds no secret."""
    redact = Redaction(secrets_of(around.settings))
    runs = [_Run(check, around) for check in checks]
    results = tuple(
        Result(
            name=run.check.NAME,
            title=run.check.TITLE,
            level=finding.level,
            found=redact(finding.found),
            mend=redact(finding.mend),
        )
        for run in runs
        for finding in run.findings()
    )
    return Report(healthy=all(r.level != "problem" for r in results), results=results)


class _Run:
    """One check in a thread of its own. One that hangs is left behind with the process."""

    def __init__(self, check: Check, around: Surroundings) -> None:
        self.check = check
        self._found: list[Finding] = []
        self._until = time.monotonic() + check.SECONDS
        self._thread = threading.Thread(target=self._look, args=(around,), daemon=True)
        self._thread.start()

    def findings(self) -> list[Finding]:
        self._thread.join(max(0.0, self._until - time.monotonic()))
        found = list(self._found)
        if self._thread.is_alive():
            late = f"{self.check.SECONDS:.0f} 秒内没有查完"
            found.append(problem(late, "检查这一项所依赖的服务器、磁盘是否卡住，再运行一次"))
        return found

    def _look(self, around: Surroundings) -> None:
        try:
            for finding in self.check.look(around):
                self._found.append(finding)
        except Exception as error:  # noqa: BLE001 - a check that fails is a finding
            # By its kind only: messages of libraries may hold addresses and contents.
            self._found.append(
                problem(f"查不下去（{type(error).__name__}）", "请先处理其他各项，再运行一次")
            )
