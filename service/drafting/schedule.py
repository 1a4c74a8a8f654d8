"""Running jobs that wait for each other on a fixed number of slots, the longest path first.

List scheduling by critical path (Graham 1969; with no dependencies it is LPT): whenever a slot
is free, the ready job with the longest path to the end starts.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Result = TypeVar("Result")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Job(Generic[Result]):
    """``work`` gets the results of ``needs`` by name; ``cost`` is its expected length."""

    name: str
    cost: float
    work: Callable[[Mapping[str, Result]], Awaitable[Result]]
    needs: tuple[str, ...] = ()


async def run(
    jobs: Sequence[Job[Result]], slots: int, progress: Progress | None = None
) -> dict[str, Result]:
    """The jobs' results by name. At most ``slots`` run at once; the first error ends all.

    ``progress`` is told the finished job's name, how many are finished, and how many there are.
    """
    urgency = _paths(jobs)
    waiting = {job.name: job for job in jobs}
    done: dict[str, Result] = {}
    running: dict[asyncio.Task[Result], str] = {}
    try:
        while waiting or running:
            _start(waiting, running, done, urgency, slots)
            finished, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in finished:
                name = running.pop(task)
                done[name] = task.result()
                if progress:
                    progress(name, len(done), len(jobs))
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    return done


def _start(
    waiting: dict[str, Job[Result]],
    running: dict[asyncio.Task[Result], str],
    done: Mapping[str, Result],
    urgency: Mapping[str, float],
    slots: int,
) -> None:
    ready = [j for j in waiting.values() if all(need in done for need in j.needs)]
    ready.sort(key=lambda job: urgency[job.name], reverse=True)
    for job in ready[: max(0, max(1, slots) - len(running))]:
        del waiting[job.name]
        running[asyncio.ensure_future(job.work(done))] = job.name


def _paths(jobs: Sequence[Job[Result]]) -> dict[str, float]:
    """Each job's cost plus that of the costliest chain of jobs that wait for it."""
    paths: dict[str, float] = {}
    for job in reversed(_in_order(jobs)):
        after = [paths[other.name] for other in jobs if job.name in other.needs]
        paths[job.name] = job.cost + max(after, default=0.0)
    return paths


def _in_order(jobs: Sequence[Job[Result]]) -> list[Job[Result]]:
    """The jobs, each after what it needs. Raises ValueError when they wait for each other."""
    ordered: list[Job[Result]] = []
    names: set[str] = set()
    left = list(jobs)
    while left:
        ready = [job for job in left if names.issuperset(job.needs)]
        if not ready:
            raise ValueError("jobs wait for each other")
        ordered += ready
        names.update(job.name for job in ready)
        left = [job for job in left if job.name not in names]
    return ordered
