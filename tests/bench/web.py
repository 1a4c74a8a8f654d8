"""How long a page's request takes while the same machine ingests and drafts, over the same idle."""

import os
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2

from service.samples import PAPERS
from tests.bench.measure import Line, limit
from tests.bench.model_process import model_process
from tests.bench.office_process import assigned, client_at, done, office_process, sorted_notes
from tests.postgres import running_postgres
from tests.simulated_llm import Speed

NAME = "web"
_SPEED = Speed(first_token_s=0.3, tokens_per_s=400.0)
_LIST = {"limit": 50}
_TURNS, _ASKS, _PAUSE_S = 4, 150, 0.01


def run() -> Iterator[Line]:
    """A list of 50 assignments: idle, busy, and the ratio of the two. SQLite with the one process
    that an office on one machine starts, PostgreSQL with a worker beside it, as in docker/."""
    with model_process(_SPEED) as model:
        with office_process(DUIZHAO_LLM_BASE_URL=model.base_url) as base:
            yield from _lines("SQLite", base)
        with running_postgres(configuration="") as server:
            address = server.address(server.create_database(), "psycopg")
            with office_process(address, worker=True, DUIZHAO_LLM_BASE_URL=model.base_url) as base:
                yield from _lines("PostgreSQL", base)


def _lines(database: str, base: str) -> Iterator[Line]:
    idle: list[float] = []
    busy: list[float] = []
    with client_at(base) as client:
        tasks = [assigned(client, f"第{n}份材料") for n in range(50)]
        sorted_notes(client, tasks[0])
        # Child processes and caches are there afterwards, as in a service that has run a while.
        _work_once(client, tasks[0], "预热")
        # In turn: what else the machine has to do meanwhile then weighs on both alike.
        for turn in range(_TURNS):
            idle += asked(client)
            with _working(base, tasks[0], str(turn)):
                busy += asked(client)
    for name, seconds in (("idle", idle), ("ingesting and drafting", busy)):
        points = statistics.quantiles(seconds, n=100)
        said = f"{1000 * points[49]:.1f} / {1000 * points[98]:.1f} ms"
        yield Line(f"{database}, {name}: p50 / p99", said)
    yield Line(f"{database}: load of the machine meanwhile", f"{os.getloadavg()[0]:.1f}")
    ratio = statistics.quantiles(busy, n=100)[98] / statistics.quantiles(idle, n=100)[98]
    yield limit(f"{database}: p99 busy / idle", ratio, 2.0, "")


def asked(client: httpx2.Client, asks: int = _ASKS) -> list[float]:
    """Seconds that each of so many requests took."""
    seconds = []
    for _ in range(asks):
        began = time.perf_counter()
        client.get("/api/v1/assignments", params=_LIST).raise_for_status()
        seconds.append(time.perf_counter() - began)
        time.sleep(_PAUSE_S)
    return seconds


@contextmanager
def _working(base: str, task: str, mark: str) -> Iterator[None]:
    """Ingests and drafts over and over; at the end of the block what was begun is finished."""
    over = threading.Event()

    def work() -> None:
        with client_at(base) as client:
            rounds = 0
            while not over.is_set():
                rounds += 1
                _work_once(client, task, f"{mark}-{rounds}")

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield
    finally:
        over.set()
        worker.join()


def _work_once(client: httpx2.Client, task: str, mark: str) -> None:
    unit = client.get(task).json()["unit"]
    papers = sorted(PAPERS.rglob("*.txt"))
    # Another mark, another file: what is there already would not be read again.
    files = [("files", (f"{p.stem}-{mark}.txt", p.read_bytes() + mark.encode())) for p in papers]
    taken = client.post(f"/api/v1/units/{unit}/library", files=files)
    drafted = client.post(f"{task}/draft")
    done(client, taken)
    done(client, drafted)
