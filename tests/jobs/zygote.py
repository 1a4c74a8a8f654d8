"""A process that has everything loaded and forks a worker for each trial: starting hundreds of
workers from nothing would take an hour. Reads one JSON line a trial, answers with one.

Trial: ``folder``, ``database`` ("" for SQLite), ``model`` (base URL), ``unit``, ``assignment``,
``key``; ``kill`` as for ``Commits``, or ``kill_after_s``; ``name`` of the worker. Answer: ``code``
(negative: the signal), ``seconds``, ``commits``.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any


def main() -> None:
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    _load()
    print(json.dumps({"ready": True}), flush=True)  # noqa: T201 - this is the protocol
    for line in sys.stdin:
        print(json.dumps(_trial(json.loads(line))), flush=True)  # noqa: T201


def _load() -> None:
    from service.jobs.tasks import draft
    from tests.jobs.world import warm

    warm()
    assert draft.STAGES


def _trial(spec: dict[str, Any]) -> dict[str, Any]:
    began = time.monotonic()
    report = Path(spec["folder"]) / "trial.json"
    report.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        from tests.jobs.worker import work

        work(spec, report)
        os._exit(0)
    code = _ended(child, spec.get("kill_after_s"), spec["timeout_s"])
    told = json.loads(report.read_text()) if report.exists() else {}
    return {"code": code, "seconds": time.monotonic() - began, **told}


def _ended(child: int, kill_after_s: float | None, timeout_s: float) -> int:
    """Waits for the child's end, killing it when its time is over."""
    began = time.monotonic()
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        passed = time.monotonic() - began
        if passed > (timeout_s if kill_after_s is None else kill_after_s):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return -signal.SIGKILL if kill_after_s is not None else 124
        time.sleep(0.01)


if __name__ == "__main__":
    main()
