"""The kill tests: a draft job is killed, started again, and must come out as if nothing had been.

``python -m tests.jobs.kills --all`` kills before and after every commit on both databases;
``python -m tests.jobs.kills --random 200`` kills at 200 random moments, half on each.
"""

import argparse
import json
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from service.bootstrap import House
from service.jobs import Engine
from service.store.jobs import JobRecords
from tests.jobs.invariants import Expected, Place, check_all, word_text
from tests.jobs.world import furnish, settings_at
from tests.postgres import PostgresServer, running_postgres
from tests.simulated_llm import Simulated, serving
from tests.simulated_llm.behaviours import BEHAVIOURS
from tests.simulated_llm.server import Speed

SLOTS = 2
KILLED = -9
TIMEOUT_S = 90.0
_KEY = "kill-test"


@dataclass(frozen=True)
class Trial:
    """One job, killed as ``kills`` say (see ``tests.jobs.zygote``), then left to end."""

    name: str
    kills: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Told:
    """How a trial went: ``trouble`` is "" when every invariant held; how many kills hit; seconds
    from the last start to the job's end."""

    trial: Trial
    trouble: str
    hits: int
    recovery_s: float


class Zygote:
    """A process that forks workers, spoken to by one thread."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.jobs.zygote"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._answer()["ready"]

    def run(self, spec: dict[str, Any]) -> dict[str, Any]:
        """Runs one worker to its end, natural or not."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(spec) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        """Ends the process."""
        self._process.communicate()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        return dict(json.loads(self._process.stdout.readline()))


@dataclass
class Template:
    """A furnished world with no job yet, copied for each trial; on PostgreSQL with a database."""

    folder: Path
    place: Place
    server: PostgresServer | None = None
    database: str = ""
    expected: Expected = field(default_factory=lambda: Expected("", 0))
    commits: int = 0

    @contextmanager
    def copied(self) -> Iterator[tuple[Path, str]]:
        """A copy of the world: its folder and its database's address."""
        with tempfile.TemporaryDirectory(prefix="duizhao-kill-") as parent:
            folder = Path(parent) / "world"
            shutil.copytree(self.folder, folder)
            if self.server is None:
                yield folder, ""
                return
            with _copied_database(self.server, self.database) as address:
                yield folder, address


@contextmanager
def _copied_database(server: PostgresServer, template: str) -> Iterator[str]:
    name = f"trial_{uuid.uuid4().hex}"
    create = sql.SQL("create database {} template {}")
    with psycopg.connect(server.address(), autocommit=True) as connection:
        connection.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
    try:
        yield server.address(name, "psycopg")
    finally:
        server.drop_database(name)


@contextmanager
def templated(server: PostgresServer | None = None) -> Iterator[Template]:
    """A template, with what an unkilled run gives."""
    with tempfile.TemporaryDirectory(prefix="duizhao-world-") as parent:
        folder = Path(parent) / "world"
        name = "" if server is None else server.create_database()
        address = "" if server is None else server.address(name, "psycopg")
        with closing(House(settings_at(folder, address))) as house:
            template = Template(folder, Place(*furnish(house)), server, name)
            Engine.start(house, listen=True, name="furnisher").stop(wait_s=0)
        yield template


def measure(template: Template, zygote: Zygote) -> None:
    """Runs the job unkilled and notes what it gives."""
    speed = Speed(first_token_s=0.02)
    with (
        template.copied() as (folder, database),
        serving(Simulated(BEHAVIOURS["honest"], speed=speed)) as model,
    ):
        told = zygote.run(_spec(template, folder, database, model.base_url))
        assert told["code"] == 0, told
        with closing(House(settings_at(folder, database))) as house:
            template.expected = Expected(word_text(house, template.place), model.ledger.arrivals)
        # Threads race a little: a few more numbers, and none is left out.
        template.commits = told["commits"] + 4


def attempt(template: Template, trial: Trial, zygote: Zygote) -> Told:
    """One trial, checked."""
    hits, recovery = 0, 0.0
    speed = Speed(first_token_s=0.02)
    with (
        template.copied() as (folder, database),
        serving(Simulated(BEHAVIOURS["honest"], speed=speed)) as model,
    ):
        spec = _spec(template, folder, database, model.base_url)
        for kill in (*trial.kills, {}):
            told = zygote.run({**spec, **kill})
            hits += told["code"] == KILLED
            if told["code"] not in (0, KILLED):
                return Told(trial, f"the worker ended with {told}", hits, 0.0)
            recovery = float(told.get("job_s", 0.0))
        with closing(House(settings_at(folder, database))) as house:
            trouble = _trouble(house, template, model, hits)
    return Told(trial, trouble, hits, recovery)


def _trouble(house: House, template: Template, model: Simulated, hits: int) -> str:
    place = template.place
    (job,) = JobRecords(house.database).list(place.scope)
    try:
        check_all(house, place, job.id, model.ledger, template.expected, in_flight=hits * SLOTS)
    except AssertionError as error:
        return f"{type(error).__name__}: {error}"[:500]
    return ""


def _spec(template: Template, folder: Path, database: str, model: str) -> dict[str, Any]:
    return {
        "folder": str(folder),
        "database": database,
        "model": model,
        "unit": template.place.unit.id,
        "assignment": template.place.assignment.id,
        "key": _KEY,
        "name": "w1" if database else "",
        "timeout_s": TIMEOUT_S,
    }


def every_commit(template: Template, step: int = 1, seed: int = 0) -> list[Trial]:
    """Kills before and after each commit; with ``step`` 2 a half of them, drawn by ``seed``."""
    every = [
        Trial(f"{side} commit {number}", ({"kill": f"{side}:{number}"},))
        for number in range(1, template.commits + 1)
        for side in ("before", "after")
    ]
    return every if step == 1 else random.Random(seed).sample(every, len(every) // step)  # noqa: S311


def at_random(number: int, seed: int, longest_s: float) -> list[Trial]:
    """Each job killed one to three times, at any moment of its run."""
    draw = random.Random(seed)  # noqa: S311 - chance, not secrecy
    return [
        Trial(
            f"random {at}",
            tuple(
                {"kill_after_s": draw.uniform(0.05, longest_s)} for _ in range(draw.randint(1, 3))
            ),
        )
        for at in range(number)
    ]


def run_all(template: Template, trials: Sequence[Trial], zygotes: Sequence[Zygote]) -> list[Told]:
    """The trials, spread over the zygotes."""
    waiting: queue.SimpleQueue[Trial] = queue.SimpleQueue()
    for trial in trials:
        waiting.put(trial)
    told: list[Told] = []

    def go_on(zygote: Zygote) -> None:
        while True:
            try:
                trial = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                told.append(attempt(template, trial, zygote))
            except Exception as error:  # noqa: BLE001 - a trial that breaks off is a failed one
                told.append(Told(trial, f"{type(error).__name__}: {error}", 0, 0.0))

    threads = [threading.Thread(target=go_on, args=(zygote,)) for zygote in zygotes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def summary(what: str, told: Sequence[Told], began: float) -> str:
    """One line of figures."""
    seconds = sorted(t.recovery_s for t in told if t.recovery_s)
    median = seconds[len(seconds) // 2] if seconds else 0.0
    return (
        f"{what}: {len(told)} jobs, {sum(t.hits for t in told)} kills, "
        f"{sum(bool(t.trouble) for t in told)} violations; from restart to end median "
        f"{median:.1f} s, longest {max(seconds, default=0.0):.1f} s; "
        f"{time.monotonic() - began:.0f} s in all"
    )


@contextmanager
def zygotes(number: int = 2) -> Iterator[list[Zygote]]:
    """So many zygotes, ended at the end."""
    made = [Zygote() for _ in range(number)]
    try:
        yield made
    finally:
        for zygote in made:
            zygote.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("sqlite", "postgres"), default=None)
    asked = parser.parse_args()
    failed = 0
    with zygotes() as made:
        if asked.only != "postgres":
            with templated() as template:
                failed += _on("SQLite", template, made, asked)
        if asked.only != "sqlite":
            with running_postgres() as server, templated(server) as template:
                failed += _on("PostgreSQL", template, made, asked)
    return 1 if failed else 0


def _on(what: str, template: Template, made: Sequence[Zygote], asked: argparse.Namespace) -> int:
    measure(template, made[0])
    print(f"{what}: {template.commits} commits, {template.expected.calls} calls")  # noqa: T201
    plans: list[tuple[str, Callable[[], list[Trial]]]] = []
    if asked.all:
        plans.append(("every commit", lambda: every_commit(template)))
    if asked.random:
        half = asked.random if asked.only else asked.random // 2
        plans.append(("random", lambda: at_random(half, asked.seed, 2.0)))
    failed = 0
    for name, trials in plans:
        began = time.monotonic()
        told = run_all(template, trials(), made)
        print(summary(f"{what}, {name}", told, began), flush=True)  # noqa: T201
        for one in told:
            if one.trouble:
                failed += 1
                print(f"  {one.trial.name}: {one.trouble}")  # noqa: T201
    return failed


if __name__ == "__main__":
    sys.exit(main())
