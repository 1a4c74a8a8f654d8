import asyncio
from collections.abc import Mapping

import pytest

from service.drafting.schedule import Job, run


class _Clock:
    """Jobs that take time by waiting; keeps when each ran and how many ran at once."""

    def __init__(self) -> None:
        self.started: list[str] = []
        self.running = 0
        self.most = 0

    def job(self, name: str, cost: float, *needs: str) -> Job[str]:
        async def work(done: Mapping[str, str]) -> str:
            assert set(needs) <= set(done)
            self.started.append(name)
            self.running += 1
            self.most = max(self.most, self.running)
            await asyncio.sleep(cost / 100)
            self.running -= 1
            return name.upper()

        return Job(name=name, cost=cost, work=work, needs=needs)


def test_results_come_back_by_name() -> None:
    clock = _Clock()
    jobs = [clock.job("a", 1), clock.job("b", 1, "a")]
    assert asyncio.run(run(jobs, 2)) == {"a": "A", "b": "B"}


def test_no_more_jobs_run_at_once_than_there_are_slots() -> None:
    clock = _Clock()
    asyncio.run(run([clock.job(str(i), 1) for i in range(9)], 3))
    assert clock.most == 3


def test_the_job_with_the_longest_path_to_the_end_starts_first() -> None:
    clock = _Clock()
    jobs = [clock.job("long", 3), clock.job("short", 1), clock.job("after", 5, "short")]
    asyncio.run(run(jobs, 1))
    assert clock.started == ["short", "after", "long"]


def test_progress_counts_up_to_the_number_of_jobs() -> None:
    clock = _Clock()
    seen: list[tuple[str, int, int]] = []
    jobs = [clock.job("a", 1), clock.job("b", 2)]
    asyncio.run(run(jobs, 1, lambda *told: seen.append(told)))
    assert seen == [("b", 1, 2), ("a", 2, 2)]


def test_an_error_ends_the_others_and_comes_out() -> None:
    ended: list[str] = []

    async def fails(_: Mapping[str, str]) -> str:
        raise ValueError("broken")

    async def waits(_: Mapping[str, str]) -> str:
        try:
            await asyncio.sleep(30)
        finally:
            ended.append("waits")
        return ""

    jobs = [Job(name="f", cost=1, work=fails), Job(name="w", cost=2, work=waits)]
    with pytest.raises(ValueError, match="broken"):
        asyncio.run(run(jobs, 2))
    assert ended == ["waits"]


def test_jobs_that_wait_for_each_other_are_refused() -> None:
    clock = _Clock()
    with pytest.raises(ValueError, match="wait for each other"):
        asyncio.run(run([clock.job("a", 1, "b"), clock.job("b", 1, "a")], 1))
