"""One worker process of the kill tests: submits the trial's job (twice is once) and does it."""

import json
import multiprocessing
import os
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from service.bootstrap import House
from service.jobs import Engine
from service.office.jobs import FINAL
from service.scope import of_unit
from service.store.one_process import hold
from tests.jobs.commits import Commits
from tests.jobs.world import settings_at


def work(spec: dict[str, Any], report: Path) -> None:
    """Does the trial's job to its end, unless it is killed before; with ``stay`` any job."""
    fork_children()
    commits = Commits(spec.get("kill", ""))
    commits.install()
    folder = Path(spec["folder"])
    settings = settings_at(folder, spec["database"], spec["model"])
    alone: AbstractContextManager[None] = nullcontext() if spec["database"] else hold(folder)
    with alone:
        house = House(settings)
        began = time.monotonic()
        engine = Engine.start(house, listen=True, name=spec.get("name", ""))
        if spec.get("stay"):
            _stay(folder, spec["name"])
            engine.stop(wait_s=0)
            return
        scope = of_unit(spec["unit"], "", "本机")
        commits.counting = True
        job = engine.jobs.submit(
            scope, spec["unit"], "draft", {}, assignment=spec["assignment"], key=spec["key"]
        )
        while engine.jobs.get(scope, job.id).state not in FINAL:
            time.sleep(0.02)
        seconds = time.monotonic() - began
        # What DBOS writes after the job's end is also a commit to be killed at.
        while engine._dispatcher.fates([job])[job.id] == "under_way":
            time.sleep(0.02)
        report.write_text(json.dumps({"commits": commits.count, "job_s": seconds}))
        engine.stop(wait_s=0)
        house.close()


def _stay(folder: Path, name: str) -> None:
    """Works for whoever hands in jobs, until told to leave."""
    (folder / f"{name}.pid").write_text(str(os.getpid()))
    while not (folder / f"{name}.leave").exists():
        time.sleep(0.05)


def fork_children() -> None:
    """Children for computing inherit what is loaded, instead of loading it for five seconds."""
    real = multiprocessing.get_context

    def get_context(_: str | None = None) -> Any:
        return real("fork")

    vars(multiprocessing)["get_context"] = get_context
