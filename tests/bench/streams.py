"""Twenty people draft at once and each watches a paper being written: how soon the first section is
there, whether every event comes once and in order, and what a page load costs meanwhile."""

import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx2

from tests.bench.measure import Line, limit
from tests.bench.model_process import model_process
from tests.bench.office_process import assigned, client_at, office_process
from tests.bench.office_process import done as ended
from tests.simulated_llm import Speed

NAME = "streams"
PEOPLE = 20
_SPEED = Speed(first_token_s=0.5, tokens_per_s=100.0)
_TEXTS = (
    "中心组学习光念文件，不讨论，去年说的学用结合没有兑现",
    "四中全会精神传达到了水管所，但没有讲跟水库管护有什么关系",
    "舆情反应慢，群里都转疯了局里还没声音",
    "取水许可办件时间长，我们厂跑了3趟",
    "小维修审批太慢，建议给所里一点自主权",
    "轮岗说了一年，行政审批股没有动",
)
_IDLE_LOADS, _PAUSE_S = 100, 0.02
_PATIENCE_S = 600.0


@dataclass
class Watched:
    """What one person saw of a draft: seconds from asking to the first section and to the end, the
    numbers of the events in the order in which they came, and how it ended."""

    first_section_s: float = 0.0
    all_s: float = 0.0
    numbers: list[int] = field(default_factory=list)
    end: str = ""

    def lost(self, told: int) -> int:
        """How many of the ``told`` events never came."""
        return len(set(range(1, told + 1)) - set(self.numbers))

    @property
    def doubled(self) -> int:
        """How many came again, or out of their order."""
        return sum(
            later <= earlier for earlier, later in zip(self.numbers, self.numbers[1:], strict=False)
        )


def run() -> Iterator[Line]:
    """On SQLite; the model takes its time, and has a slot for everybody."""
    with (
        model_process(_SPEED) as model,
        office_process(DUIZHAO_LLM_BASE_URL=model.base_url, DUIZHAO_LLM_SLOTS=str(PEOPLE)) as base,
    ):
        yield from lines(base, PEOPLE)


def lines(base: str, people: int) -> Iterator[Line]:
    """What ``people`` drafts at once give at a fresh service."""
    with client_at(base) as client:
        tasks = [_prepared(client, number) for number in range(people)]
        idle = [_loaded(client, tasks[0]) for _ in range(_IDLE_LOADS)]
        watched, busy, told = _all_at_once(base, client, tasks)
    yield Line("people, drafts done", f"{people}, {sum(one.end == 'done' for one in watched)}")
    for what, seconds in (
        ("first section", [one.first_section_s for one in watched]),
        ("whole draft", [one.all_s for one in watched]),
    ):
        said = f"{statistics.median(seconds):.1f} / {max(seconds):.1f} s"
        yield Line(f"{what}: median / last of all", said)
    missing = sum(one.lost(count) for one, count in zip(watched, told, strict=True))
    unfinished = sum(one.end != "done" for one in watched)
    yield Line("drafts that did not end well", str(unfinished), "0", unfinished == 0)
    yield Line("events told", str(sum(told)))
    yield Line("events lost", str(missing), "0", missing == 0)
    doubled = sum(one.doubled for one in watched)
    yield Line("events doubled or out of order", str(doubled), "0", doubled == 0)
    for name, loads in (("idle", idle), ("meanwhile", busy)):
        said = f"{1000 * statistics.median(loads):.0f} / {1000 * _p99(loads):.0f} ms"
        yield Line(f"a page load, {name} ({len(loads)}): p50 / p99", said)
    yield limit("a page load: p99 meanwhile / idle", _p99(busy) / _p99(idle), 2.0, "")


def _prepared(client: httpx2.Client, number: int) -> str:
    """An assignment with sorted notes."""
    task = assigned(client, f"第{number + 1}个人的材料")
    notes = [{"id": f"N{n}", "text": text} for n, text in enumerate(_TEXTS)]
    client.post(f"{task}/notes", json={"notes": notes}).raise_for_status()
    ended(client, client.post(f"{task}/notes/sort"))
    return task


def _all_at_once(
    base: str, client: httpx2.Client, tasks: list[str]
) -> tuple[list[Watched], list[float], list[int]]:
    """What each person saw, the seconds of page loads meanwhile, and how much each job told."""
    watched = [Watched() for _ in tasks]
    jobs = [""] * len(tasks)
    together = threading.Barrier(len(tasks))

    def person(number: int) -> None:
        with client_at(base) as own:
            together.wait()
            began = time.perf_counter()
            jobs[number] = own.post(f"{tasks[number]}/draft").headers["location"]
            _follow(own, jobs[number], watched[number], began)

    threads = [threading.Thread(target=person, args=(n,), daemon=True) for n in range(len(tasks))]
    for thread in threads:
        thread.start()
    busy: list[float] = []
    until = time.monotonic() + _PATIENCE_S
    while any(thread.is_alive() for thread in threads):
        if time.monotonic() > until:
            raise TimeoutError("the drafts go on and on")
        busy.append(_loaded(client, tasks[0]))
        time.sleep(_PAUSE_S)
    told = [len(client.get(f"{job}/history").json()["items"]) for job in jobs]
    return watched, busy, told


def _follow(client: httpx2.Client, job: str, watched: Watched, began: float) -> None:
    with client.stream("GET", f"{job}/events") as answer:
        kind = ""
        for line in answer.iter_lines():
            name, _, value = line.partition(": ")
            if name == "id":
                watched.numbers.append(int(value))
            elif name == "event":
                kind = value
            if kind == "section" and not watched.first_section_s:
                watched.first_section_s = time.perf_counter() - began
    watched.all_s = time.perf_counter() - began
    watched.end = client.get(job).json()["state"]


def _loaded(client: httpx2.Client, task: str) -> float:
    """Seconds for the page of an assignment's notes and what it asks of the interface."""
    began = time.perf_counter()
    for address in (f"/assignments/{task.rsplit('/', 1)[-1]}/notes", task, f"{task}/notes"):
        client.get(address).raise_for_status()
    return time.perf_counter() - began


def _p99(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100)[98]
